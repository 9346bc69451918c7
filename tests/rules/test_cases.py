"""Bad data → the problems that are told. Each folder of ``cases`` is laid over ``base``.

``delete.txt`` names paths of ``base`` that the case goes without, ``repeat.txt`` files whose
content is written so many times, ``expected.txt`` what
``scorebook --lang en check --format short`` prints.
"""

import json
import re
import shutil
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner
from paths import CASES

from generator.audiences.model import Audience
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


def test_every_problem_of_the_catalogue_has_a_case_and_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: set[str] = set()
    for name in NAMES:
        lay_out(name, tmp_path / name)
        monkeypatch.chdir(tmp_path / name)
        result = CliRunner().invoke(main, ["--lang", "zh", "check", "--format", "json"])
        for problem in json.loads(result.stdout):
            told.add(problem["code"])
            said = f"{problem['message']} {problem['remedy']}"
            assert english(said, written_in(tmp_path / name)) == set(), (name, said)
    assert told | OF_DRAFTS == set(labels("en").section("problems"))


OF_DRAFTS = {"method-to-record", "method-to-complete"}
"""What ``check FILE`` says of results that are only begun; see ``tests/progress``."""
WORD = re.compile("[A-Za-z][A-Za-z_]+")
TYPED = {"yml", "mkdocs", "scorebook", "init", "YAML", "UTF", "README", "Windows", "http", "https"}
TYPED |= {"ranking", "ranks", "everything", "default"}
"""What people type, or know by no other name."""


@cache
def typed() -> set[str]:
    """The words of the format: names of fields, and what may stand in them."""
    with resources.as_file(resources.files("generator") / "labels/zh/fields.yml") as file:
        words = set(WORD.findall(file.read_text("utf-8")))
    return words | TYPED | Audience.model_fields.keys()


def written_in(folder: Path) -> set[str]:
    """What the data itself says, which a message may repeat."""
    files = filter(Path.is_file, folder.rglob("*"))
    texts = (file.read_bytes().decode("utf-8", "replace") for file in files)
    names = " ".join(str(path.relative_to(folder)) for path in folder.rglob("*"))
    return {word for text in (*texts, names) for word in WORD.findall(text)}


def english(said: str, written: set[str]) -> set[str]:
    """The English words of a Chinese message that are neither typed nor those of the data."""
    return set(WORD.findall(re.sub(r"U\+\w+", "", said))) - typed() - written
