"""Cells as the XML of a worksheet, typed: texts are marked as texts, so that none is taken for
a formula, and stand in their cells."""

import datetime as dt
import re
from decimal import Decimal
from functools import cache, lru_cache

from xlsxwriter.utility import xl_col_to_name

from generator.exports.table import ByType

HEADING, TEXT, NUMBER, DATE = range(1, 5)
"""The styles of cells, by their number in every workbook."""
DOWN = b"\0"
"""Stands for the number of a row, and in no text: XML cannot hold it."""
WIDEST = 58
"""A wider cell counts for no more."""
BITS = 64
"""Of a number that holds widths, so many are a column's."""
_LONGEST = 32_767
"""As many characters fit into a cell; a longer text would be left out."""
SPECIAL = r"&<>_\x00-\x08\n-\x1f\ufffe\uffff"
_SPECIAL = re.compile(f"[{SPECIAL}]")
"""A text that has none of these is one line, and XML as it is."""
_ESCAPED = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_DAY_ZERO = dt.date(1899, 12, 30)
"""From which spreadsheets count days."""

Made = tuple[bytes, int]
"""A cell as XML, with ``DOWN`` for the number of its row; and its width as so many ones in the
bits of its column, so that those of several cells together are the ones of the widest."""


def text_cell(text: str, at: int, style: int = TEXT, row: bytes = DOWN) -> Made:
    """A text in a row whose number may be known. Blanks at its ends have to be asked for."""
    escaped = line = text
    content = shown = text.encode()
    if _SPECIAL.search(text) or len(text) > _LONGEST:
        escaped, line = _escaped(text), max(text.split("\n"), key=len)
        content, shown = escaped.encode(), line.encode()
    kept = b"" if escaped == escaped.strip() else b' xml:space="preserve"'
    xml = _TEXT % (_column(at), row, style, kept, content)
    return xml, ones_of(wide(line, shown), at)


TEXT_END = b"</t></is></c>"
_TEXT = b'<c r="%b%b" s="%d" t="inlineStr"><is><t%b>%b' + TEXT_END


def _date(day: dt.date, at: int) -> Made:
    return _value(at, DATE, str((day - _DAY_ZERO).days)), ones_of(2 * 10, at)


def _decimal(number: Decimal, at: int) -> Made:
    """Equal decimals need not be equally wide: 1 and 1.0 are told apart as they are written."""
    return _number(str(number), at)


@lru_cache(maxsize=16_384)
def _number(written: str, at: int) -> Made:
    return _value(at, NUMBER, f"{Decimal(written):.16G}"), ones_of(2 * len(written), at)


def _whole(number: int, at: int) -> Made:
    return _value(at, NUMBER, f"{number:.16G}"), ones_of(2 * len(str(number)), at)


def _value(at: int, style: int, value: str) -> bytes:
    return b'<c r="%b%b" s="%d"><v>%b</v></c>' % (_column(at), DOWN, style, value.encode())


@cache
def _column(at: int) -> bytes:
    name: str = xl_col_to_name(at)
    return name.encode()


CELLS = ByType[Made](
    {str: lru_cache(maxsize=8192)(text_cell), Decimal: _decimal, int: _whole, dt.date: _date}
)
"""How cells are made of values and the number of their column, by the type of the value."""


def _escaped(text: str) -> str:
    fitting = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return _ESCAPED.sub(_escape, fitting)


def _escape(found: re.Match[str]) -> str:
    """An entity; or, for what XML cannot hold, its code as spreadsheets write it."""
    return _ENTITIES.get(found[0]) or f"_x{ord(found[0]):04X}_"


def wide(line: str, written: bytes) -> int:
    """How wide a text is, in halves of a digit: a Chinese character is as wide as two digits,
    and takes three bytes where a digit takes one."""
    return len(line) + len(written)


@lru_cache(maxsize=4096)
def ones_of(halves: int, at: int) -> int:
    """The width of a cell of a column."""
    return ((1 << min(halves // 2, WIDEST)) - 1) << at * BITS
