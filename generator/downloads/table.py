"""A table: columns with their meaning, and rows of typed cells."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

from generator.downloads.recurring import Recurring
from generator.labels import Labels

F = TypeVar("F")
Cell = str | int | Decimal | dt.date | None
"""Text, a number, a date, or nothing; nothing is never 0."""
Row = tuple[Cell, ...]


class RecurringRow(Recurring, tuple[Cell, ...]):
    """A row that many tables have."""


class Begun(NamedTuple):
    """A row that begins as many do, and ends in its own way."""

    subject: RecurringRow
    rest: Row


def cells(row: "Row | Begun") -> Row:
    """All cells of a row."""
    return (*row.subject, *row.rest) if isinstance(row, Begun) else row


class ByType(dict[type, Callable[..., F]]):
    """How cells are written, by their type; a kind of text, where it is met first, as a text."""

    def __missing__(self, kind: type) -> Callable[..., F]:
        self[kind] = write = next(write for known, write in self.items() if issubclass(kind, known))
        return write


class Column(NamedTuple):
    """The heading of a column, and what stands in it."""

    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has a cell for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row | Begun]


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
