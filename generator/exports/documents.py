"""The documents that the JSON downloads hold, as typed values.

The JSON Schemas of the downloads are made from these types.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from typing_extensions import TypedDict

from generator.exports.numbers import Number
from generator.exports.tally_documents import AdjustmentTally, CaseTally
from generator.model.edition import Edition
from generator.model.result import (
    Correction,
    Decision,
    FollowUp,
    Occurrence,
    Progress,
    State,
    Status,
)


class Titled(TypedDict):
    """An entry of an edition, or a kind of organization: its id and its title."""

    id: str
    title: str


class LevelGiven(TypedDict):
    """A level that was chosen: its points are fixed, a share in percent, or those of a rubric."""

    id: str
    title: str
    points: Number


class BallotCount(TypedDict):
    """The ballots for one level."""

    level: LevelGiven
    count: int


class OrganizationEntry(TypedDict):
    """An organization by its name in the year, or today's where no year is meant."""

    id: str
    name: str
    kind: Titled


class MovementEntry(TypedDict):
    """What one situation did to a mark."""

    situation: str
    text: str
    occurrences: tuple[Occurrence, ...]
    gross: Number
    points: Number
    elsewhere: tuple[Occurrence, ...]


class MarkEntry(TypedDict):
    """The mark of one standard; ``value`` is null where the standard does not apply."""

    standard: str
    title: str
    aspect: str
    points: Number
    applies: bool
    reason: str | None
    start: Number
    level: LevelGiven | None
    evidence: str | None
    movements: tuple[MovementEntry, ...]
    moved: Number
    held: Number
    value: Number | None


class Recorded(TypedDict):
    """What a method recorded, and what that is worth."""

    level: LevelGiven | None
    ballots: tuple[BallotCount, ...]
    scores: tuple[Number, ...]
    dropped: tuple[Number, ...]
    marks: tuple[MarkEntry, ...]
    earned: Number
    possible: Number
    scored: Number
    note: str | None


class PeriodEntry(TypedDict):
    """A period: what was recorded, or why it did not exist for the organization, or neither yet."""

    id: str
    title: str
    recorded: Recorded | None
    without: str | None


class ComparedEntry(TypedDict):
    """A score beside those of others: the best of them, its rank, and what that is worth."""

    best: Number
    rank: int
    count: int
    points: Number


class MethodEntry(Recorded):
    """One method: how it was scored, and its share of the total. Of one with periods, the marks
    stand there."""

    id: str
    title: str
    by: Literal["levels", "ballots", "scores", "marks"]
    weight: Number
    compared: ComparedEntry | None
    fed: Number
    raw: Number
    weighted: Number
    periods: tuple[PeriodEntry, ...]


class HoldEntry(TypedDict):
    """What applies to the grade: one of ``limit``, ``case`` and ``quota`` is not null."""

    grade: Titled
    decides: bool
    lifts: bool
    effective: bool
    limit: str | None
    of: str | None
    case: str | None
    quota: Number | None
    quota_of: str | None


class AspectEntry(TypedDict):
    """The marks of one aspect over all methods."""

    id: str
    title: str
    earned: Number
    possible: Number
    percent: Number | None


class RectificationEntry(TypedDict):
    """A finding to put right, and whether it is overdue at the year's date."""

    clause: str
    finding: str
    measure: str
    deadline: dt.date
    state: Progress
    accepted: dt.date | None
    overdue: bool


class ScorecardDocument(TypedDict):
    """A scorecard: every step of the arithmetic. Figures are null where there are none."""

    organization: OrganizationEntry
    year: int
    edition: Titled
    illustrative: bool
    state: State
    status: tuple[Status, ...]
    rank: int | None
    ranked: int
    methods: tuple[MethodEntry, ...]
    base: Number | None
    adjustments: AdjustmentTally
    negative: CaseTally
    unbounded: Number | None
    before_veto: Number | None
    total: Number | None
    by_cutoff: Titled | None
    holds: tuple[HoldEntry, ...]
    calculated: Titled | None
    decision: Decision | None
    grade: Titled | None
    no_grade: str | None
    aspects: tuple[AspectEntry, ...]
    rectification: tuple[RectificationEntry, ...]
    followed: tuple[FollowUp, ...]
    corrections: tuple[Correction, ...]
    note: str | None


class ResultEntry(TypedDict):
    """One organization in the results of a year; ``scorecard`` leads to its card's download."""

    organization: OrganizationEntry
    state: State
    date: dt.date
    rank: int | None
    total: Number | None
    by_cutoff: Titled | None
    grade: Titled | None
    decided: bool
    no_grade: str | None
    base: Number | None
    adjustments: Number | None
    negative: Number | None
    raw: Mapping[str, Number]
    aspects: Mapping[str, Number]
    scorecard: str


class ResultsDocument(TypedDict):
    """The results of a year, best first, and last what has no total."""

    year: int
    edition: Titled
    illustrative: bool
    as_of: dt.date
    methods: tuple[Titled, ...]
    aspects: tuple[Titled, ...]
    results: tuple[ResultEntry, ...]


class YearEntry(TypedDict):
    """One year of an organization, and whether its score compares with that of the year before."""

    year: int
    name: str
    edition: Titled
    state: State
    date: dt.date
    rank: int | None
    ranked: int
    total: Number | None
    grade: Titled | None
    no_grade: str | None
    comparable: bool | None
    scorecard: str


class OrganizationDocument(TypedDict):
    """An organization and its years, earliest first."""

    organization: OrganizationEntry
    parent: str | None
    founded: int | None
    closed: int | None
    illustrative: bool
    years: tuple[YearEntry, ...]


class EditionDocument(TypedDict):
    """A whole edition, in the fields of its files."""

    edition: Edition


DOCUMENTS: Mapping[str, type] = {
    "scorecard": ScorecardDocument,
    "results": ResultsDocument,
    "organization": OrganizationDocument,
    "edition": EditionDocument,
}
"""The kinds of JSON download, by the name of their schema."""
