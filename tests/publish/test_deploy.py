"""The files to install: they parse, they say what the program says, and they run."""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from paths import ROOT

from generator.policy import POLICY
from generator.publish.commands import publish
from generator.publish.status import Outcome

DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"


class _Units(RawConfigParser):
    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(name: str) -> RawConfigParser:
    parser = _Units(strict=True)
    parser.read(UNITS / name, "utf-8")
    return parser


def test_the_timer_makes_up_for_a_night_without_power() -> None:
    assert unit("scorebook-publish.timer")["Timer"]["Persistent"] == "true"


def test_the_service_has_limits_and_a_hook_and_takes_nothing_new_for_success() -> None:
    service = unit("scorebook-publish.service")
    assert {"MemoryMax", "TimeoutStartSec", "TasksMax"} <= set(service["Service"])
    assert service["Service"]["SuccessExitStatus"] == str(int(Outcome.UNCHANGED))
    assert (UNITS / service["Unit"]["OnFailure"]).is_file()


@pytest.mark.system
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    for file in UNITS.iterdir():
        text = file.read_text("utf-8").replace("#ExecStartPost=", "ExecStartPost=")
        for program_of_ours in ("/srv/scorebook/project/.venv/bin/scorebook", "/bin/systemctl"):
            text = text.replace(program_of_ours, "/bin/true")
        (tmp_path / file.name).write_text(text, "utf-8")
    units = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run([program, "verify", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert ours == []


@pytest.mark.parametrize("code", [0, *Outcome])
def test_cron_is_silent_unless_somebody_has_to_look(tmp_path: Path, code: int) -> None:
    """The line itself, run by the shell, with a stand-in for the program."""
    line = (DEPLOY / "crontab").read_text("utf-8").splitlines()[-1]
    command = line.split(maxsplit=5)[5]
    assert "%" not in command, "cron would end the line there"
    program = tmp_path / ".venv" / "bin" / "scorebook"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "ran $*"\nexit {int(code)}\n', "utf-8")
    program.chmod(0o755)
    command = command.replace("/srv/scorebook/project", str(tmp_path))
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    quiet = code in (Outcome.PUBLISHED, Outcome.UNCHANGED)
    assert done.stdout == ("" if quiet else "ran publish /srv/scorebook/site\n")
    assert done.returncode == (0 if quiet else code)


@pytest.mark.parametrize("name", ["gitlab-ci.yml", "github-workflow.yml"])
def test_the_pipelines_publish_on_schedule_and_take_nothing_new_for_success(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    assert "publish" in (found.get("jobs") or found)
    assert "schedule" in text
    assert f'scorebook publish "$SITE" || [ $? -eq {int(Outcome.UNCHANGED)} ]' in text


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile", "apache.conf"])
def test_the_servers_send_the_policy_and_keep_files_by_their_kind(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    assert f'Content-Security-Policy "{POLICY}"' in text
    assert "nosniff" in text
    assert "max-age=31536000, immutable" in text
    assert "/404.html" in text
    assert "/srv/scorebook/site/current" in text


@pytest.mark.parametrize("file", sorted(p for p in DEPLOY.rglob("*") if p.is_file()), ids=str)
def test_every_file_is_in_the_guide(file: Path) -> None:
    own = file.parent.name in ("offline", "letters", "audiences")
    name = file.parent.name if own else "operations"
    guide = (ROOT / "docs" / "guide" / f"{name}.md").read_text("utf-8")
    assert file.relative_to(ROOT).as_posix() in guide


def test_the_guide_names_no_option_that_is_not_there() -> None:
    guide = (ROOT / "docs" / "guide" / "operations.md").read_text("utf-8")
    lines = re.findall(r"scorebook publish[^`\n]*", guide)
    said = {option for line in lines for option in re.findall(r"(?<!\S)--[a-z-]+", line)}
    assert said
    assert said <= {option for one in publish.params for option in one.opts}


def test_the_limits_of_the_service_grow_with_the_machine() -> None:
    """As many processes work as there are cores."""
    unit = (ROOT / "deploy" / "systemd" / "scorebook-publish.service").read_text("utf-8")
    limits = dict(line.split("=", 1) for line in unit.splitlines() if line.startswith(LIMITS))
    assert all(value.endswith("%") for value in limits.values()), limits


LIMITS = ("TasksMax", "MemoryMax", "MemoryHigh", "LimitNPROC", "LimitNOFILE")
