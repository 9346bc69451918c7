"""What is read of a workbook: rows, entries, and the drafts of records that they make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.cells.columns import Cell, Column, put, value_at
from generator.cells.values import Raw, Unreadable, is_blank
from generator.model.fields import Path
from generator.yaml.nodes import Plain

Data = dict[str, Plain]
"""What a file holds."""


def without_gaps(data: Data) -> Data:
    """Return data without the fields that are to be filled in, and what becomes empty by that."""
    filled: Data = {}
    for name, value in data.items():
        if isinstance(value, dict) and value:
            if inner := without_gaps(value):
                filled[name] = inner
        elif value is not None:
            filled[name] = value
    return filled


class Row(NamedTuple):
    """A row that was read: its place, and what its cells hold by the headings of their columns."""

    place: Cell
    cells: Mapping[str, tuple[Raw, Cell]]


class CellProblem(NamedTuple):
    """A fault of a workbook: a code of the catalogue, its cell, and the facts of its message.

    ``owner`` is the record that cannot be written because of it; without one, none can.
    """

    code: str
    cell: Cell
    facts: Mapping[str, object]
    owner: str | None = None


@dataclass
class Entry:
    """An entry of a list that was read, with its order in the list and its cells by field."""

    order: tuple[int, int]
    data: Data
    cells: dict[Path, Cell]
    place: Cell
    is_count: bool = False


@dataclass
class Draft:
    """What a record becomes: its data, and the cells from which each part of it comes.

    ``lists`` are the entries that were read for lists of the record, by path, ``replaced`` the
    numbers of the entries whose place they take. ``recorded`` says of methods whether they are
    recorded, even if nothing else is said. ``entered`` tells whether anything was read.
    """

    owner: str
    before: Data
    data: Data
    cells: dict[Path, Cell] = field(default_factory=dict)
    lists: dict[Path, list[Entry]] = field(default_factory=dict)
    replaced: dict[Path, set[int]] = field(default_factory=dict)
    recorded: dict[Path, tuple[Plain, Cell]] = field(default_factory=dict)
    entered: bool = False

    def cell_at(self, path: Path) -> Cell | None:
        """Return the cell that says what stands at a path, or near above or below it.

        If there is none, any cell of the draft is returned; of a draft without cells, ``None``.
        """
        for length in range(len(path), 0, -1):
            if path[:length] in self.cells:
                return self.cells[path[:length]]
        below = (cell for p, cell in self.cells.items() if p[: len(path)] == path)
        return next(below, None) or next(iter(self.cells.values()), None)


class Taking:
    """What is read of the rows of a workbook: drafts by owner, problems, and notes.

    ``complete`` says that the workbook holds all entries, so that what it lacks is to be removed.
    """

    def __init__(self, records: Mapping[str, Data], complete: bool) -> None:
        self.drafts = {owner: Draft(owner, data, dict(data)) for owner, data in records.items()}
        self.complete = complete
        self.problems: list[CellProblem] = []
        self.notes: list[CellProblem] = []

    def tell(self, code: str, cell: Cell, owner: str | None, **facts: object) -> None:
        """Note a problem."""
        self.problems.append(CellProblem(code, cell, facts, owner))

    def read(self, column: Column, row: Row, owner: str | None) -> tuple[Plain, Cell | None]:
        """Return the value of a cell of a row, ``None`` for a blank or an unreadable one, and
        its place if the row has such a cell."""
        raw, cell = row.cells.get(column.heading, (None, None))
        if cell is None or is_blank(raw):
            return None, cell
        try:
            return column.read(raw), cell
        except Unreadable as unreadable:
            self.tell(unreadable.code, cell, owner, **unreadable.facts)
            return None, cell

    def set(self, draft: Draft, column: Column, value: Plain, cell: Cell | None) -> None:
        """Put a value into a draft; none removes what is there, if the workbook is complete."""
        if cell is not None:
            draft.cells[column.path] = cell
        if value is None and not self.complete:
            return
        draft.entered |= value is not None
        if value is not None or value_at(draft.data, column.path) is not None:
            put(draft.data, column.path, value)
