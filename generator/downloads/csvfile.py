"""A table as CSV that a spreadsheet opens as it is: UTF-8 with a byte order mark, RFC 4180."""

import csv
import datetime as dt
from decimal import Decimal
from functools import lru_cache

from generator.downloads.recurring import once
from generator.downloads.table import Cell, Row, Table
from generator.filters import number

_ACTIVE = frozenset("=+-@\t\r\n＝＋－＠")
"""With these a spreadsheet may take a text for a formula; some read the wide forms so too."""


def csv_file(table: Table) -> bytes:
    """The table with one row of headings, lines ended by CR LF."""
    headings: Row = tuple(column.heading for column in table.columns)
    return "".join(map(_line, (headings, *table.rows))).encode("utf-8-sig")


class _Echo:
    """A file that gives back what is written to it: a line at a time out of ``csv``."""

    def write(self, text: str) -> str:
        return text


_LINES = csv.writer(_Echo(), lineterminator="\r\n")


@once
def _line(row: Row) -> str:
    line: str = _LINES.writerow([written(cell) for cell in row])
    return line


def written(cell: Cell) -> str:
    """A cell as CSV has it: numbers and dates plain, with a hyphen for minus."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, Decimal):
        return _number(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


@lru_cache(maxsize=4096)
def _number(value: Decimal) -> str:
    return number(value).replace("−", "-")


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before it if it
    begins like one."""
    return f"'{text}" if text[:1] in _ACTIVE else text
