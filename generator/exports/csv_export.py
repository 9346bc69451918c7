"""Write a table as CSV (RFC 4180) that spreadsheets open without asking: UTF-8 with a byte
order mark."""

import csv
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache

from generator.exports.tables import Cell, Column, Row, Table
from generator.messages.formats import number

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BESIDE_DIGITS = rf"[\W_] | 上午 | 下午 | {_MONTH}"
_GUESSED = re.compile(
    rf"""
      \s* ['=+\-@] .*                                                  # a formula
    | (?: {_BESIDE_DIGITS} )*+ \d                                      # a number, a day, a time
      (?: \d | {_BESIDE_DIGITS} | (?<=[\d.]) e (?=[-+\d])
        | (?<=\d) [年月日号时分秒点tz] | (?<=\d) [ap]m | (?<=\s) [ap]m? \b )*+
    | \s* (?: true | false ) \s* | \#[a-z0-9/]+[!?]?                   # a truth value, an error
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""What a spreadsheet takes for something else than a text, in half width."""
_SHOWN_ALIKE = re.compile("0|[1-9][0-9]{0,10}")
"""A number that looks the same whether it is taken for a number or for a text."""


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


@lru_cache(maxsize=16_384)
def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for something else.

    A text that begins with one gets another, so that whoever drops the first has the text.
    """
    if _SHOWN_ALIKE.fullmatch(text) or not _GUESSED.fullmatch(unicodedata.normalize("NFKC", text)):
        return text
    return f"'{text}"
