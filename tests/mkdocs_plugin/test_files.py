"""Files that cannot be kept as a case: links, depths, names and rights."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import BASE, ROOT

from generator.cli import main

SOUTH = "results/2022/south.yml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check() -> Result:
    return CliRunner().invoke(main, ["--lang", "en", "check", "--format", "short"])


def told(result: Result) -> list[str]:
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 1
    return result.stdout.splitlines()


def test_a_result_that_is_a_dangling_link_is_told_once(folder: Path) -> None:
    (folder / SOUTH).unlink()
    (folder / SOUTH).symlink_to("nowhere.yml")
    lines = told(check())
    assert len(lines) == 1
    assert lines[0].startswith(f"{SOUTH}:1:1: ")


def test_a_result_that_links_to_itself_is_told(folder: Path) -> None:
    (folder / SOUTH).unlink()
    (folder / SOUTH).symlink_to("south.yml")
    assert told(check())[0].startswith(f"{SOUTH}:1:1: the file cannot be read: ")


@pytest.mark.parametrize("name", [SOUTH, "results/organizations.yml", "standards/e1/edition.yml"])
@pytest.mark.parametrize("kind", ["a pipe", "a link to a device"])
def test_data_that_is_no_file_is_told_and_not_waited_for(
    folder: Path, name: str, kind: str
) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name) if kind == "a pipe" else (folder / name).symlink_to("/dev/zero")
    assert told(check())[0].startswith(f"{name}:1:1: the file cannot be read: it is no file, but ")
    result = CliRunner().invoke(main, ["--lang", "en", "check"])  # shows the line, if it can
    assert told(result)[0] == told(check())[0]


def test_a_pipe_in_place_of_a_folder_is_told(folder: Path) -> None:
    os.mkfifo(folder / "results" / "2023")
    assert told(check())[0].startswith("results/2023:1:1: “2023” does not belong here")


def test_a_name_that_is_no_text_is_told(folder: Path) -> None:
    os.close(os.open(os.fsencode(folder) + b"/results/2022/\xff.yml", os.O_CREAT | os.O_WRONLY))
    assert len(told(check())) == 1


def test_a_name_of_two_lines_is_told_on_one(folder: Path) -> None:
    (folder / "results" / "2022" / "a\nb.yml").write_text("x", encoding="utf-8")
    assert len(told(check())) == 1


def test_a_folder_that_may_not_be_read_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.iterdir

    def refused(self: Path) -> Iterator[Path]:
        if self.name == "2022":
            raise PermissionError(13, "Permission denied")
        return iter(read(self))

    monkeypatch.setattr(Path, "iterdir", refused)
    assert (folder / "results" / "2022").is_dir()
    assert told(check())[0].startswith("results/2022:1:1: ")


@pytest.mark.parametrize("name", ["con", "nul", "aux"])
def test_an_edition_named_like_a_device_of_windows_is_told(folder: Path, name: str) -> None:
    shutil.copytree(folder / "standards" / "e1", folder / "standards" / name)
    edition = folder / "standards" / name / "edition.yml"
    edition.write_text(edition.read_text("utf-8").replace("[2021]", "[2020]"), encoding="utf-8")
    lines = told(check())
    assert len(lines) == 1
    assert f"“{name}”" in lines[0]


@pytest.mark.system
@pytest.mark.parametrize("unit", ["[]", "[", "- ", "{a: ", "? "])
@pytest.mark.parametrize("mark", ["", "# &\n"], ids=["plain", "anchor"])
def test_the_deepest_nesting_that_fits_a_file_is_told(folder: Path, unit: str, mark: str) -> None:
    times = 990_000 // len(unit)
    text = "[" * times + "]" * times if unit == "[]" else unit * times
    (folder / SOUTH).write_text(mark + text, encoding="utf-8")
    command = [sys.executable, "-m", "generator.cli", "--lang", "en", "check"]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr[-200:]
    assert done.stdout.decode("utf-8").startswith(f"{SOUTH}:")
