"""Every exit status, reached by the real command, with what it leaves behind."""

import fcntl
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from projects import ROOT, content, edit, live, project, publish, start, status

from generator.publish.command import publish as command
from generator.publish.outcome import Outcome

FIRST = "results/2023/first.yml"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
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


def told(shelf: Path) -> tuple[str, int]:
    found = status(shelf)
    return found["outcome"], found["code"]


def test_published(shelf: Path) -> None:
    assert live(shelf).startswith("00001-")
    assert (shelf / "current" / "index.html").is_file()
    assert {"status.json", "report.txt", "report.md", "build.log"} <= {
        file.name for file in shelf.iterdir()
    }


def test_nothing_changed(shelf: Path, made: Path) -> None:
    """The same project in another folder is the same data."""
    before = live(shelf)
    code, output = publish(made, shelf)
    assert code == Outcome.UNCHANGED, output
    assert told(shelf) == ("unchanged", 10)
    assert live(shelf) == before


def test_a_copy_is_made_of_an_unchanged_site_too(shelf: Path, made: Path, tmp_path: Path) -> None:
    """So a copy that was stopped half-way is finished the next night."""
    code, output = publish(made, shelf, "--to-folder", tmp_path / "web")
    assert code == Outcome.UNCHANGED
    assert f"copied to: {tmp_path / 'web'}" in output
    assert content(tmp_path / "web") == content(shelf / "current")
    verified = start(made, "verify", tmp_path / "web")
    assert "Whole" in verified.communicate(timeout=60)[0]
    assert verified.returncode == 0


def test_problems_in_the_data(shelf: Path, made: Path) -> None:
    edit(made / FIRST, "state: final", "state: finale")
    code, output = publish(made, shelf)
    assert code == Outcome.DATA
    assert f"{FIRST}:5:" in output
    assert told(shelf) == ("data", 11)
    gates = {gate["name"]: gate["state"] for gate in status(shelf)["gates"]}
    assert gates.pop("data") == "refused"
    assert set(gates.values()) == {"not-reached"}


def test_the_build_failed(shelf: Path, made: Path) -> None:
    (made / "docs" / "lost.md").write_text("# Lost\n\n[x](nowhere.md)\n", encoding="utf-8")
    code, output = publish(made, shelf)
    assert code == Outcome.BUILD
    assert "nowhere.md" in output
    assert told(shelf) == ("build", 12)


def test_a_gate_refused(shelf: Path, made: Path) -> None:
    edit(made / FIRST, "vote: {ballots: {high: 3, middle: 1}", "vote: {ballots: {high: 4}")
    edit(made / FIRST, "vote: 92.5}, base: 94.25", "vote: 95}, base: 95")
    edit(made / FIRST, "total: 96.25", "total: 97")
    code, output = publish(made, shelf)
    assert code == Outcome.GATE, output
    assert re.search(r"2023 甲 <党委>: the final score changed from 96.25 to 97", output)
    assert told(shelf) == ("gate", 13)
    assert list((shelf / "releases").glob(".*")) == []


def test_could_not_publish(shelf: Path, made: Path) -> None:
    """The folder of releases cannot be made where a file stands."""
    taken = shelf.parent / "taken"
    taken.mkdir()
    (taken / "releases").write_text("x", encoding="utf-8")
    code, output = publish(made, taken)
    assert code == Outcome.IMPOSSIBLE
    assert "releases" in output
    assert "Traceback" not in output


def test_another_run_is_in_progress(shelf: Path, made: Path) -> None:
    before = status(shelf)
    with (shelf / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, output = publish(made, shelf)
    assert code == Outcome.BUSY
    assert "another run is in progress" in output
    assert status(shelf) == before


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


def test_a_folder_inside_the_releases_is_wrong_usage(shelf: Path, made: Path) -> None:
    code, _ = publish(made, shelf, "--to-folder", shelf / "web")
    assert code == 2


def test_the_console_works_where_nothing_can_be_locked() -> None:
    """On Windows all commands but this one do their work."""
    code = (
        "import sys, click, subprocess, tempfile, concurrent.futures.process, generator.exports;"
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
