"""Tables: columns with their meaning, and rows of typed cells."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.messages.labels import Labels

Cell = str | int | Decimal | dt.date | None
"""A text, a number, a date, or nothing. What was not assessed is nothing, never 0."""


Cells = Mapping[str, Cell]
"""The cells of a row by the names of their columns, in the order of these."""


class Row(tuple[Cell, ...]):
    """The cells of a row.

    Rows are told apart by identity, so that what is made of a row that many tables share can be
    cached. By their cells they cannot be: 1 and 1.0 are equal, and not written alike.
    """

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class Column(NamedTuple):
    """The heading of a column, and a sentence that explains its cells."""

    heading: str
    meaning: str


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A titled table. Each row has a cell for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]


def named_table(labels: Labels, name: str, rows: Sequence[Cells]) -> Table:
    """Return a table of one row or more, all of which have the same columns.

    ``name`` is the key of the table in the catalogues ``downloads.sheets``, which gives its title,
    and ``downloads.columns``.
    """
    title = labels(f"downloads.sheets.{name}")
    cells = [Row(row.values()) for row in rows]
    return Table(title, columns(labels, name, tuple(rows[0])), cells)


@lru_cache(maxsize=64)
def columns(labels: Labels, table: str, names: tuple[str, ...], **facts: str) -> tuple[Column, ...]:
    """Return the columns of a table in the language of the labels.

    ``names`` are the keys of the columns in ``downloads.columns``, below that of the table.
    ``facts`` fill the gaps of their headings and meanings.
    """
    return tuple(
        Column(
            labels(f"downloads.columns.{table}.{name}.heading", **facts),
            labels(f"downloads.columns.{table}.{name}.meaning", **facts),
        )
        for name in names
    )
