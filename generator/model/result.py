"""Organizations, the assessed years, and one organization's result of a year."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from generator.model.base import (
    NOTHING,
    Approval,
    Id,
    Named,
    Number,
    Positive,
    RichText,
    Text,
    Value,
)
from generator.problem import PathInFile

State = Literal["draft", "interim", "notice", "final", "review", "corrected"]
Progress = Literal["open", "in_progress", "done", "accepted"]


class Former(Value):
    """What an organization was up to and including a year: name, kind, what it was under."""

    name: Text | None = None
    kind: Id | None = None
    parent: Id | None = None
    until: int


class Organization(Value):
    """An assessed organization and its place in the hierarchy."""

    id: Id
    name: Text
    kind: Id
    parent: Id | None = None
    founded: int | None = None
    closed: int | None = None
    formerly: tuple[Former, ...] = ()

    def name_in(self, year: int) -> str:
        """Return its name in a year: the earliest former name still borne then, or today's."""
        return self._in(year, "name", self.name) if self.formerly else self.name

    def kind_in(self, year: int) -> str:
        """Return its kind in a year."""
        return self._in(year, "kind", self.kind) if self.formerly else self.kind

    def parent_in(self, year: int) -> str | None:
        """Return the id of what it was under in a year, if anything."""
        return self._in(year, "parent", self.parent) if self.formerly else self.parent

    def _in(self, year: int, field: str, now: Any) -> Any:
        """Return what a field was in a year: the earliest value that still held, or now's."""
        held = [f for f in self.formerly if year <= f.until and getattr(f, field) is not None]
        return getattr(min(held, key=lambda former: former.until), field) if held else now

    @property
    def lives_backwards(self) -> bool:
        """Whether it is said to be closed before it was founded."""
        return bool(self.founded and self.closed and self.closed < self.founded)

    def active_in(self, year: int) -> bool:
        """Tell whether it existed in a year (``founded`` to ``closed``, both included)."""
        return (self.founded or year) <= year <= (self.closed or year)


class OrganizationsFile(Value):
    """``results/organizations.yml``."""

    kinds: Annotated[tuple[Named, ...], Field(min_length=1)]
    organizations: tuple[Organization, ...]


class Notice(Value):
    """The public notice of a year's results: when, and where to object."""

    opens: dt.date = Field(alias="from")
    closes: dt.date = Field(alias="until")
    object_to: Text


class Year(Value):
    """An assessed year. ``as_of`` is the data's own date: deadlines are judged against it.

    While a year is ``open``, results are still being recorded.
    """

    year: int
    as_of: dt.date
    open: bool = False
    notice: Notice | None = None
    note: RichText | None = None


class YearsFile(Value):
    """``results/years.yml``."""

    years: tuple[Year, ...]


class Status(Value):
    """One step in a result's life."""

    state: State
    date: dt.date
    reason: Text | None = None


class Occurrence(Value):
    """Something that happened and counts: under a situation, an adjustment or a case.

    What was measured is given by what its rule asks for: ``count`` (times, persons, items),
    ``tier`` and ``kind``, or ``value`` in the unit of the rule, or ``part`` of ``whole``, or
    ``points`` within its range.
    """

    of: Id
    count: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    tier: Id | None = None
    kind: Id | None = None
    value: Number | None = None
    part: Annotated[int, Field(ge=0)] | None = None
    whole: Annotated[int, Field(ge=1)] | None = None
    points: Positive | None = None
    event: Id | None = None
    note: RichText | None = None


class PeriodRecord(Value):
    """What a method recorded once: a level, ballots, scores, or what it found on standards."""

    level: Id | None = None
    ballots: Mapping[Id, Annotated[int, Field(ge=0)]] | None = None
    scores: tuple[Positive, ...] = ()
    levels: Mapping[Id, Id] = NOTHING
    entered: Mapping[Id, Positive] = NOTHING
    evidence: Mapping[Id, RichText] = NOTHING
    findings: tuple[Occurrence, ...] = ()
    marks: Mapping[Id, Number] = NOTHING
    note: RichText | None = None


class MethodRecord(PeriodRecord):
    """What one method recorded: once, or in ``periods`` by their ids.

    ``without`` holds the reasons why periods did not exist for the organization.
    """

    periods: Mapping[Id, PeriodRecord] = NOTHING
    without: Mapping[Id, Text] = NOTHING

    @property
    def parts(self) -> Iterator[tuple[PathInFile, PeriodRecord]]:
        """Yield the records of its periods with their paths, or else itself."""
        if not self.periods:
            yield (), self
        for id, record in self.periods.items():
            yield ("periods", id), record


class Declared(Value):
    """The figures that the assessors declared; each one given is recomputed."""

    raw: Mapping[Id, Number] = NOTHING
    base: Number | None = None
    adjustments: Number | None = None
    negative: Number | None = None
    total: Number | None = None
    grade: Id | None = None


class Decision(Value):
    """A grade given by decision instead of the calculated one, with its reason."""

    grade: Id
    reason: Text
    date: dt.date


class Rectification(Value):
    """One finding to put right: clause, measure, deadline, state, acceptance."""

    clause: Id
    finding: Text
    measure: Text
    deadline: dt.date
    state: Progress
    accepted: dt.date | None = None

    @property
    def put_right(self) -> bool:
        """Whether it is done, accepted or not."""
        return self.state in ("done", "accepted")

    def overdue(self, as_of: dt.date) -> bool:
        """Tell whether it is still to be done although its deadline lies before ``as_of``."""
        return not self.put_right and self.deadline < as_of


class FollowUp(Value):
    """What was done because of a result: under which use of results, when, by which document."""

    of: Id
    done: Text
    date: dt.date
    document: Text | None = None


class Correction(Value):
    """A published value that was changed. ``of`` is ``total``, ``grade`` or a standard."""

    of: Id
    old: Number | Id
    new: Number | Id
    date: dt.date
    reason: Text


class ResultFile(Value):
    """``results/<year>/<organization>.yml``."""

    status: Annotated[tuple[Status, ...], Field(min_length=1)]
    methods: Mapping[Id, MethodRecord] = NOTHING
    not_applicable: Mapping[Id, Text] = NOTHING
    adjustments: tuple[Occurrence, ...] = ()
    negative_cases: tuple[Occurrence, ...] = ()
    no_grade: Text | None = None
    decision: Decision | None = None
    declared: Declared | None = None
    approved: Approval | None = None
    rectification: tuple[Rectification, ...] = ()
    followed: tuple[FollowUp, ...] = ()
    corrections: tuple[Correction, ...] = ()
    note: RichText | None = None


class Result(ResultFile):
    """A result with what its path says: whose it is and of which year."""

    organization: str
    year: int

    @property
    def state(self) -> State:
        """The state it is in now: the last step of its life."""
        return self.status[-1].state
