"""Columns of a sheet: what their cells hold, how they are read and shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.cells import values
from generator.cells.choices import Choices
from generator.cells.fields import Kind, Leaf, entry_leaves
from generator.cells.notation import read_entries, read_points, write_entries, write_points
from generator.cells.values import Raw, Shown
from generator.cells.vocabulary import Vocabulary
from generator.model.fields import Model, Path
from generator.yaml.nodes import Plain


class Cell(NamedTuple):
    """The place of a cell: its sheet by title, its row from 1, its column from 0.

    Without a column it is the row, without a row the sheet.
    """

    sheet: str
    row: int = 0
    column: int = -1

    def __str__(self) -> str:
        letters, number = "", self.column + 1
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{self.sheet}!{letters}{self.row}" if self.row else self.sheet


@dataclass(frozen=True, eq=False)
class Column:
    """A column: where its values stand in the data, its heading, and how its cells are read.

    ``path`` leads from what a row is of to the value. ``names`` are other headings that it is
    known by. A ``percent`` column takes numbers with that sign.
    """

    path: Path
    heading: str
    kind: Kind
    help: str = ""
    choices: Choices | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    inner: Kind = "text"
    leaf: Leaf | None = None
    vocabulary: Vocabulary | None = None
    locked: bool = False
    percent: bool = False
    names: tuple[str, ...] = ()

    def read(self, raw: Raw) -> Plain:
        """Return the value of a cell that is not blank.

        Raises ``Unreadable`` where the cell says something else.
        """
        if self.words and self.kind == "id":
            return values.as_literal(raw, self.words)
        if self.kind == "boolean":
            words = {True: self.words["true"], False: self.words["false"]}
            return values.as_boolean(raw, words)
        readers: Mapping[Kind, Callable[[], Plain]] = {
            "text": lambda: values.as_text(raw),
            "number": lambda: values.as_number(raw, self.percent),
            "integer": lambda: values.as_integer(raw),
            "date": lambda: values.as_date(raw),
            "id": lambda: values.as_id(raw, self.choices),
            "value": lambda: values.as_value(raw, self.choices),
            "list": lambda: values.as_list(raw, self.inner, self.choices),
            "notation": lambda: self._read_notation(raw),
        }
        return readers[self.kind]()

    def show(self, value: Plain) -> Shown | None:
        """Return what a cell says for a value."""
        if self.kind == "notation":
            return self._written(value)
        return values.shown(value, self.choices, self.words)

    def cell(self, data: Plain) -> Shown | None:
        """Return what a cell says of a record or an entry; ``None`` leaves it empty."""
        value = value_at(data, self.path)
        return None if value is None or value == () else self.show(value)

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """What a list offers to choose from; empty, if nothing."""
        if self.kind == "boolean":
            return (self.words["true"], self.words["false"])
        if self.kind == "id" and self.words:
            return tuple(self.words.values())
        return tuple(self.choices) if self.choices and self.kind in ("id", "value") else ()

    @cached_property
    def _inner(self) -> dict[str, "Column"]:
        """The columns that the fields of an entry in words would have, by name."""
        leaf, vocabulary = self._of_field()
        assert leaf.entry is not None
        columns = entry_columns(leaf.entry, vocabulary)
        return {str(column.path[0]): column for column in columns}

    def _of_field(self) -> tuple[Leaf, Vocabulary]:
        """Return the field that a column in words is of, and the words for it."""
        assert self.leaf is not None
        assert self.vocabulary is not None
        return self.leaf, self.vocabulary

    def _read_notation(self, raw: Raw) -> Plain:
        leaf, vocabulary = self._of_field()
        if leaf.entry is None:
            words = {word: vocabulary.words[word] for word in leaf.words}
            return read_points(raw, vocabulary.keys_of_points(), words)
        headings = {column.heading: name for name, column in self._inner.items()}
        return read_entries(raw, headings, lambda name, words: self._inner[name].read(words))

    def _written(self, value: Plain) -> Shown:
        leaf, vocabulary = self._of_field()
        if leaf.entry is None:
            words = {word: vocabulary.words[word] for word in leaf.words}
            shown: str | int | Decimal = write_points(value, vocabulary.keys_of_points(), words)
            return shown
        assert isinstance(value, tuple)
        inner = self._inner
        return write_entries(
            value, lambda name: inner[name].heading, lambda n, v: str(inner[n].show(v))
        )


def column_of(leaf: Leaf, model: Model, vocabulary: Vocabulary) -> Column:
    """Return the column of a field of ``model``."""
    words = vocabulary.literals(leaf)
    if leaf.kind == "boolean":
        words = {word: vocabulary.words[word] for word in ("true", "false")}
    return Column(
        path=leaf.path,
        heading=vocabulary.heading_of(model, leaf),
        kind=leaf.kind,
        help=vocabulary.help(leaf),
        choices=vocabulary.choices(leaf) if not leaf.literals else None,
        words=words,
        inner=leaf.inner,
        leaf=leaf,
        vocabulary=vocabulary,
        names=(".".join(leaf.path),),
    )


def entry_columns(model: Model, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Return the columns of the fields of an entry; two of one heading have their path behind."""
    columns = [column_of(leaf, model, vocabulary) for leaf in entry_leaves(model)]
    headings = [column.heading for column in columns]
    return tuple(
        column
        if headings.count(column.heading) == 1
        else replace(column, heading=f"{column.heading} {'.'.join(map(str, column.path))}")
        for column in columns
    )


def value_at(data: Plain, path: Path) -> Plain:
    """Return the value at a path inside data, or ``None`` if there is none."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(str(step))
        elif isinstance(data, tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def put(data: dict[str, Plain], path: Path, value: Plain) -> None:
    """Set the value at a path of names inside data, or remove it where ``value`` is ``None``.

    What becomes empty by that is removed too.
    """
    name, *rest = map(str, path)
    if not rest:
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value
        return
    inner = data.get(name)
    below = dict(inner) if isinstance(inner, dict) else {}
    put(below, tuple(rest), value)
    if below:
        data[name] = below
    elif inner is not None and value is None:
        data.pop(name)
