"""Bad data → the problems that are told. Each folder of ``cases`` is laid over ``base``.

``delete.txt`` names paths of ``base`` that the case goes without, ``repeat.txt`` files whose
content is written so many times, ``expected.txt`` what
``scorebook --lang en check --format short`` prints.
"""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from paths import CASES

from generator.cli import main
from generator.messages.labels import labels

BASE = CASES / "base"
NOTES = shutil.ignore_patterns("delete.txt", "repeat.txt", "expected.txt")
NAMES = sorted(path.name for path in CASES.iterdir() if path != BASE)


def lay_out(name: str, folder: Path) -> None:
    case = CASES / name
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for path in _lines(case / "delete.txt"):
        gone = folder / path
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=NOTES)
    for path, times in map(str.split, _lines(case / "repeat.txt")):
        (folder / path).write_bytes((case / path).read_bytes() * int(times))


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []


@pytest.mark.parametrize("name", ["base", *NAMES])
def test_a_case_tells_its_problems(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(name, tmp_path)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["--lang", "en", "check", "--format", "short"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.stdout == (CASES / name / "expected.txt").read_text("utf-8")
    assert result.exit_code == (0 if name == "base" else 1)


def test_every_problem_of_the_catalogue_has_a_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: set[str] = set()
    for name in NAMES:
        lay_out(name, tmp_path / name)
        monkeypatch.chdir(tmp_path / name)
        result = CliRunner().invoke(main, ["check", "--format", "json"])
        told |= {problem["code"] for problem in json.loads(result.stdout)}
    assert told == set(labels("en").section("problems"))
