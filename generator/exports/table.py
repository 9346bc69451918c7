"""A table: columns with their meaning, and rows of typed cells."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

from generator.messages.labels import Labels

F = TypeVar("F")
Cell = str | int | Decimal | dt.date | None
"""Text, a number, a date, or nothing; nothing is never 0."""
Row = tuple[Cell, ...]


Drawn = tuple[tuple[bytes, ...], int]
"""Cells as XML, the first after the opening of its row, without what closes it: what stands
between the places for the number of the row; and how wide they are, as a sheet has it."""


class Printed(NamedTuple):
    """Cells that many tables have, as a line of CSV and as drawn on a sheet."""

    cells: Row
    line: bytes
    drawn: Drawn


class Begun(NamedTuple):
    """A row that begins as many do, and ends in its own way."""

    subject: Printed
    rest: Row


class Filled(NamedTuple):
    """A row with a text of its own between cells that many have."""

    before: Printed
    text: str
    after: Printed


class Noted(NamedTuple):
    """A row with a note of its own. The note goes on with the text that ``before`` ends in, which
    is so ``wide``, and reads in every form as it is."""

    before: Printed
    wide: int
    note: str
    after: Printed


AnyRow = Row | Printed | Begun | Filled | Noted


def cells(row: AnyRow) -> Row:
    """All cells of a row."""
    if isinstance(row, Begun):
        return (*row.subject.cells, *row.rest)
    if isinstance(row, Filled):
        return (*row.before.cells, row.text, *row.after.cells)
    if isinstance(row, Noted):
        *before, text = row.before.cells
        return (*before, f"{text}{row.note}", *row.after.cells)
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
    """A titled table; every row has a cell for each column. ``ending`` are the last rows where
    many tables have them, as one value."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[AnyRow]
    ending: tuple[Printed, ...] = ()


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
