"""Tables of entries that have ids: those of an edition, and the list of organizations.

An entry is known by its id, so it stays in its file and at its place, however rows are sorted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from generator.cells.columns import Cell, Column, column_of, entry_columns, put, value_at
from generator.cells.fields import entry_leaves, entry_lists
from generator.cells.vocabulary import Vocabulary
from generator.dataset.approved import HEADER
from generator.dataset.library import YEARS
from generator.model.edition import SECTIONS, EditionFile
from generator.model.fields import Model, Path, model_in
from generator.model.result import OrganizationsFile, Year
from generator.workbook.drafts import Data, Draft, Row, Taking
from generator.workbook.tables import Table, Words
from generator.yaml.nodes import Plain


@dataclass(frozen=True, eq=False)
class IdTable(Table):
    """A table with a row for each entry of a section, in whichever file it stands.

    ``home`` is the file that a new entry goes to, unless another has the section already. ``key``
    is the field that tells entries apart.
    """

    section: str = field(kw_only=True)
    home: str = field(kw_only=True)
    key: str = field(kw_only=True, default="id")

    def rows(self, records: Mapping[str, Data]) -> Iterator[Words]:
        """Yield a row for each entry."""
        for _, _, entry in _entries(records, self.section):
            yield tuple(column.cell(entry) for column in self.all_columns)

    def take(self, rows: Iterable[Row], present: frozenset[str], taking: Taking) -> None:
        """Put the entries of all rows into the drafts of their files."""
        records = {owner: draft.before for owner, draft in taking.drafts.items()}
        known = {str(e.get(self.key)): file for file, _, e in _entries(records, self.section)}
        home = ([*known.values()] or [self.home])[-1]
        found = _read_entries(self, rows, taking, self.key)
        for file, draft in taking.drafts.items():
            before = _by_id(value_at(draft.before, (self.section,)), self.key)
            new = [id for id in found if id not in known and file == home]
            columns = tuple(c for c in self.all_columns if c.heading in present)
            _join(draft, (self.section,), before, _Found(found, new, columns), taking)


@dataclass(frozen=True, eq=False)
class SubTable(Table):
    """A table with a row for each entry of a list that the entries of a section hold."""

    section: str = field(kw_only=True)
    list: str = field(kw_only=True)

    def rows(self, records: Mapping[str, Data]) -> Iterator[Words]:
        """Yield a row for each entry of each list."""
        for _, _, holder in _entries(records, self.section):
            entries = holder.get(self.list)
            for entry in entries if isinstance(entries, tuple) else ():
                if isinstance(entry, dict):
                    of = self.keys[0].show(holder.get("id"))
                    yield (of, *(column.cell(entry) for column in self.all_columns[1:]))

    def take(self, rows: Iterable[Row], present: frozenset[str], taking: Taking) -> None:
        """Put the entries of all rows into those that hold them, in the drafts of their files."""
        columns = tuple(c for c in self.all_columns[1:] if c.heading in present)
        found: dict[str, dict[str, _Read]] = {}
        for row in rows:
            holder, cell = taking.read(self.keys[0], row, None)
            if holder is None:
                if not _is_told(cell, taking):
                    taking.tell("row-incomplete", cell or row.place, None)
                continue
            own = _read_entries(self, [row], taking)
            for id, entry in own.items():
                if id in found.setdefault(str(holder), {}):
                    taking.tell("duplicate-row", entry[2], None, name=id)
                found[str(holder)][id] = entry
        for draft in taking.drafts.values():
            holders = draft.data.get(self.section)
            for n, holder in enumerate(holders if isinstance(holders, tuple) else ()):
                if isinstance(holder, dict):
                    read = found.get(str(holder.get("id")), {})
                    path = (self.section, n, self.list)
                    before = _by_id(holder.get(self.list))
                    new = [id for id in read if id not in before]
                    _join(draft, path, before, _Found(read, new, columns), taking)


@dataclass(frozen=True, eq=False)
class HeaderTable(Table):
    """A table with a single row: what a file says once."""

    file: str = field(kw_only=True)

    def rows(self, records: Mapping[str, Data]) -> Iterator[Words]:
        """Yield the row."""
        yield tuple(column.cell(records[self.file]) for column in self.all_columns)

    def take(self, rows: Iterable[Row], present: frozenset[str], taking: Taking) -> None:
        """Put the values of the row into the draft of the file."""
        for number, row in enumerate(rows):
            if number:
                taking.tell("duplicate-row", row.place, None, name=self.title)
            for column in self.all_columns:
                if column.heading in present:
                    value, cell = taking.read(column, row, None)
                    taking.set(taking.drafts[self.file], column, value, cell)


_OF_HEADER: tuple[tuple[str, ...], ...] = (
    ("title",),
    ("draft",),
    ("illustrative",),
    ("years",),
    ("published",),
    ("summary",),
    ("follows", "comparable"),
    ("follows", "reason"),
)
"""What of an edition as a whole its workbook holds."""
_OF_EDITION = ("scales", "grades", "methods", "tiers", "kinds", *SECTIONS, "changed", "retired")
"""The lists of an edition that its workbook holds."""

_Read = tuple[Data, dict[Path, Cell], Cell]
"""An entry that was read, the cells of its fields, and its row."""


class _Found(NamedTuple):
    """Entries that were read by id, the ids of those that are new, and the columns there were."""

    entries: Mapping[str, _Read]
    new: list[str]
    columns: tuple[Column, ...]


def _entries(records: Mapping[str, Data], section: str) -> Iterator[tuple[str, int, Data]]:
    """Yield the entries of a section with their files and their places in them."""
    for file, data in records.items():
        entries = data.get(section)
        for n, entry in enumerate(entries if isinstance(entries, tuple) else ()):
            if isinstance(entry, dict):
                yield file, n, entry


def _by_id(entries: Plain, key: str = "id") -> dict[str, Data]:
    found = entries if isinstance(entries, tuple) else ()
    return {str(entry[key]): entry for entry in found if isinstance(entry, dict)}


def _is_told(cell: Cell | None, taking: Taking) -> bool:
    return any(problem.cell == cell for problem in taking.problems)


def _read_entries(
    table: Table, rows: Iterable[Row], taking: Taking, key: str = "id"
) -> dict[str, _Read]:
    """Return the entries of rows by id; a row without one, or with one that was, is a problem."""
    found: dict[str, _Read] = {}
    columns = [column for column in table.all_columns if column.path[0] != "of-holder"]
    for row in rows:
        data: Data = {}
        cells: dict[Path, Cell] = {}
        for column in columns:
            value, cell = taking.read(column, row, None)
            if cell is not None:
                cells[column.path] = cell
            if value is not None and value != ():
                put(data, column.path, value)
        id = data.get(key)
        if id is None:
            cell = cells.get((key,))
            if not _is_told(cell, taking):
                taking.tell("no-id", cell or row.place, None)
        elif str(id) in found:
            taking.tell("duplicate-row", row.place, None, name=id)
        else:
            found[str(id)] = (data, cells, row.place)
    return found


def _join(
    draft: Draft,
    path: Path,
    before: Mapping[str, Data],
    read: "_Found",
    taking: Taking,
) -> None:
    """Put the entries that were read in the place of those that were; new ones come last."""
    found, new, columns = read
    kept = [id for id in before if id in found or not taking.complete]
    entries: list[Plain] = []
    for n, id in enumerate([*kept, *new]):
        entry = dict(before.get(id, {}))
        if id in found:
            data, cells, place = found[id]
            _change(entry, data, columns, taking)
            draft.cells[(*path, n)] = place
            draft.cells.update({(*path, n, *inner): cell for inner, cell in cells.items()})
        entries.append(entry)
    draft.entered |= bool(found)
    _put(draft, path, tuple(entries) or None)


def _change(entry: Data, data: Data, columns: tuple[Column, ...], taking: Taking) -> None:
    for column in columns:
        value = value_at(data, column.path)
        was = value_at(entry, column.path)
        if value is not None or (was is not None and taking.complete):
            put(entry, column.path, value)


def _put(draft: Draft, path: Path, value: Plain) -> None:
    """Set a list of a draft, which is that of a section or of an entry of one."""
    if len(path) == 1:
        put(draft.data, path, value)
        return
    section, number, name = str(path[0]), int(path[1]), str(path[2])
    entries = draft.data[section]
    assert isinstance(entries, tuple)
    entry = entries[number]
    assert isinstance(entry, dict)
    changed = dict(entry)
    put(changed, (name,), value)
    draft.data[section] = (*entries[:number], changed, *entries[number + 1 :])


def edition_tables(vocabulary: Vocabulary) -> tuple[Table, ...]:
    """Return the tables of an edition: what it is, its lists, the reasons of its changes."""
    leaves = {leaf.path: leaf for leaf in entry_leaves(EditionFile)}
    said, *others = (column_of(leaves[path], EditionFile, vocabulary) for path in _OF_HEADER)
    header = HeaderTable(vocabulary.text("sheets.edition"), (said,), tuple(others), file=HEADER)
    return (header, *_tables(_OF_EDITION, EditionFile, HEADER, vocabulary))


def organization_tables(vocabulary: Vocabulary) -> tuple[Table, ...]:
    """Return the tables of the kinds of organizations, of organizations, and of years."""
    sections = tuple(OrganizationsFile.model_fields)
    year, *others = entry_columns(Year, vocabulary)
    years = IdTable(
        vocabulary.title("years"),
        (year,),
        tuple(others),
        grows=True,
        section="years",
        home=YEARS,
        key="year",
    )
    return (*_tables(sections, OrganizationsFile, "organizations.yml", vocabulary), years)


def _tables(
    sections: Iterable[str], file: Model, home: str, vocabulary: Vocabulary
) -> Iterator[Table]:
    for section in sections:
        model = model_in(file.model_fields[section].annotation)
        assert model is not None
        id, *others = _id_columns(model, vocabulary)
        of_organizations = file is OrganizationsFile and section == "kinds"
        title = vocabulary.title("organization-kinds" if of_organizations else section)
        table = partial(IdTable, section=section, home=home, grows=True)
        yield table(title, (id,), tuple(others))
        for name, inner in entry_lists(model).items():
            holder = Column(
                ("of-holder",),
                vocabulary.text("columns.holder", title=title),
                "id",
                choices=vocabulary.entries(section, with_ids=True),
            )
            columns = _id_columns(inner, vocabulary)
            title_of_list = f"{title} {vocabulary.heading(model, name)}"
            yield SubTable(
                title_of_list,
                (holder, columns[0]),
                columns[1:],
                grows=True,
                section=section,
                list=name,
            )


def _id_columns(model: Model, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Return the columns of entries, of which the first is that of the id."""
    id = next(leaf for leaf in entry_leaves(model) if leaf.path == ("id",))
    columns = entry_columns(model, vocabulary)
    own = replace(column_of(id, model, vocabulary), choices=None, words={})
    return (own, *(column for column in columns if column.path != ("id",)))
