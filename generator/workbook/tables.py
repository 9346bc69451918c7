"""Tables that hold records of organizations: a row for each, or a row for each entry of a list.

A table gives the rows of what is recorded, and takes rows back into drafts. What a table does not
hold stays as it is in a draft.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.cells.choices import Choices
from generator.cells.columns import Cell, Column, put, value_at
from generator.cells.values import Shown, Unreadable, as_integer, is_blank
from generator.model.fields import Path
from generator.workbook.drafts import Data, Draft, Entry, Row, Taking
from generator.yaml.nodes import Plain

Words = tuple[Shown | None, ...]
"""The cells of a row."""


@dataclass(frozen=True, eq=False)
class Owners:
    """The organizations that rows may be of, by id and by name, and the two columns for them."""

    names: Choices
    id: Column
    name: Column

    def of(self, row: Row, taking: Taking) -> str | None:
        """Return the id of the owner of a row; ``None``, with a problem told, if there is none."""
        by_id, cell_of_id = self._find(self.id, row, taking)
        by_name, cell_of_name = self._find(self.name, row, taking)
        if by_id == "" or by_name == "":
            return None
        if by_id and by_name and by_id != by_name:
            place = cell_of_name or row.place
            name = self.names.titles[by_id]
            taking.tell("name-differs", place, None, id=by_id, name=name)
            return None
        if not by_id and not by_name:
            taking.tell("no-owner", cell_of_id or cell_of_name or row.place, None)
        return by_id or by_name

    def _find(self, column: Column, row: Row, taking: Taking) -> tuple[str | None, Cell | None]:
        """Return the owner that a cell names: ``None`` if it is blank, empty if there is none."""
        raw, cell = row.cells.get(column.heading, (None, None))
        if cell is None or is_blank(raw):
            return None, cell
        try:
            return str(column.read(raw)), cell
        except Unreadable as unreadable:
            code = "not-an-owner" if unreadable.code == "not-a-choice" else unreadable.code
            taking.tell(code, cell, None, **unreadable.facts)
            return "", cell

    def words(self, owner: str) -> Words:
        """Return the cells that name an owner."""
        return owner, self.names.titles.get(owner, owner)


@dataclass(frozen=True, eq=False)
class Table:
    """A table of a workbook: its title, and its columns, the first of which say what rows are
    of."""

    title: str
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]

    grows: bool = False
    """Whether rows may be added, so that it has empty ones to fill in."""

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """All columns, in their order."""
        return (*self.keys, *self.columns)

    def rows(self, records: Mapping[str, Data]) -> Iterator[Words]:
        """Yield the cells of each row, from what is recorded of each owner, by id."""
        raise NotImplementedError

    def take(self, rows: Iterable[Row], present: frozenset[str], taking: Taking) -> None:
        """Put what rows say into drafts; ``present`` are the headings that the sheet has."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class OwnerTable(Table):
    """A table with a row for each owner, and a column for each value."""

    owners: Owners = field(kw_only=True)

    def rows(self, records: Mapping[str, Data]) -> Iterator[Words]:
        """Yield a row for each owner, recorded or not."""
        for owner in self.owners.names.titles:
            data = records.get(owner, {})
            yield (*self.owners.words(owner), *(self.cell(c, data) for c in self.columns))

    def cell(self, column: Column, data: Data) -> Shown | None:
        """Return what the cell of a column says of a record; ``None`` leaves it empty."""
        return column.cell(data)

    def take(self, rows: Iterable[Row], present: frozenset[str], taking: Taking) -> None:
        """Put the values of each row into the draft of its owner."""
        seen: set[str] = set()
        for row in rows:
            owner = self.owners.of(row, taking)
            if owner is None:
                continue
            if owner in seen:
                taking.tell("duplicate-row", row.place, owner, name=owner)
            seen.add(owner)
            self.take_row(row, taking.drafts[owner], present, taking)

    def take_row(self, row: Row, draft: Draft, present: frozenset[str], taking: Taking) -> None:
        """Put the values of a row into a draft."""
        for column in self.columns:
            if column.heading in present:
                value, cell = taking.read(column, row, draft.owner)
                taking.set(draft, column, value, cell)


@dataclass(frozen=True, eq=False)
class MappingTable(Table):
    """A table with a row for each text of a mapping, such as what is not applicable and why."""

    owners: Owners = field(kw_only=True)
    path: Path = field(kw_only=True)

    def rows(self, records: Mapping[str, Data]) -> Iterator[Words]:
        """Yield a row for each text."""
        key, text = self.columns
        for owner, data in records.items():
            mapping = value_at(data, self.path)
            for name, value in mapping.items() if isinstance(mapping, dict) else ():
                yield (*self.owners.words(owner), key.show(name), text.show(value))

    def take(self, rows: Iterable[Row], present: frozenset[str], taking: Taking) -> None:  # noqa: ARG002
        """Put the texts into the drafts of their owners, in the order that was."""
        found: dict[str, dict[str, Plain]] = {}
        for row in rows:
            owner = self.owners.of(row, taking)
            if owner is None:
                continue
            (key, cell), (text, place) = (taking.read(c, row, owner) for c in self.columns)
            if key is None or text is None:
                faulty = any(problem.cell in (cell, place) for problem in taking.problems)
                if not faulty:
                    taking.tell("row-incomplete", row.place, owner)
                continue
            found.setdefault(owner, {})[str(key)] = text
            taking.drafts[owner].cells[(*self.path, str(key))] = place or row.place
        for draft in taking.drafts.values():
            before = value_at(draft.before, self.path)
            self._join(draft, before if isinstance(before, dict) else {}, found, taking)

    def _join(self, draft: Draft, before: Data, found: Mapping[str, Data], taking: Taking) -> None:
        new = found.get(draft.owner, {})
        kept = {k: v for k, v in before.items() if k in new or not taking.complete}
        joined: Data = {**kept, **new}
        draft.entered |= bool(new)
        put(draft.data, self.path, joined or None)


@dataclass(frozen=True, eq=False)
class EntryTable(Table):
    """A table with a row for each entry of a list of each owner.

    ``number`` is the column that says which entry of the list a row is; a row without a number is a
    new one, and comes after the others. ``lists`` are the paths of the lists by the words of the
    column ``part``, which a table of several lists has.
    """

    owners: Owners = field(kw_only=True)
    number: Column = field(kw_only=True)
    lists: Mapping[str, Path] = field(kw_only=True)
    part: Column | None = field(kw_only=True, default=None)

    def rows(self, records: Mapping[str, Data]) -> Iterator[Words]:
        """Yield a row for each entry, but for those that have a cell elsewhere."""
        for owner, data in records.items():
            for part, path in self.lists.items():
                entries = value_at(data, path)
                for n, entry in enumerate(entries if isinstance(entries, tuple) else ()):
                    if isinstance(entry, dict) and not self.stands_elsewhere(path, n, data):
                        where = (self.part.show(part),) if self.part else ()
                        values = (column.cell(entry) for column in self.columns)
                        yield (*self.owners.words(owner), *where, n + 1, *values)

    def stands_elsewhere(self, path: Path, number: int, data: Data) -> bool:  # noqa: ARG002
        """Tell whether another table has a cell for an entry of a list."""
        return False

    def take(self, rows: Iterable[Row], present: frozenset[str], taking: Taking) -> None:  # noqa: ARG002
        """Read the entries of all rows, to be joined to lists when all tables are read."""
        for draft in taking.drafts.values() if taking.complete else ():
            for path in self.lists.values():
                entries = value_at(draft.before, path)
                count = len(entries) if isinstance(entries, tuple) else 0
                own = (n for n in range(count) if not self.stands_elsewhere(path, n, draft.before))
                draft.replaced.setdefault(path, set()).update(own)
        for place, row in enumerate(rows):
            owner = self.owners.of(row, taking)
            target = self._path(row, owner, taking)
            if owner is not None and target is not None:
                entry = self._entry(row, place, owner, taking)
                draft = taking.drafts[owner]
                draft.lists.setdefault(target, []).append(entry)
                draft.replaced.setdefault(target, set()).add(entry.order[0])
                draft.entered = True

    def _path(self, row: Row, owner: str | None, taking: Taking) -> Path | None:
        if self.part is None:
            return next(iter(self.lists.values()))
        before = len(taking.problems)
        value, cell = taking.read(self.part, row, owner)
        if value is None and len(taking.problems) == before:
            taking.tell("row-incomplete", cell or row.place, owner)
        return None if value is None else self.lists[str(value)]

    def _entry(self, row: Row, place: int, owner: str, taking: Taking) -> Entry:
        data: Data = {}
        cells: dict[Path, Cell] = {}
        for column in self.columns:
            value, cell = taking.read(column, row, owner)
            if cell is not None:
                cells[column.path] = cell
            if value is not None and value != ():
                put(data, column.path, value)
        order = (self._number(row, owner, taking), place)
        return Entry(order, data, cells, row.place)

    def _number(self, row: Row, owner: str, taking: Taking) -> int:
        raw, cell = row.cells.get(self.number.heading, (None, None))
        if cell is None or is_blank(raw):
            return LAST
        try:
            number = as_integer(raw)
        except Unreadable as unreadable:
            taking.tell(unreadable.code, cell, owner, **unreadable.facts)
            return LAST
        assert isinstance(number, int)
        return number - 1


LAST = 1_000_000
"""The order of an entry that comes after all that have numbers."""
