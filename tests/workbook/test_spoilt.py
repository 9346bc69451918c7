"""Spoilt workbooks → the problems that are told, each at its cell; or the changes, if it is fine.

A file of ``cases`` has cases by name: ``of`` is what the workbook is of, ``edits`` what is done to
its cells, ``problems`` or ``changes`` what is said then. A cell is named by ``in``, the title of
its sheet, ``row`` and ``column``: the number of the row, or what its first cell says; the heading
of the column, or how it begins. Besides ``value`` there are ``percent`` and ``mark``, which a cell
has in its XML, and ``merged``, how many rows are merged there.
"""

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from workbooks import OPTIONS, frame_of, subject_of, write

from generator.cells.choices import normalized
from generator.messages.labels import labels
from generator.model.fields import Path as InFile
from generator.workbook.changes import differences, in_words
from generator.workbook.importing import plan_import
from generator.workbook.reading import Grid, read_grids
from generator.workbook.report import line
from generator.workbook.xlsx_marks import Mark
from generator.yaml.loader import read

HERE = Path(__file__).parent
CASES = {
    name: case
    for file in sorted((HERE / "cases").glob("*.yml"))
    for name, case in yaml.safe_load(file.read_text("utf-8")).items()
}
NOTHING: InFile = ()


@cache
def base(of: str, folder: Path) -> list[Grid]:
    return read_grids(write(subject_of(frame_of(HERE / "base"), of), folder / "book.xlsx"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("books")


def edit(grids: list[Grid], change: dict[str, Any]) -> None:
    if "add" in change:
        grids.append(Grid(f"book.xlsx!{change['add']}", change["add"], change["rows"]))
        return
    grid = next(grid for grid in grids if grid.title == change["in"])
    rows: Any = grid.rows
    if "title" in change:
        grids[grids.index(grid)] = Grid(f"book.xlsx!{change['title']}", change["title"], rows)
    elif "drop_column" in change:
        at = column_of(rows, change["drop_column"])
        for row in rows:
            row.pop(at)
    elif "drop_row" in change:
        rows.pop(row_of(rows, change["drop_row"]))
    elif "copy" in change:
        rows[row_of(rows, change["row"])] = [*rows[change["copy"] - 1]]
    elif "above" in change:
        rows.insert(0, [change["above"], *[""] * (len(rows[0]) - 1)])
    elif "drop_sheet" in change:
        grids.remove(grid)
    elif "sort" in change:
        rows[1:] = sorted(rows[1:], key=lambda row: str(row[column_of(rows, change["sort"])]))
    else:
        set_cell(grid, rows, change)


def set_cell(grid: Grid, rows: Any, change: dict[str, Any]) -> None:
    at = row_of(rows, change["row"])
    column = column_of(rows, change["column"])
    for cells in rows:
        cells.extend([""] * (column + 1 - len(cells)))
    marks: Any = grid.marks
    if "merged" in change:
        merged: Any = grid.merged
        last = at + change["merged"] - 1
        merged.append(((at, column), (last, column + change.get("wide", 1) - 1)))
        for number in range(at + 1, last + 1):
            rows[number][column] = ""
    elif "percent" in change:
        rows[at][column] = change["percent"]
        marks[at, column] = Mark(at, column, "percent", "")
    elif "mark" in change:
        rows[at][column] = ""
        marks[at, column] = Mark(at, column, change["mark"], change.get("value", ""))
    else:
        rows[at][column] = change["value"]


def row_of(rows: Any, row: int | str) -> int:
    if isinstance(row, str):
        return next(n for n, cells in enumerate(rows) if cells[0] == row)
    while len(rows) < row:
        rows.append([""] * len(rows[0]))
    return row - 1


def column_of(rows: Any, heading: str) -> int:
    names = [normalized(str(cell)) for cell in rows[0]]
    found = [n for n, name in enumerate(names) if name == heading]
    found += [n for n, name in enumerate(names) if name.startswith(f"{heading} ")]
    if not found:
        rows[0].append(heading)
        return len(rows[0]) - 1
    return found[0]


def said(case: dict[str, Any], folder: Path) -> list[str]:
    """What an import says of a case: notes, problems, then changes."""
    grids = [
        Grid(g.place, g.title, copy.deepcopy(g.rows), [*g.merged], {**g.marks})
        for g in base(str(case["of"]), folder)
    ]
    for change in case["edits"]:
        edit(grids, change)
    frame = frame_of(HERE / "base")
    subject = subject_of(frame, str(case["of"]))
    plan = plan_import(grids, subject, frame, read, OPTIONS)
    say = labels("zh")
    changes = [
        f"{change.owner}: {in_words(difference, subject.model(change.owner), subject.vocabulary)}"
        for change in plan.changes
        for difference in differences(change.before, change.after)
    ]
    problems = sorted(dict.fromkeys(line(p, say) for p in (*plan.notes, *plan.problems)))
    others = [f"{p.place.file.name}: {p.code}" for p in plan.others]
    return [text.removeprefix("book.xlsx!") for text in (*problems, *others)] + (
        [] if plan.problems or plan.others else changes
    )


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_workbook_tells_its_problems(name: str, folder: Path) -> None:
    assert said(CASES[name], folder) == CASES[name]["said"]


def test_there_are_sixty_ways_of_being_spoilt() -> None:
    assert len(CASES) >= 60
