"""The tables of methods: a row for each organization, a column for each standard or situation.

What happened once, and is said by one number, stands in the table of its method; all other
occurrences have a row each in the table of findings.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generator.cells.choices import Choices, of_entries
from generator.cells.columns import Cell, Column, entry_columns, put, value_at
from generator.cells.values import Shown
from generator.cells.vocabulary import Vocabulary
from generator.model.clauses import Rule, Situation, Standard
from generator.model.edition import Edition
from generator.model.fields import Path
from generator.model.methods import Method
from generator.model.result import MethodRecord, Occurrence
from generator.model.scales import Level
from generator.scoring.standards import levels, standards_of
from generator.workbook.ballots import ballots_in, completed
from generator.workbook.drafts import Data, Draft, Entry, Row, Taking
from generator.workbook.tables import LAST, EntryTable, Owners, OwnerTable
from generator.yaml.nodes import Plain

_GRADERS = 7
"""How many columns a method by scores has at least."""


@dataclass(frozen=True, eq=False)
class MethodTable(OwnerTable):
    """The table of what a method records, once or in one period.

    ``at`` is the path of the record, ``rules`` are the situations of the method by id.
    """

    at: Path = field(kw_only=True)
    rules: Mapping[str, Situation] = field(kw_only=True)

    def cell(self, column: Column, data: Data) -> Shown | None:
        """Return what the cell of a column says of a record; ``None`` leaves it empty."""
        if column.path == self.at:
            return None if value_at(data, column.path) is None else column.show(True)
        if self.is_count(column):
            alone = self.alone(column, data)
            return column.show(alone[1]) if alone else None
        ballots = ballots_in(data, column.path[:-1]) if self.is_ballot(column) else {}
        return 0 if ballots and column.path[-1] not in ballots else column.cell(data)

    def alone(self, column: Column, data: Data) -> tuple[int, Plain] | None:
        """Return the number of the only entry of a situation, and what it says, if it says
        nothing but how often, or how much."""
        of = str(column.path[-1])
        main = main_field(self.rules[of]) or ""
        entries = value_at(data, column.path[:-1])
        found = [
            (n, entry)
            for n, entry in enumerate(entries if isinstance(entries, tuple) else ())
            if isinstance(entry, dict) and entry.get("of") == of
        ]
        if len(found) != 1 or found[0][1].keys() - {"of", main}:
            return None
        number, entry = found[0]
        value = entry.get(main, 1 if main == "count" else None)
        return None if value is None else (number, value)

    def take_row(self, row: Row, draft: Draft, present: frozenset[str], taking: Taking) -> None:
        """Put the values of a row into a draft."""
        scores: list[Plain] = []
        for n, column in enumerate(self.columns):
            if column.heading not in present:
                continue
            value, cell = taking.read(column, row, draft.owner)
            if column.path == self.at:
                draft.recorded[self.at] = (value, cell or row.place)
                draft.entered |= value is True
            elif self.is_count(column):
                self._count(n, column, (value, cell or row.place), draft, taking)
            elif column.path[:-1] == (*self.at, "scores"):
                scores += [] if value is None else [value]
                draft.cells[column.path] = cell or row.place
            else:
                taking.set(draft, column, value, cell)
        if scores or (taking.complete and self._has_scores(present)):
            draft.entered |= bool(scores)
            put(draft.data, (*self.at, "scores"), tuple(scores) or None)
        levels = [str(c.path[-1]) for c in self.columns if self.is_ballot(c)]
        path: Path = (*self.at, "ballots")
        if levels and (ballots := ballots_in(draft.data, path)):
            before = ballots_in(draft.before, path)
            put(draft.data, path, completed(before, ballots, levels, taking.complete))

    def is_ballot(self, column: Column) -> bool:
        """Tell whether a column says how many ballots there were for a level."""
        return column.path[:-1] == (*self.at, "ballots")

    def _has_scores(self, present: frozenset[str]) -> bool:
        scores = (*self.at, "scores")
        return any(c.path[:-1] == scores and c.heading in present for c in self.columns)

    def is_count(self, column: Column) -> bool:
        """Tell whether a column says how often, or how much of, a situation there was."""
        return column.path[:-1] == (*self.at, "findings")

    def _count(
        self, n: int, column: Column, read: tuple[Plain, Cell], draft: Draft, taking: Taking
    ) -> None:
        """Put what one cell says of a situation into the list of findings."""
        value, cell = read
        path, of = column.path[:-1], str(column.path[-1])
        alone = self.alone(column, draft.before)
        if alone and (value is not None or taking.complete):
            draft.replaced.setdefault(path, set()).add(alone[0])
        if value is None or (value == 0 and main_field(self.rules[of]) == "count"):
            return
        main = main_field(self.rules[of]) or "count"
        data: Data = {"of": of} if (main, value) == ("count", 1) else {"of": of, main: value}
        order = (alone[0] if alone else LAST, n)
        cells: dict[Path, Cell] = {("of",): cell, (main,): cell}
        draft.lists.setdefault(path, []).append(Entry(order, data, cells, cell, is_count=True))
        draft.entered = True


@dataclass(frozen=True, eq=False)
class FindingsTable(EntryTable):
    """The table of all findings that have no cell in the table of their method."""

    methods: Sequence[MethodTable] = field(kw_only=True)

    def stands_elsewhere(self, path: Path, number: int, data: Data) -> bool:
        """Tell whether the table of a method has a cell for a finding."""
        table = next(table for table in self.methods if (*table.at, "findings") == path)
        entry = value_at(data, (*path, number))
        of = entry.get("of") if isinstance(entry, dict) else None
        column = next((c for c in table.columns if c.path == (*path, of)), None)
        return column is not None and table.alone(column, data) is not None


def main_field(rule: Rule) -> str | None:
    """Return the one field by which an occurrence of a rule can be said, if one is enough."""
    if isinstance(rule.points, Mapping):
        return None
    if rule.range is not None:
        return "points"
    return "value" if rule.measured else "count"


def findings_table(
    edition: Edition, methods: Sequence[MethodTable], vocabulary: Vocabulary, owners: Owners
) -> FindingsTable:
    """Return the table of findings of all methods by marks."""
    by_marks = [part for m in edition.methods if m.by == "marks" for part in parts(m)]
    titles = Choices({part.key: part.title for part in by_marks})
    part = Column(("method",), vocabulary.text("columns.method"), "id", choices=titles)
    number = number_column(vocabulary)
    situations = [rule for standard in edition.standards for rule in standard.situations]
    return FindingsTable(
        vocabulary.text("sheets.findings"),
        (owners.id, owners.name, part, number),
        of_rules(entry_columns(Occurrence, vocabulary), situations),
        grows=True,
        owners=owners,
        number=number,
        part=part,
        lists={part.key: (*part.at, "findings") for part in by_marks},
        methods=methods,
    )


class RecordPart(NamedTuple):
    """A record of a method, whole or of a period: its key, title and path."""

    key: str
    title: str
    at: Path
    period: str = ""


def parts(method: Method) -> list[RecordPart]:
    """Return the records that a method has: one, or one for each of its periods."""
    at: Path = ("methods", method.id)
    return [
        RecordPart(
            f"{method.id}/{period.id}",
            f"{method.title} {period.title}",
            (*at, "periods", period.id),
            period.id,
        )
        for period in method.periods
    ] or [RecordPart(method.id, method.title, at)]


def method_tables(
    edition: Edition, method: Method, vocabulary: Vocabulary, owners: Owners, graders: int
) -> Iterator[MethodTable]:
    """Yield the table of a method, or those of its periods."""
    for part in parts(method):
        note = Column((*part.at, "note"), vocabulary.heading(MethodRecord, "note"), "text")
        columns = [*_columns(edition, method, part.at, vocabulary, graders), note]
        if part.period:
            path: Path = ("methods", method.id, "without", part.period)
            columns.append(Column(path, vocabulary.heading(MethodRecord, "without"), "text"))
        yield MethodTable(
            vocabulary.sheet(part.title),
            (owners.id, owners.name),
            tuple(columns),
            owners=owners,
            at=part.at,
            rules={s.id: s for t in standards_of(edition, method) for s in t.situations},
        )


def _columns(
    edition: Edition, method: Method, at: Path, vocabulary: Vocabulary, graders: int
) -> Iterator[Column]:
    match method.by:
        case "levels":
            choices = of_entries(_levels(edition, method.scale))
            yield Column((*at, "level"), vocabulary.text("columns.level"), "id", choices=choices)
        case "ballots":
            for level in _levels(edition, method.scale):
                path: Path = (*at, "ballots", level.id)
                yield Column(path, level.title, "integer", names=(level.id,))
        case "scores":
            for n in range(max(_GRADERS, graders)):
                heading = vocabulary.text("columns.grader", n=n + 1)
                yield Column((*at, "scores", n), heading, "number")
        case "marks":
            yield from _columns_of_marks(edition, method, at, vocabulary)


def _levels(edition: Edition, scale: str | None) -> tuple[Level, ...]:
    return next((entry.levels for entry in edition.scales if entry.id == scale), ())


def _columns_of_marks(
    edition: Edition, method: Method, at: Path, vocabulary: Vocabulary
) -> Iterator[Column]:
    """Yield the columns of a method by marks: whether it is recorded, then those of standards."""
    yield Column(
        at,
        vocabulary.text("columns.recorded"),
        "boolean",
        help=vocabulary.text("help.recorded"),
        words={word: vocabulary.words[word] for word in ("true", "false")},
    )
    for standard in standards_of(edition, method):
        heading, names = titled(standard), (standard.id,)
        if standard.judged:
            choices = of_entries(levels(edition, standard))
            path: Path = (*at, "levels", standard.id)
            yield Column(path, heading, "id", choices=choices, names=names)
        if standard.entered:
            yield Column((*at, "entered", standard.id), heading, "number", names=names)
            evidence = f"{standard.id} {vocabulary.heading(MethodRecord, 'evidence')}"
            yield Column((*at, "evidence", standard.id), evidence, "text")
        for rule in standard.situations:
            if main := main_field(rule):
                yield _count_column(at, rule, main, vocabulary)


def _count_column(at: Path, rule: Situation, main: str, vocabulary: Vocabulary) -> Column:
    unit = rule.unit or ("%" if main == "value" else vocabulary.text("columns.times"))
    return Column(
        (*at, "findings", rule.id),
        titled(rule),
        "integer" if main == "count" else "number",
        help=vocabulary.text(f"help.{main}", unit=unit),
        names=(rule.id,),
        percent=main == "value" and rule.in_percent,
    )


def titled(entry: Method | Standard | Situation) -> str:
    """Return the heading of a column for an entry: its id, and its title or text."""
    title = entry.text if isinstance(entry, Situation) else entry.title
    return f"{entry.id} {' '.join(title.split())}"


def number_column(vocabulary: Vocabulary) -> Column:
    """Return the column that says which entry of a list a row is."""
    heading, help = vocabulary.text("columns.number"), vocabulary.text("help.number")
    return Column(("number",), heading, "integer", help=help, locked=True)


def of_rules(columns: tuple[Column, ...], rules: Iterable[Rule]) -> tuple[Column, ...]:
    """Let the column of what happened offer the rules of a list, and values be percentages."""
    choices = of_entries(rules, with_ids=True)
    return tuple(
        replace(column, choices=choices)
        if column.path == ("of",)
        else replace(column, percent=column.path == ("value",))
        for column in columns
    )
