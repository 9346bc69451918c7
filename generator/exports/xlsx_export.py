"""Write tables as an XLSX workbook with typed cells, and a last sheet that explains the columns.

Texts stand in their cells and are marked as texts, so that none is taken for a formula. The only
date that a workbook bears is a date of the data.
"""

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.exports.tables import Cell, Column, Row, Table, columns
from generator.messages.labels import Labels

_LONGEST_TEXT = 32_767
"""How many units of UTF-16 a cell holds; a rare character takes two."""
_MOST_ROWS = 1_048_576
"""How many rows a sheet holds, the headings among them."""
_WIDEST_COLUMN = 60
"""The largest width of a column, in digits."""
_FORMATS: tuple[Mapping[str, object], ...] = (
    {"bold": True, "bottom": 1},
    {"text_wrap": True},
    {},
    {"num_format": "yyyy-mm-dd"},
)
HEADING, TEXT, NUMBER, DATE = range(1, 5)
"""The number of each format in every workbook. The library's own format has the number 0."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The title of a workbook, the date that it bears, and whether its data is a sample."""

    title: str
    date: dt.date
    illustrative: bool = False


def workbook(tables: Sequence[Table], cover: Cover, labels: Labels) -> bytes:
    """Return a workbook with a sheet for each table, and last the explanations."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        created = dt.datetime.combine(cover.date, dt.time())
        book.set_properties({"title": cover.title, "created": created})
        formats = [book.add_format({"valign": "top", **style}) for style in _FORMATS]
        for style in formats:
            style._get_xf_index()  # else the library numbers formats in the order of their use
        for table in sheets(tables, cover, labels):
            _fill(book.add_worksheet(table.title, WorkbookSheet), table, formats, labels)
    return file.getvalue()


def sheets(tables: Sequence[Table], cover: Cover, labels: Labels) -> list[Table]:
    """Return what the sheets of a workbook hold: the tables, each on as many sheets as its rows
    need, and last the explanations."""
    parts = [part for table in tables for part in _split(table)]
    return [*parts, _explanations(tables, cover, labels)]


def _split(table: Table) -> Iterator[Table]:
    """Yield a table in parts that fit on a sheet; those after the first have a numbered title."""
    most = _MOST_ROWS - 1
    for number, start in enumerate(range(0, max(len(table.rows), 1), most), start=1):
        title = f"{table.title} {number}" if number > 1 else table.title
        rows = table.rows[start : start + most] if len(table.rows) > most else table.rows
        yield Table(title, table.columns, rows)


def _explanations(tables: Sequence[Table], cover: Cover, labels: Labels) -> Table:
    """Return the table of explanations: the title of the workbook, then a row for each column
    of each table."""
    notice = labels("ui.page.illustrative") if cover.illustrative else None
    explained = [_explain(table.title, column) for table in tables for column in table.columns]
    return Table(
        labels("downloads.sheets.columns"),
        columns(labels, "columns", ("sheet", "column", "meaning")),
        (Row((cover.title, None, notice)), *explained),
    )


@lru_cache(maxsize=1024)
def _explain(table: str, column: Column) -> Row:
    return Row((table, column.heading, column.meaning))


class WorkbookSheet(Worksheet):  # type: ignore[misc]
    """A sheet on which a text that looks like the library's own markup stays a text."""

    def _xml_rich_inline_string(self, text: str, attributes: object) -> None:
        self._xml_inline_string(text, False, attributes)


def _fill(sheet: Worksheet, table: Table, formats: Sequence[Format], labels: Labels) -> None:
    """Write the headings, which stay when the sheet is scrolled, and the rows of a table."""
    heading, text, number, date = formats
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(column_widths(table)):
        sheet.set_column(column, column, width)
    for column, (title, _) in enumerate(table.columns):
        sheet.write_string(0, column, fit(title, labels), heading)
    for place, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(place, column, fit(cell, labels), text)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(place, column, cell, date)
            elif cell is not None:
                sheet.write_number(place, column, cell, number)


def fit(text: str, labels: Labels) -> str:
    """Cut a text that is too long for a cell, and say where the whole stands."""
    if len(text) <= _LONGEST_TEXT // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_TEXT:
        return text
    end = labels("downloads.cut")
    return units[: 2 * (_LONGEST_TEXT - len(end))].decode("utf-16-le", "ignore") + end


def column_widths(table: Table) -> list[int]:
    """Return the width of each column in digits: two more than its widest cell, at most 60."""
    headings = [_text_width(column.heading) for column in table.columns]
    widest = map(max, zip(headings, *map(_widths, table.rows), strict=True))
    return [min(width + 2, _WIDEST_COLUMN) for width in widest]


@lru_cache(maxsize=4096)
def _widths(row: Row) -> list[int]:
    return [_width(cell) for cell in row]


def _width(cell: Cell) -> int:
    if cell is None:
        return 0
    if isinstance(cell, str):
        return _text_width(cell)
    return 10 if isinstance(cell, dt.date) else len(str(cell))


@lru_cache(maxsize=8192)
def _text_width(text: str) -> int:
    """Return the width of the longest line. A Chinese character is as wide as two digits, and
    takes three bytes in UTF-8 where a digit takes one."""
    line = max(text.split("\n"), key=len)
    return (len(line) + len(line.encode())) // 2
