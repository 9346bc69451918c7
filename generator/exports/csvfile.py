"""A table as CSV that a spreadsheet opens as it is: UTF-8 with a byte order mark, RFC 4180."""

import csv
import datetime as dt
import re
from codecs import BOM_UTF8
from decimal import Decimal
from functools import lru_cache

from generator.exports.table import Begun, ByType, Column, Filled, Noted, Printed, Row, Table
from generator.messages.formats import number

_ACTIVE = frozenset("=+-@\t\r\n＝＋－＠")
"""With these a spreadsheet may take a text for a formula; some read the wide forms so too."""


_END = "\r\n"


def csv_file(table: Table) -> bytes:
    """The table with one row of headings, lines ended by CR LF."""
    lines = [_headings(table.columns)]
    lines += [row.line if isinstance(row, Printed) else _line(row) for row in table.rows]
    lines += [row.line for row in table.ending]
    return b"%b%b\r\n" % (BOM_UTF8, b"\r\n".join(lines))


@lru_cache(maxsize=64)
def _headings(columns: tuple[Column, ...]) -> bytes:
    return _line(tuple(column.heading for column in columns))


def _line(row: Row | Begun | Filled | Noted) -> bytes:
    if isinstance(row, Noted):
        return b"%b%b,%b" % (row.before.line, row.note.encode(), row.after.line)
    if isinstance(row, Filled):
        return b"%b,%b,%b" % (row.before.line, _written(row.text), row.after.line)
    if isinstance(row, Begun):
        return b"%b,%b" % (row.subject.line, line(row.rest))
    return line(row) or b'""'


def line(cells: Row) -> bytes:
    """Cells as a line, or a part of one, without its end."""
    return b",".join([b"" if cell is None else _WRITERS[type(cell)](cell) for cell in cells])


class _Echo:
    """A file that gives back what is written to it: a cell at a time out of ``csv``."""

    def write(self, text: str) -> str:
        return text


_QUOTED = csv.writer(_Echo(), lineterminator=_END)
PARTING = ',"\r\n'
"""What cells are parted by; a text that has none of these stands as it is."""
_PARTING = re.compile(f"[{PARTING}]")


def _written(text: str) -> bytes:
    cell = guarded(text)
    if _PARTING.search(cell):
        cell = _QUOTED.writerow((cell,)).removesuffix(_END)
    return cell.encode("utf-8")


_text = lru_cache(maxsize=8192)(_written)


@lru_cache(maxsize=16_384)
def _number(value: Decimal) -> bytes:
    return number(value).replace("−", "-").encode("ascii")


def _plain(value: int | dt.date) -> bytes:
    return str(value).encode("ascii")


_WRITERS = ByType[bytes]({str: _text, Decimal: _number, int: _plain, dt.date: _plain})


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before it if it
    begins like one."""
    return f"'{text}" if text[:1] in _ACTIVE else text
