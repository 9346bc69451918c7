"""Tables as an XLSX workbook: typed cells, and a sheet that explains the columns.

The library stamps every part of the file with the same time; the one date that it takes
from the clock is set from the data. Texts are written as texts and never as formulas.
"""

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

from generator.downloads.table import Cell, Row, Table, columns
from generator.labels import Labels

_WIDEST = 60
_LONGEST = 32_767
"""As many characters fit into a cell; a longer text would be left out."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the sheet of explanations says first, and the date that the file bears."""

    title: str
    date: dt.date
    illustrative: bool = False


def workbook(tables: Sequence[Table], cover: Cover, words: Labels) -> bytes:
    """A sheet for each table, and last the explanations."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        created = dt.datetime.combine(cover.date, dt.time())
        book.set_properties({"title": cover.title, "created": created})
        formats = {
            "heading": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        }
        for table in (*tables, _explanations(tables, cover, words)):
            _fill(book.add_worksheet(table.title), table, formats)
    return file.getvalue()


def _explanations(tables: Sequence[Table], cover: Cover, words: Labels) -> Table:
    """What stands in each column of each sheet, after the title of the whole."""
    notice = words("ui.page.illustrative") if cover.illustrative else None
    return Table(
        words("downloads.sheets.columns"),
        columns(words, "columns", ("sheet", "column", "meaning")),
        (
            (cover.title, None, notice),
            *(
                (table.title, column.heading, column.meaning)
                for table in tables
                for column in table.columns
            ),
        ),
    )


def _fill(sheet: Any, table: Table, formats: Mapping[str, Any]) -> None:
    for at, (column, width) in enumerate(zip(table.columns, _widths(table), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, column.heading, formats["heading"])
    sheet.freeze_panes(1, 0)
    for down, row in enumerate(table.rows, start=1):
        for at, cell in enumerate(row):
            _write(sheet, (down, at), cell, formats)


def _write(sheet: Any, at: tuple[int, int], cell: Cell, formats: Mapping[str, Any]) -> None:
    match cell:
        case str():
            sheet.write_string(*at, _fitting(cell), formats["text"])
        case int() | Decimal():
            sheet.write_number(*at, cell, formats["number"])
        case dt.date():
            sheet.write_datetime(*at, cell, formats["date"])


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _widths(table: Table) -> Iterator[int]:
    """The width of each column in digits, by its widest cell within bounds."""
    headings: Row = tuple(column.heading for column in table.columns)
    for cells in zip(headings, *table.rows, strict=True):
        yield min(max(map(_width, cells), default=0) + 2, _WIDEST)


def _width(cell: Cell) -> int:
    """How wide a cell is: a Chinese character is as wide as two digits, and takes three
    bytes where a digit takes one."""
    if isinstance(cell, str):
        line = max(cell.split("\n"), key=len)
        return (len(line) + len(line.encode("utf-8"))) // 2
    return 0 if cell is None else 10 if isinstance(cell, dt.date) else len(str(cell))
