"""Read the sheets of a workbook, and find tables in them by their headings.

Sheets are found by their titles, columns by their headings, in any order. What stands above the
headings is passed over, as titles do that an office puts there. Merged cells at the start of a row
are those of each row that they cover; other merged cells are a problem.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from generator.cells.choices import normalized
from generator.cells.columns import Cell, Column
from generator.cells.values import Raw, as_shown, is_blank
from generator.system_files import size_of_file
from generator.workbook.drafts import CellProblem, Row
from generator.workbook.tables import Table
from generator.workbook.xlsx_marks import Mark, SheetXml, sheets_of

_SEARCHED_ROWS = 15
"""In how many rows headings are looked for."""
_MOST_CELLS = 30_000_000
"""From one far cell on, a sheet would fill the memory."""
_LONG = re.compile(r"\s+")


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet, rows and columns from 0, with what its XML says of some of them.

    ``place`` is the name of the file and the title.
    """

    place: str
    title: str
    rows: Sequence[Sequence[Raw]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    too_large: bool = False


class NotAWorkbook(Exception):
    """Raised for a file that is not a workbook."""


def read_grids(file: Path) -> list[Grid]:
    """Read all sheets of a workbook; raises ``NotAWorkbook`` or ``OSError``."""
    size_of_file(file)
    try:
        xml = sheets_of(file) if zipfile.is_zipfile(file) and _is_xlsx(file) else {}
        with CalamineWorkbook.from_path(file) as book:
            return [_grid(file, book, name, xml.get(name, SheetXml())) for name in book.sheet_names]
    except (CalamineError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise NotAWorkbook(str(error)) from error


def _is_xlsx(file: Path) -> bool:
    with zipfile.ZipFile(file) as archive:
        return "xl/workbook.xml" in archive.namelist()


def _grid(file: Path, book: CalamineWorkbook, name: str, xml: SheetXml) -> Grid:
    place = f"{file.name}!{name}"
    if xml.size > _MOST_CELLS:  # the library would end the process
        return Grid(place, name, (), too_large=True)
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        return Grid(place, name, (), too_large=True)
    rows = sheet.to_python(skip_empty_area=False)
    merged = sheet.merged_cell_ranges or ()
    return Grid(place, name, rows, merged, {(mark.row, mark.column): mark for mark in xml.marks})


@dataclass
class Found:
    """A table that was found in a sheet: its rows, its headings, and what else stands there.

    ``untitled`` notes the columns that have content but no heading, ``sheet`` names the sheet."""

    table: Table
    rows: list[Row]
    present: frozenset[str]
    unknown: list[Cell]
    problems: list[CellProblem]
    untitled: list[CellProblem] = field(default_factory=list)
    sheet: str = ""


def find_table(grid: Grid, table: Table) -> Found:
    """Find the rows of a table in a sheet."""
    known = _headings(table)
    heading_row, columns, unknown = _heading_row(grid, known)
    problems: list[CellProblem] = []
    if not columns:
        problems.append(CellProblem("no-headings", Cell(grid.place), _expected(table)))
        return Found(table, [], frozenset(), [], problems)
    seen: set[str] = set()
    for n, column in columns.items():
        if column.heading in seen:
            place = Cell(grid.place, heading_row + 1, n)
            problems.append(CellProblem("duplicate-column", place, {"name": column.heading}))
        seen.add(column.heading)
    if not any(column in table.keys[:2] for column in columns.values()):
        key = table.keys[0].heading
        problems.append(CellProblem("no-key", Cell(grid.place), {"name": key}))
    rows = list(_rows(grid, heading_row, columns, table, problems))
    present = frozenset(column.heading for column in columns.values())
    places = [Cell(grid.place, heading_row + 1, n) for n in unknown]
    untitled = list(_untitled(grid, heading_row))
    return Found(table, rows, present, places, problems, untitled, grid.place)


def _untitled(grid: Grid, heading_row: int) -> Iterator[CellProblem]:
    """Yield a note at the first cell of each column that has content, but no heading."""
    below = range(heading_row + 1, len(grid.rows))
    for n in (n for n, heading in enumerate(grid.rows[heading_row]) if is_blank(heading)):
        for number in (number for number in below if not is_blank(grid.rows[number][n])):
            facts = {"value": as_shown(grid.rows[number][n])}
            yield CellProblem("no-heading", Cell(grid.place, number + 1, n), facts)
            break


def _expected(table: Table) -> dict[str, object]:
    return {"name": "、".join(column.heading for column in table.all_columns[:4])}


def _headings(table: Table) -> dict[str, Column]:
    """Return the columns of a table by each heading that they are known by."""
    by_name: dict[str, list[Column]] = {}
    for column in table.all_columns:
        title = column.heading.partition(" ")[2]
        for name in dict.fromkeys(_key(n) for n in (column.heading, *column.names, title) if n):
            by_name.setdefault(name, []).append(column)
    own = {_key(column.heading): column for column in table.all_columns}
    return {name: found[0] for name, found in by_name.items() if len(found) == 1} | own


def _key(heading: str) -> str:
    return _LONG.sub("", normalized(heading)).lower().rstrip("*")


def _heading_row(
    grid: Grid, known: Mapping[str, Column]
) -> tuple[int, dict[int, Column], list[int]]:
    """Return the row with the most headings, its columns by number, and those unknown."""
    best: tuple[int, dict[int, Column], list[int]] = (0, {}, [])
    for number, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        texts = {n: as_shown(raw) for n, raw in enumerate(row) if not is_blank(raw)}
        columns = {n: c for n, text in texts.items() if (c := _column(text, known))}
        if len(columns) > len(best[1]):
            best = (number, columns, [n for n in texts if n not in columns])
    return best


def _column(text: str, known: Mapping[str, Column]) -> Column | None:
    """Return the column that a heading names: by all of it, or by the id it begins with."""
    if (found := known.get(_key(text))) is not None:
        return found
    first = normalized(text).partition(" ")[0]
    return known.get(first) if first != normalized(text) else None


def _rows(
    grid: Grid,
    heading_row: int,
    columns: Mapping[int, Column],
    table: Table,
    problems: list[CellProblem],
) -> Iterator[Row]:
    merged = _merged(grid, heading_row, columns, table, problems)
    filled = {row for row, _ in (*merged, *grid.marks)}
    for number in range(heading_row + 1, len(grid.rows)):
        row = grid.rows[number]
        if number not in filled and all(map(is_blank, row)):
            continue
        cells: dict[str, tuple[Raw, Cell]] = {}
        for place, column in columns.items():
            raw = merged.get((number, place), row[place] if place < len(row) else None)
            cell = Cell(grid.place, number + 1, place)
            mark = grid.marks.get((number, place))
            cells[column.heading] = (_marked(raw, mark, cell, problems), cell)
        if any(not is_blank(raw) for raw, _ in cells.values()):
            yield Row(Cell(grid.place, number + 1, 0), cells)


def _marked(raw: Raw, mark: Mark | None, cell: Cell, problems: list[CellProblem]) -> Raw:
    """Return the value of a cell with a mark: a percentage as a text that says so."""
    if mark is None:
        return raw
    if mark.what == "percent" and isinstance(raw, float | int):
        return f"{Decimal(f'{raw:.15g}') * 100:f}%"
    problems.append(CellProblem(mark.what, cell, {"value": mark.value}))
    return None


def _merged(
    grid: Grid,
    heading_row: int,
    columns: Mapping[int, Column],
    table: Table,
    problems: list[CellProblem],
) -> dict[tuple[int, int], Raw]:
    """Return what cells say that are merged with another; those of keys say what the first does."""
    values: dict[tuple[int, int], Raw] = {}
    for (top, left), (bottom, right) in grid.merged:
        if bottom <= heading_row or (top, left) == (bottom, right):
            continue
        covered = [columns[n] for n in range(left, right + 1) if n in columns]
        if covered and (len(covered) > 1 or covered[0] not in table.keys or not table.grows):
            problems.append(CellProblem("merged", Cell(grid.place, top + 1, left), {}))
        elif covered:
            value = grid.rows[top][left]
            values.update({(row, left): value for row in range(top, bottom + 1)})
    return values
