"""Data → workbook → data is the identity: nothing changes, and nothing is lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet
from paths import BASE, ROOT, TESTS
from workbooks import carry_out, copy, frame_of, plan, subject_of, subjects, write

from generator.model.result import ResultFile
from generator.workbook.subject import Subject
from generator.yaml.loader import read

FOLDERS = [ROOT, BASE, *sorted(f for f in (TESTS / "schemes").iterdir() if f.is_dir())]
FOLDERS = [folder for folder in FOLDERS if (folder / "standards").is_dir()]
QUICK = {BASE.name, "practice"}
"""The folders that are tried every time; the others take longer, and say little more."""


def tried(folder: Path, *values: str) -> ParameterSet:
    marks = [] if folder.name in QUICK else [pytest.mark.system]
    return pytest.param(folder, *values, marks=marks, id=" ".join((folder.name, *values)))


ALL = [tried(folder, name) for folder in FOLDERS for name in subjects(folder)]


@pytest.mark.parametrize(("folder", "name"), ALL)
def test_a_workbook_that_nobody_touched_changes_nothing(
    folder: Path, name: str, tmp_path: Path
) -> None:
    file = write(subject_of(frame_of(folder), name), tmp_path / "book.xlsx")
    result = plan(folder, name, file)
    assert (result.problems, result.others, result.notes) == ([], [], [])
    assert result.changes == []


UNORDERED = {"findings", "adjustments", "negative_cases"}


def sorted_within(value: Any, key: str = "") -> Any:
    """Return a value with its unordered lists sorted, at any depth: a workbook keeps no order.

    Levels without ballots are left out, for which it says zero."""
    if isinstance(value, Mapping):
        entries = value.items() if key != "ballots" else filter(lambda item: item[1], value.items())
        return {key: sorted_within(inner, key) for key, inner in entries}
    return sorted(value, key=repr) if key in UNORDERED and isinstance(value, tuple) else value


def facts(subject: Subject) -> Mapping[str, Any]:
    """What results say, whatever the order of their findings, adjustments and cases."""
    said = {}
    for owner, data in subject.records.items():
        if data:
            result = ResultFile.model_validate(data)
            said[owner] = sorted_within(result.model_dump(by_alias=True, exclude_defaults=True))
    return said


@pytest.mark.parametrize("folder", [tried(folder) for folder in FOLDERS[1:]])
def test_results_that_are_lost_come_back_whole_from_their_workbook(
    folder: Path, tmp_path: Path
) -> None:
    copied = copy(folder, tmp_path / "copy")
    for name in (name for name in subjects(copied) if name.isdecimal()):
        before = subject_of(frame_of(copied), name)
        file = write(before, tmp_path / f"{name}.xlsx")
        for lost in (copied / "results" / name).glob("*.yml"):
            lost.unlink()
        result = plan(copied, name, file)
        assert (result.problems, result.others) == ([], [])
        carry_out(result)
        assert facts(subject_of(frame_of(copied), name)) == facts(before)


@pytest.mark.system
def test_the_sample_comes_back_whole_and_its_files_read_as_was_planned(tmp_path: Path) -> None:
    copied = copy(ROOT, tmp_path / "copy")
    before = subject_of(frame_of(copied), "2024")
    file = write(before, tmp_path / "book.xlsx")
    for lost in (copied / "results/2024").glob("*.yml"):
        lost.unlink()
    result = plan(copied, "2024", file)
    carry_out(result)
    assert facts(subject_of(frame_of(copied), "2024")) == facts(before)
    assert {change.owner: read(change.file).data for change in result.changes} == {
        change.owner: change.after for change in result.changes
    }
