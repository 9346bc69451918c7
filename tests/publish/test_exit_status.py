"""Every exit status, reached by the real command, with what it leaves behind."""

import fcntl
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from paths import ROOT
from projects import edit, live, project, publish, run, status
from sites import content

from generator.publish.commands import publish as command
from generator.publish.status import Outcome

pytestmark = pytest.mark.system

FIRST = "results/2023/first.yml"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Releases of a project, which lies beside them; published once."""
    folder = tmp_path_factory.mktemp("statuses")
    made = project(folder / "project")
    code, output = publish(made, folder / "site")
    assert code == Outcome.PUBLISHED, output
    return folder / "site"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A copy of the project as it was published, to be spoilt."""
    return project(tmp_path / "project")


def told(store: Path) -> tuple[str, int]:
    found = status(store)
    return found["outcome"], found["code"]


def test_published(store: Path) -> None:
    assert live(store).startswith("00001-")
    assert (store / "current" / "index.html").is_file()
    assert {"status.json", "report.txt", "report.md", "build.log"} <= {
        file.name for file in store.iterdir()
    }


def test_nothing_changed(store: Path, made: Path) -> None:
    """The same project in another folder is the same data."""
    before = live(store)
    code, output = publish(made, store)
    assert code == Outcome.UNCHANGED, output
    assert told(store) == ("unchanged", 10)
    assert live(store) == before


def test_a_copy_is_made_of_an_unchanged_site_too(store: Path, made: Path, tmp_path: Path) -> None:
    """So a copy that was stopped half-way is finished the next night."""
    code, output = publish(made, store, "--to-folder", tmp_path / "web")
    assert code == Outcome.UNCHANGED
    assert f"copied to: {tmp_path / 'web'}" in output
    assert content(tmp_path / "web") == content(store / "current")
    code, output = run(made, "verify", tmp_path / "web")
    assert "Whole" in output
    assert code == 0


def test_problems_in_the_data(store: Path, made: Path) -> None:
    edit(made / FIRST, "state: final", "state: finale")
    code, output = publish(made, store)
    assert code == Outcome.DATA
    assert f"{FIRST}:5:" in output
    assert told(store) == ("data", 11)
    gates = {gate["name"]: gate["state"] for gate in status(store)["gates"]}
    assert gates.pop("data") == "refused"
    assert set(gates.values()) == {"not-reached"}


def test_the_build_failed(store: Path, made: Path) -> None:
    (made / "docs" / "lost.md").write_text("# Lost\n\n[x](nowhere.md)\n", encoding="utf-8")
    code, output = publish(made, store)
    assert code == Outcome.BUILD
    assert "nowhere.md" in output
    assert told(store) == ("build", 12)


def test_a_gate_refused(store: Path, made: Path) -> None:
    edit(made / FIRST, "vote: {ballots: {high: 3, middle: 1}", "vote: {ballots: {high: 4}")
    edit(made / FIRST, "vote: 92.5}, base: 94.25", "vote: 95}, base: 95")
    edit(made / FIRST, "total: 96.25", "total: 97")
    code, output = publish(made, store)
    assert code == Outcome.GATE, output
    assert re.search(
        r"2023 甲 <党委>: the score, final or under review, changed from 96.25 to 97", output
    )
    assert told(store) == ("gate", 13)
    assert list((store / "releases").glob(".*")) == []


def test_could_not_publish(store: Path, made: Path) -> None:
    """The folder of releases cannot be made where a file stands."""
    taken = store.parent / "taken"
    taken.mkdir()
    (taken / "releases").write_text("x", encoding="utf-8")
    code, output = publish(made, taken)
    assert code == Outcome.IMPOSSIBLE
    assert "releases" in output
    assert "Traceback" not in output


def test_another_run_is_in_progress(store: Path, made: Path) -> None:
    before = status(store)
    with (store / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, output = publish(made, store)
    assert code == Outcome.BUSY
    assert "another run is in progress" in output
    assert status(store) == before


def test_wrong_usage_has_a_status_of_its_own(made: Path) -> None:
    code, _ = publish(made)
    assert code == 2
    assert not {1, 2} & set(Outcome)


def test_a_folder_that_is_no_project_is_wrong_usage(tmp_path: Path) -> None:
    code, output = publish(tmp_path, tmp_path / "site")
    assert code == 2
    assert "there is no mkdocs.yml" in output


def test_going_back_needs_no_project(tmp_path: Path) -> None:
    """In haste, from wherever one is."""
    code, output = publish(tmp_path, tmp_path / "site", "--back")
    assert code == Outcome.IMPOSSIBLE
    assert "there is no earlier site to go back to" in output


def test_a_folder_inside_the_releases_is_wrong_usage(store: Path, made: Path) -> None:
    code, _ = publish(made, store, "--to-folder", store / "web")
    assert code == 2


def test_the_console_works_where_nothing_can_be_locked() -> None:
    """On Windows all commands but this one do their work."""
    code = (
        "import sys, click, subprocess, tempfile, concurrent.futures.process, xlsxwriter, zoneinfo;"
        "sys.platform = 'win32'; sys.modules['fcntl'] = None;"
        "from generator.cli import main; main(['publish', 'nowhere', '--config', 'mkdocs.yml'])"
    )
    with tempfile.TemporaryDirectory() as folder:
        made = project(Path(folder) / "project")
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=made,
            env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "en_US.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == Outcome.IMPOSSIBLE, done.stderr
    assert "on Windows, use mkdocs build" in done.stdout


def test_every_status_is_told_where_people_look() -> None:
    assert command.help is not None
    guide = (ROOT / "docs" / "guide" / "operations.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    for outcome in Outcome:
        assert re.search(rf"\b{outcome}\b", command.help)
        assert f"| {int(outcome)} |" in guide
        assert re.search(rf"\b{int(outcome)}\b", readme)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_that_cannot_say_a_character_leaves_the_status_true(
    store: Path, made: Path, encoding: str
) -> None:
    """The report says the name of the folder, which has a character that the console lacks."""
    folder = store.parent / "𠮷−党"
    variables = {"PYTHONIOENCODING": f"{encoding}:strict"}
    edit(made / FIRST, "state: final", "state: finale")
    code, output = publish(made, folder, variables=variables)
    assert code == Outcome.DATA, output
    assert "Traceback" not in output
    assert status(folder)["code"] == Outcome.DATA
