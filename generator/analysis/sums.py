"""What cards say about each clause, as numbers that can be brought together: the cards of a
year may be added up in shares, and the sums be sent from one process to another.

An organization has one card in a year, and a standard applies to it under all methods that
score it or under none; so cards and marks are counted, and no organization is remembered.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import partial

from generator.scoring.card import CaseScore, MethodScore, Scorecard
from generator.scoring.points import ZERO


@dataclass(slots=True)
class ClauseSum:
    """What cards say about a clause. ``off`` marks do not apply; it cost ``touched`` cards
    something; a case was recorded on so many, so many ``times``. Marks ``lost`` and ``won`` so
    many points against those of the standard; ``weighted`` are the lost ones at the weight of
    the method, by the points that they have to be divided by; cases ``deducted`` from totals."""

    off: int = 0
    touched: int = 0
    recorded: int = 0
    times: int = 0
    lost: Decimal = ZERO
    won: Decimal = ZERO
    weighted: defaultdict[Decimal, Decimal] = field(default_factory=partial(defaultdict, Decimal))
    deducted: Fraction = Fraction(0)

    @property
    def cost(self) -> Fraction:
        """What it took from totals: the weighted losses of marks, divided last, and what
        cases deducted."""
        parts = (Fraction(lost) / Fraction(whole) for whole, lost in self.weighted.items())
        return sum(parts, self.deducted)

    def add(self, other: "ClauseSum") -> None:
        """Add what other cards say."""
        self.off += other.off
        self.touched += other.touched
        self.recorded += other.recorded
        self.times += other.times
        self.lost += other.lost
        self.won += other.won
        self.deducted += other.deducted
        for whole, lost in other.weighted.items():
            self.weighted[whole] += lost


@dataclass(slots=True)
class YearSum:
    """The number of cards that have a total, and the sums of the clauses that they say
    anything about but full marks, by id."""

    cards: int = 0
    clauses: defaultdict[str, ClauseSum] = field(default_factory=partial(defaultdict, ClauseSum))

    def add(self, other: "YearSum") -> None:
        """Add the sums of other cards of the year."""
        self.cards += other.cards
        for id, one in other.clauses.items():
            self.clauses[id].add(one)


def sums_by_year(cards: Iterable[Scorecard]) -> dict[int, YearSum]:
    """Sum up what cards say about clauses, year by year."""
    years: dict[int, list[Scorecard]] = defaultdict(list)
    for card in cards:
        years[card.year].append(card)
    return {year: sum_year(some) for year, some in years.items()}


def sum_year(cards: Iterable[Scorecard]) -> YearSum:
    """Sum up what cards of one year say about clauses; a card without a total says nothing."""
    year = YearSum()
    touched = Counter[str]()
    for card in cards:
        if card.total is not None:
            year.cards += 1
            lost = {id for score in card.methods for id in _marks(year, score)}
            touched.update(lost.union(_cases(year, card)))
    for id, times in touched.items():
        year.clauses[id].touched = times
    return year


def combine_sums(parts: Iterable[Mapping[int, YearSum]]) -> dict[int, YearSum]:
    """Add up the sums of several groups of cards, year by year."""
    years: dict[int, YearSum] = defaultdict(YearSum)
    for part in parts:
        for year, sums in part.items():
            years[year].add(sums)
    return dict(years)


def _marks(year: YearSum, score: MethodScore) -> list[str]:
    """Adds the marks of a method that are not full; returns the standards that lost points."""
    lost = []
    for mark in score.marks:
        standard, value = mark.standard, mark.value
        if value == standard.points:
            continue
        one = year.clauses[standard.id]
        if value is None:
            one.off += 1
        elif value < (points := standard.points):
            lost.append(standard.id)
            one.lost += points - value
            one.weighted[score.possible] += (points - value) * score.weight
        else:
            one.won += value - points
    return lost


def _cases(year: YearSum, card: Scorecard) -> list[str]:
    """Adds the negative cases of a card, and returns those that cost points; what another case
    of the event stands for happened, and costs nothing here."""
    cost: list[str] = []
    for score in card.negative.scores:
        one = year.clauses[score.case.id]
        one.recorded += 1
        one.times += _times(score)
        if score.points:
            cost.append(score.case.id)
            one.lost += score.points
            factor = card.worth_in_total(card.edition.negative_list.feeds)
            one.deducted += Fraction(factor) * Fraction(score.points)
    return cost


def _times(score: CaseScore) -> int:
    return sum(one.count for one in score.occurrences + score.elsewhere)
