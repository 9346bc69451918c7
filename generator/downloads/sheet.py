"""A table as the XML of a worksheet: typed cells, headings that stay, columns of fitting width.

The library that makes the rest of a workbook would write each cell of each file anew; here a
line that many scorecards have is written once, and only its number is put in. Texts stand in
their cells and are marked as texts, so that none is taken for a formula.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain, count, groupby

from xlsxwriter.utility import xl_col_to_name

from generator.downloads.table import Begun, ByType, Column, Drawn, Printed, Row, Table

HEADING, TEXT, NUMBER, DATE = range(1, 5)
"""The styles of cells, by their number in every workbook."""
_DOWN = b"\0"
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


_Cell = tuple[bytes, int]
"""A cell as XML, without the number of its row, and its width."""
_EMPTY: _Cell = (b"", 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the size, and around the columns and rows, of a sheet."""

    before: str
    between: str
    after: str

    def sheet(self, table: Table) -> bytes:
        """The sheet of a table, a row of headings first."""
        made = [row.drawn if isinstance(row, Printed) else _drawn(row) for row in table.rows]
        rows = [_headings(table.columns), *made]
        corner = f"{xl_col_to_name(len(table.columns) - 1)}{len(rows)}"
        widths = map(max, zip(*[widths for _, widths in rows], strict=True))
        opened = f"{self.before}A1:{corner}{self.between}{_columns(tuple(widths))}<sheetData>"
        numbered = zip(rows, _numbers(), strict=False)
        data = [xml.replace(_DOWN, number) for (xml, _), number in numbered]
        closed = f"</sheetData>{self.after}"
        return opened.encode() + b"</row>".join([*data, closed.encode()])


_FIRST = tuple(b"%d" % number for number in range(1, 1000))


def _numbers() -> Iterator[bytes]:
    """The numbers of rows; few sheets need more than the first."""
    return chain(_FIRST, (b"%d" % number for number in count(len(_FIRST) + 1)))


@lru_cache(maxsize=4096)
def _columns(widths: tuple[int, ...]) -> str:
    """Neighbours of one width are told together."""
    columns, at = "", 0
    for width, same in groupby(min(width + 2, _WIDEST) for width in widths):
        first, at = at + 1, at + len(list(same))
        columns += f'<col min="{first}" max="{at}" width="{width + _PADDING}" customWidth="1"/>'
    return f"<cols>{columns}</cols>"


@lru_cache(maxsize=64)
def _headings(columns: tuple[Column, ...]) -> Drawn:
    return _joined([_text(column.heading, at, HEADING) for at, column in enumerate(columns)], 0)


def _drawn(row: Row | Begun) -> Drawn:
    if not isinstance(row, Begun):
        return drawn(row)
    begun, before = row.subject.drawn
    rest, after = drawn(row.rest, len(before))
    return begun + rest, before + after


def drawn(cells: Row, start: int = 0) -> Drawn:
    """Cells from a column on."""
    places = enumerate(cells, start)
    found = [_EMPTY if cell is None else _CELLS[type(cell)](cell, at) for at, cell in places]
    return _joined(found, start)


def _joined(cells: Sequence[_Cell], start: int) -> Drawn:
    xmls, widths = zip(*cells, strict=True)
    xml = b"".join(xmls)
    return (xml if start else b'<row r="%b">%b' % (_DOWN, xml)), widths


@lru_cache(maxsize=8192)
def _text(text: str, at: int, style: int = TEXT) -> _Cell:
    """Blanks at the ends of a text have to be asked for."""
    escaped = _SPECIAL.sub(_escape, _fitting(text))
    kept = "" if escaped == escaped.strip() else ' xml:space="preserve"'
    xml = f' s="{style}" t="inlineStr"><is><t{kept}>{escaped}</t></is></c>'
    return _opening(at) + xml.encode(), _width(text)


def _date(day: dt.date, at: int) -> _Cell:
    return _value(at, DATE, str((day - _DAY_ZERO).days)), 10


def _decimal(number: Decimal, at: int) -> _Cell:
    """Equal decimals need not be equally wide: 1 and 1.0 are told apart as they are written."""
    return _number(str(number), at)


@lru_cache(maxsize=16_384)
def _number(written: str, at: int) -> _Cell:
    return _value(at, NUMBER, f"{Decimal(written):.16G}"), len(written)


def _whole(number: int, at: int) -> _Cell:
    return _value(at, NUMBER, f"{number:.16G}"), len(str(number))


def _value(at: int, style: int, value: str) -> bytes:
    return b'%b s="%d"><v>%b</v></c>' % (_opening(at), style, value.encode())


@cache
def _opening(at: int) -> bytes:
    return b'<c r="%b%b"' % (xl_col_to_name(at).encode(), _DOWN)


_CELLS = ByType[_Cell]({str: _text, Decimal: _decimal, int: _whole, dt.date: _date})
"""A cell of a column as XML."""


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
