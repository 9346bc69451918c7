"""Write a table as CSV (RFC 4180) that spreadsheets open without asking: UTF-8 with a byte
order mark."""

import csv
import io
from codecs import BOM_UTF8
from decimal import Decimal
from functools import lru_cache

from generator.exports.tables import Cell, Row, Table
from generator.messages.formats import number

_FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
"""A spreadsheet may take a text that begins with one of these for a formula. Some programs read
the full-width forms in the same way."""


def csv_file(table: Table) -> bytes:
    """Return the table as CSV: a row of headings, then its rows, each ended by CR LF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([guard(column.heading) for column in table.columns])
    writer.writerows(map(_cells, table.rows))
    return BOM_UTF8 + file.getvalue().encode()


@lru_cache(maxsize=4096)
def _cells(row: Row) -> list[object]:
    """Return the cells of a row as the ``csv`` module is to write them."""
    return [_cell(cell) for cell in row]


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
