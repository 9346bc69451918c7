"""A table as the XML of a worksheet: typed cells, headings that stay, columns of fitting width.

The library that makes the rest of a workbook would write each cell of each file anew; here a
line that many scorecards have is written once, and only its number is put in. Texts stand in
their cells and are marked as texts, so that none is taken for a formula.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from generator.downloads.recurring import once
from generator.downloads.table import Cell, Column, Row, Table

HEADING, TEXT, NUMBER, DATE = range(1, 5)
"""The styles of cells, by their number in every workbook."""
_DOWN = "\0"
"""Stands for the number of a row, and in no text: XML cannot hold it."""
_WIDEST = 60
_PADDING = 182 / 256
"""What a width in digits grows by, in the unit that a file has it in: five pixels of seven."""
_LONGEST = 32_767
"""As many characters fit into a cell; a longer text would be left out."""
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_DAY_ZERO = dt.date(1899, 12, 30)
"""From which spreadsheets count days."""


class _Drawn(NamedTuple):
    """A cell as XML, without its address, and its width."""

    xml: str
    width: int


class _DrawnRow(NamedTuple):
    """A row as XML in which its number is missing, and the widths of its cells."""

    xml: str
    widths: list[int]


_EMPTY = _Drawn("", 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the size, and around the columns and rows, of a sheet."""

    before: str
    between: str
    after: str

    def sheet(self, table: Table) -> bytes:
        """The sheet of a table, a row of headings first."""
        rows = [_headings(table.columns), *map(_drawn, table.rows)]
        corner = f"{xl_col_to_name(len(table.columns) - 1)}{len(rows)}"
        widths = zip(*(row.widths for row in rows), strict=True)
        columns = "".join(_columns(map(max, widths)))
        data = "".join([row.xml.replace(_DOWN, str(n)) for n, row in enumerate(rows, start=1)])
        size_and_columns = f"{self.before}A1:{corner}{self.between}<cols>{columns}</cols>"
        return f"{size_and_columns}<sheetData>{data}</sheetData>{self.after}".encode()


def _columns(widths: Iterable[int]) -> Iterator[str]:
    """Neighbours of one width are told together."""
    at = 0
    for width, same in groupby(min(width + 2, _WIDEST) for width in widths):
        first, at = at + 1, at + len(list(same))
        yield f'<col min="{first}" max="{at}" width="{width + _PADDING}" customWidth="1"/>'


@lru_cache(maxsize=64)
def _headings(columns: tuple[Column, ...]) -> _DrawnRow:
    return _row([_text(column.heading, HEADING) for column in columns])


@once
def _drawn(row: Row) -> _DrawnRow:
    return _row([_cell(cell) for cell in row])


def _row(cells: Sequence[_Drawn]) -> _DrawnRow:
    opened = zip(_openings(len(cells)), cells, strict=True)
    xml = "".join([opening + xml for opening, (xml, _) in opened if xml])
    return _DrawnRow(f'<row r="{_DOWN}">{xml}</row>', [width for _, width in cells])


@cache
def _openings(columns: int) -> tuple[str, ...]:
    return tuple(f'<c r="{xl_col_to_name(at)}{_DOWN}"' for at in range(columns))


def _cell(cell: Cell) -> _Drawn:
    """What follows the address of a cell in its element; nothing if it is empty."""
    if cell is None:
        return _EMPTY
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, dt.date):
        return _Drawn(f' s="{DATE}"><v>{(cell - _DAY_ZERO).days}</v></c>', 10)
    return _Drawn(f' s="{NUMBER}"><v>{cell:.16G}</v></c>', len(str(cell)))


@lru_cache(maxsize=8192)
def _text(text: str, style: int = TEXT) -> _Drawn:
    """Blanks at the ends of a text have to be asked for."""
    escaped = _SPECIAL.sub(_escape, _fitting(text))
    kept = "" if escaped == escaped.strip() else ' xml:space="preserve"'
    xml = f' s="{style}" t="inlineStr"><is><t{kept}>{escaped}</t></is></c>'
    return _Drawn(xml, _width(text))


def _escape(found: re.Match[str]) -> str:
    """An entity; or, for what XML cannot hold, its code as spreadsheets write it."""
    return _ENTITIES.get(found[0]) or f"_x{ord(found[0]):04X}_"


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _width(text: str) -> int:
    """How wide a text is: a Chinese character is as wide as two digits, and takes three
    bytes where a digit takes one."""
    line = max(text.split("\n"), key=len)
    return (len(line) + len(line.encode("utf-8"))) // 2
