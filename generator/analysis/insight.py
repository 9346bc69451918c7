"""What clauses cost: each standard and negative case in each year, and how that moved.

A mark is worth more or less of the total according to the method that gives it, so clauses
are ranked by what they took from totals: points lost on a mark × weight ÷ the points of all
standards of the method; a negative case by its deduction.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from generator.analysis.history import comparable, rescored
from generator.analysis.sums import ClauseSum, YearSum
from generator.model.clauses import NegativeCase, Standard
from generator.model.edition import Edition
from generator.scoring.points import ZERO, round_fraction, rounded
from generator.scoring.standards import standards_of

PLACES = 2
Clause = Standard | NegativeCase
Moved = Literal["compared", "new", "changed", "not_comparable", "first"]


@dataclass(frozen=True, slots=True)
class ClauseYear:
    """One clause in one year. ``assessed`` organizations it applied to and ``organizations``
    it cost something; a case was ``recorded`` for so many, so many ``times``, counted under
    another case of the same event or not; ``lost`` in points of the clause itself, ``cost`` in
    points of totals, summed over organizations; ``earned`` of ``possible`` marks."""

    year: int
    edition: Edition
    clause: Clause
    assessed: int = 0
    organizations: int = 0
    recorded: int = 0
    times: int = 0
    lost: Decimal = ZERO
    cost: Fraction = Fraction(0)
    earned: Decimal = ZERO
    possible: Decimal = ZERO

    @property
    def points(self) -> Decimal:
        """What it took from totals, as round_fraction."""
        return round_fraction(self.cost, PLACES)

    @property
    def average(self) -> Decimal:
        """The same for each organization that it cost something."""
        return (
            round_fraction(self.cost / self.organizations, PLACES) if self.organizations else ZERO
        )

    @property
    def percent(self) -> Decimal | None:
        """The marks given in percent of full marks, to one decimal; ``None`` if none were."""
        return rounded(self.earned * 100 / self.possible, 1) if self.possible else None


@dataclass(frozen=True, slots=True)
class Cost:
    """A clause by its place among those that cost most, and the year before beside it."""

    place: int
    this: ClauseYear
    before: ClauseYear | None
    place_before: int | None
    moved: Moved

    @property
    def change(self) -> Decimal | None:
        """By how much it cost more (or less) than the year before, where that compares."""
        if self.moved != "compared" or self.before is None:
            return None
        return self.this.points - self.before.points


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One year of a clause; ``compares`` with the row above, which the first has not."""

    this: ClauseYear
    compares: bool | None


def counted(year: int, edition: Edition, sums: YearSum) -> dict[str, ClauseYear]:
    """Every standard and negative case of the edition in force, with what the cards of a
    year that have a total say about it, by their sums; by id, in the order of the edition."""
    methods = Counter(one.id for m in edition.methods for one in standards_of(edition, m))
    clauses: tuple[Clause, ...] = (*edition.standards, *edition.negative_cases)
    blanks = [ClauseYear(year, edition, clause, assessed=sums.cards) for clause in clauses]
    nothing = ClauseSum()
    return {
        blank.clause.id: _counted(
            blank, sums.clauses.get(blank.clause.id, nothing), methods[blank.clause.id]
        )
        for blank in blanks
    }


def _counted(blank: ClauseYear, one: ClauseSum, methods: int) -> ClauseYear:
    """A clause that nothing is said about, with what is; so many methods score it."""
    assessed, earned, possible = blank.assessed, ZERO, ZERO
    if isinstance(blank.clause, Standard):
        marks = assessed * methods - one.off
        possible = marks * blank.clause.points
        assessed, earned = marks // max(methods, 1), possible + one.won - one.lost
    return replace(
        blank,
        assessed=assessed,
        organizations=one.touched,
        recorded=one.recorded,
        times=one.times,
        lost=one.lost,
        cost=one.cost,
        earned=earned,
        possible=possible,
    )


def costliest(
    editions: Mapping[str, Edition],
    now: Mapping[str, ClauseYear],
    before: Mapping[str, ClauseYear],
    most: int,
) -> tuple[Cost, ...]:
    """The ``most`` clauses that cost most in a year, beside the year before (empty if there
    is none). Equals share the better place and stand in the order of the edition."""
    ranks, former = _places(now), _places(before)
    order = sorted(ranks, key=ranks.__getitem__)
    return tuple(
        Cost(ranks[id], now[id], before.get(id), former.get(id), _moved(editions, now, before, id))
        for id in order[:most]
    )


def _places(years: Mapping[str, ClauseYear]) -> dict[str, int]:
    """The places of the clauses that cost something, by what is round_fraction."""
    costs = {id: one.points for id, one in years.items() if one.points}
    order = sorted(costs.values(), reverse=True)
    return {id: order.index(points) + 1 for id, points in costs.items()}


def _moved(
    editions: Mapping[str, Edition],
    now: Mapping[str, ClauseYear],
    before: Mapping[str, ClauseYear],
    id: str,
) -> Moved:
    if not before:
        return "first"
    if id not in before:
        return "new"
    if not comparable(editions, before[id].edition, now[id].edition):
        return "not_comparable"
    return "changed" if rescored(before[id].clause, now[id].clause) else "compared"


def histories(
    editions: Mapping[str, Edition], years: Iterable[Mapping[str, ClauseYear]]
) -> dict[str, tuple[HistoryRow, ...]]:
    """The years of every clause, earliest first, over all editions in which its id stood."""
    found: dict[str, list[ClauseYear]] = {}
    for year in years:
        for id, one in year.items():
            found.setdefault(id, []).append(one)
    return {id: tuple(_history(editions, found[id])) for id in found}


def _history(editions: Mapping[str, Edition], rows: list[ClauseYear]) -> Iterator[HistoryRow]:
    rows = sorted(rows, key=lambda one: one.year)
    for before, now in zip([None, *rows], rows, strict=False):
        compares = None
        if before is not None:
            same = comparable(editions, before.edition, now.edition)
            compares = same and not rescored(before.clause, now.clause)
        yield HistoryRow(now, compares)
