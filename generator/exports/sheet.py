"""A table as the XML of a worksheet: headings that stay, columns of fitting width, rows.

The library that makes the rest of a workbook would write each cell of each file anew; here a
line that many scorecards have is written once, and only its number is put in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count, groupby, islice

from xlsxwriter.utility import xl_col_to_name

from generator.exports.cell import (
    BITS,
    CELLS,
    DOWN,
    HEADING,
    TEXT_END,
    Made,
    ones_of,
    text_cell,
    wide,
)
from generator.exports.deflated import Piece, kept, once
from generator.exports.kept import Kept
from generator.exports.table import (
    AnyRow,
    Begun,
    Column,
    Drawn,
    Filled,
    Noted,
    Printed,
    Row,
    Table,
)

_PADDING = 2 + 182 / 256
"""What a width in digits grows by, in the unit that a file has it in: two digits, and five
pixels of seven."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the size, and around the columns and rows, of a sheet."""

    before: str
    between: str
    after: str

    def sheet(self, table: Table) -> Sequence[Piece]:
        """The sheet of a table, a row of headings first."""
        rows, ones = _numbered(table.rows, 0)
        ending, others = _endings.of(table.ending, self.after, len(rows))
        headings, more = _headings(table.columns)
        corner = f"{xl_col_to_name(len(table.columns) - 1)}{1 + len(rows) + len(table.ending)}"
        return (
            _opened(f"{self.before}A1:{corner}{self.between}"),
            _columns(ones | others | more, len(table.columns)),
            headings,
            once(b"</row>".join([*rows, b""])),
            ending,
        )


@lru_cache(maxsize=1024)
def _opened(xml: str) -> Piece:
    return kept(xml.encode())


def _ending(rows: tuple[Printed, ...], after: str, before: int) -> tuple[Piece, int]:
    """The last rows, after so many ``before`` them, and what follows; and the widths."""
    numbered, ones = _numbered(rows, before)
    closed = f"</sheetData>{after}"
    return kept(b"</row>".join([*numbered, closed.encode()])), ones


_endings = Kept(_ending)


_SECOND = 2
"""The number of the first row below the headings."""
_FIRST = tuple(b"%d" % number for number in range(_SECOND, 1000))


def _numbers() -> Iterator[bytes]:
    """The numbers of rows below the headings; few sheets need more than the first."""
    return chain(_FIRST, (b"%d" % number for number in count(len(_FIRST) + _SECOND)))


@lru_cache(maxsize=4096)
def _columns(ones: int, count: int) -> Piece:
    """The columns of a sheet by the widths of all its cells; neighbours of one width are told
    together."""
    columns, at = "", 0
    widths = (ones >> n * BITS & (1 << BITS) - 1 for n in range(count))
    for width, same in groupby(width.bit_length() + _PADDING for width in widths):
        first, at = at + 1, at + len(list(same))
        columns += f'<col min="{first}" max="{at}" width="{width}" customWidth="1"/>'
    return kept(f"<cols>{columns}</cols>".encode())


@lru_cache(maxsize=64)
def _headings(columns: tuple[Column, ...]) -> tuple[Piece, int]:
    cells = [text_cell(column.heading, at, HEADING) for at, column in enumerate(columns)]
    xml, ones = _joined(cells, 0)
    return kept(b"<sheetData>%b</row>" % xml.replace(DOWN, b"1")), ones


def _numbered(rows: Iterable[AnyRow], before: int) -> tuple[list[bytes], int]:
    """Rows with their numbers, after so many ``before`` them, but for what closes each; and the
    widths of all their cells."""
    found, ones = [], 0
    for row, number in zip(rows, islice(_numbers(), before, None), strict=False):
        if isinstance(row, Printed):
            parts, widths = row.drawn
            found.append(number.join(parts))
        else:
            xml, widths = _row(row, number)
            found.append(xml)
        ones |= widths
    return found, ones


def _row(row: Row | Begun | Filled | Noted, number: bytes) -> Made:
    if isinstance(row, Noted):
        return _noted(row, number)
    if isinstance(row, Filled):
        return _filled(row, number)
    if isinstance(row, Begun):
        parts, ones = row.subject.drawn
        xml, more = _cells(row.rest, len(row.subject.cells))
        return number.join(parts) + xml.replace(DOWN, number), ones | more
    xml, ones = _cells(row, 0)
    return xml.replace(DOWN, number), ones


def _filled(row: Filled, number: bytes) -> Made:
    (before, ones), (after, others) = row.before.drawn, row.after.drawn
    xml, width = text_cell(row.text, len(row.before.cells), row=number)
    return number.join(before) + xml + number.join(after), ones | width | others


def _noted(row: Noted, number: bytes) -> Made:
    (before, widths), (after, others) = row.before.drawn, row.after.drawn
    note = row.note.encode()
    width = ones_of(row.wide + wide(row.note, note), len(row.before.cells) - 1)
    xml = number.join(before) + note + TEXT_END + number.join(after)
    return xml, widths | width | others


def going_on(row: Printed, text: str) -> Drawn:
    """Cells, and after them a text that goes on; it has no width yet."""
    parts, ones = row.drawn
    xml, _ = text_cell(f"{text}…", len(row.cells))  # a blank before what follows is at no end
    begun = xml.removesuffix("…".encode() + TEXT_END)
    return tuple((DOWN.join(parts) + begun).split(DOWN)), ones


def drawn(cells: Row, start: int = 0) -> Drawn:
    """Cells from a column on, for rows of any number."""
    xml, ones = _cells(cells, start)
    return tuple(xml.split(DOWN)), ones


def _cells(cells: Row, start: int) -> Made:
    found = [CELLS[type(one)](one, at) for at, one in enumerate(cells, start) if one is not None]
    return _joined(found, start)


def _joined(cells: Iterable[Made], start: int) -> Made:
    xml, ones = b"" if start else b'<row r="%b">' % DOWN, 0
    for more, width in cells:
        xml, ones = xml + more, ones | width
    return xml, ones
