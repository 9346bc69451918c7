"""What clauses cost: each standard and negative case in each year, and how that moved.

A mark is worth more or less of the total according to the method that gives it, so clauses
are ranked by what they took from totals: points lost on a mark × weight ÷ the points of all
standards of the method; a negative case by its deduction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal

from generator.history import comparable, rescored
from generator.model.clauses import Standard
from generator.model.edition import Edition
from generator.model.rules import NegativeCase
from generator.score import Scorecard
from generator.score.card import CaseScore, Mark, MethodScore
from generator.score.worth import ZERO, printed, rounded

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
        """What it took from totals, as printed."""
        return printed(self.cost, PLACES)

    @property
    def average(self) -> Decimal:
        """The same for each organization that it cost something."""
        return printed(self.cost / self.organizations, PLACES) if self.organizations else ZERO

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


@dataclass(slots=True)
class _Sum:
    """The cards of a year added up for one clause."""

    clause: Clause
    assessed: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    recorded: set[str] = field(default_factory=set)
    times: int = 0
    lost: Decimal = ZERO
    weighted: defaultdict[Decimal, Decimal] = field(default_factory=partial(defaultdict, Decimal))
    deducted: Fraction = Fraction(0)
    earned: Decimal = ZERO
    possible: Decimal = ZERO

    @property
    def cost(self) -> Fraction:
        """What it took from totals: what marks lost, weighted, by the points that it has to be
        divided by (``MethodScore.cost_of``, divided last), and what cases deducted."""
        parts = (Fraction(lost) / Fraction(whole) for whole, lost in self.weighted.items())
        return sum(parts, self.deducted)

    def mark(self, card: Scorecard, score: MethodScore, mark: Mark) -> None:
        """Add one mark, if the standard applied."""
        if mark.value is None:
            return
        self.assessed.add(card.organization.id)
        self.earned += mark.value
        self.possible += mark.standard.points
        if mark.lost:
            self.touched.add(card.organization.id)
            self.lost += mark.lost
            self.weighted[score.possible] += mark.lost * score.weight

    def case(self, card: Scorecard, score: CaseScore, factor: Fraction) -> None:
        """Add one case; what another case of the event stands for happened, and costs
        nothing here."""
        self.recorded.add(card.organization.id)
        self.times += sum(one.count for one in score.occurrences + score.elsewhere)
        if score.points:
            self.touched.add(card.organization.id)
            self.lost += score.points
            self.deducted += factor * Fraction(score.points)


def clause_years(year: int, cards: Sequence[Scorecard]) -> dict[str, ClauseYear]:
    """Every standard and negative case of the edition in force, with what the cards of a
    year that have a total say about it; by id, in the order of the edition."""
    edition = cards[0].edition
    clauses: tuple[Clause, ...] = (*edition.standards, *edition.negative_cases)
    sums = {clause.id: _Sum(clause) for clause in clauses}
    scored = [card for card in cards if card.total is not None]
    for card in scored:
        factor = card.worth_in_total(edition.negative_list.feeds)
        for score in card.methods:
            for mark in score.marks:
                sums[mark.standard.id].mark(card, score, mark)
        for case in card.negative.scores:
            sums[case.case.id].case(card, case, factor)
    everyone = {card.organization.id for card in scored}
    return {id: _counted(year, edition, one, everyone) for id, one in sums.items()}


def _counted(year: int, edition: Edition, one: _Sum, everyone: set[str]) -> ClauseYear:
    assessed = one.assessed if isinstance(one.clause, Standard) else everyone
    return ClauseYear(
        year=year,
        edition=edition,
        clause=one.clause,
        assessed=len(assessed),
        organizations=len(one.touched),
        recorded=len(one.recorded),
        times=one.times,
        lost=one.lost,
        cost=one.cost,
        earned=one.earned,
        possible=one.possible,
    )


def together(parts: Sequence[Mapping[str, ClauseYear]]) -> Mapping[str, ClauseYear]:
    """The clauses of one year, from what the cards of some organizations say about them and
    what those of others do."""
    first, *others = parts
    if not others:
        return first
    return {id: _added([part[id] for part in parts]) for id in first}


def _added(parts: Sequence[ClauseYear]) -> ClauseYear:
    first = parts[0]
    return ClauseYear(
        year=first.year,
        edition=first.edition,
        clause=first.clause,
        assessed=sum(one.assessed for one in parts),
        organizations=sum(one.organizations for one in parts),
        recorded=sum(one.recorded for one in parts),
        times=sum(one.times for one in parts),
        lost=sum((one.lost for one in parts), ZERO),
        cost=sum((one.cost for one in parts), Fraction(0)),
        earned=sum((one.earned for one in parts), ZERO),
        possible=sum((one.possible for one in parts), ZERO),
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
    """The places of the clauses that cost something, by what is printed."""
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
