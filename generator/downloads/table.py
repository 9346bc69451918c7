"""A table: columns with their meaning, and rows of typed cells."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

from generator.labels import Labels

F = TypeVar("F")
Cell = str | int | Decimal | dt.date | None
"""Text, a number, a date, or nothing; nothing is never 0."""
Row = tuple[Cell, ...]


Drawn = tuple[bytes, tuple[int, ...]]
"""Cells as XML, the first after the opening of its row, without the number of the row and what
closes it; and their widths."""


class Printed(NamedTuple):
    """Cells that many tables have, as a line of CSV and as drawn on a sheet."""

    cells: Row
    line: bytes
    drawn: Drawn


class Begun(NamedTuple):
    """A row that begins as many do, and ends in its own way."""

    subject: Printed
    rest: Row


AnyRow = Row | Printed | Begun


def cells(row: AnyRow) -> Row:
    """All cells of a row."""
    if isinstance(row, Begun):
        return (*row.subject.cells, *row.rest)
    return row.cells if isinstance(row, Printed) else row


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
    rows: Sequence[AnyRow]


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
