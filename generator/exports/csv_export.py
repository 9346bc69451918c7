"""Write a table as CSV (RFC 4180) that spreadsheets open without asking: UTF-8 with a byte
order mark."""

import csv
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache

from generator.exports.tables import Cell, Column, Row, Table
from generator.messages.formats import number

_FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
"""A spreadsheet may take a text that begins with one of these for a formula. Some programs read
the full-width forms in the same way."""


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


_write: Callable[[Iterable[object]], str] = csv.writer(_Echo()).writerow
"""Return cells as a line that ends with CR LF."""


def csv_file(table: Table) -> bytes:
    """Return a table as the bytes of a CSV file, in UTF-8 with a byte order mark.

    The headings come first, then a line for each row; all lines end with CR LF.
    """
    lines = (_headings(table.columns), *map(_line, table.rows))
    return BOM_UTF8 + "".join(lines).encode()


@lru_cache(maxsize=64)
def _headings(columns: tuple[Column, ...]) -> str:
    return _write([guard(column.heading) for column in columns])


@lru_cache(maxsize=4096)
def _line(row: Row) -> str:
    return _write(map(_cell, row))


def _cell(cell: Cell) -> object:
    if isinstance(cell, str):
        return guard(cell)
    return _number(cell) if isinstance(cell, Decimal) else cell


@lru_cache(maxsize=16_384)
def _number(value: Decimal) -> str:
    return number(value).replace("−", "-")


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in _FORMULA_SIGNS else text
