"""A table: columns with their meaning, and rows of typed cells."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.downloads.recurring import Recurring
from generator.labels import Labels

Cell = str | int | Decimal | dt.date | None
"""Text, a number, a date, or nothing; nothing is never 0."""
Row = tuple[Cell, ...]


class RecurringRow(Recurring, tuple[Cell, ...]):
    """A row that many tables have."""


class Column(NamedTuple):
    """The heading of a column, and what stands in it."""

    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has a cell for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@lru_cache(maxsize=64)
def columns(words: Labels, table: str, names: tuple[str, ...], **facts: str) -> tuple[Column, ...]:
    """The columns of a table by name, in the words of a language."""
    return tuple(
        Column(
            words(f"downloads.columns.{table}.{name}.heading", **facts),
            words(f"downloads.columns.{table}.{name}.meaning", **facts),
        )
        for name in names
    )
