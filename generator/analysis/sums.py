"""Sum up what scorecards say about clauses, so that the sums of several groups can be added.

An organization has one card in a year, and a standard applies to it under all methods that score
it or under none. Cards and marks are therefore counted without remembering organizations.
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
    """What some cards of a year say about a clause.

    ``off`` counts the marks of a standard that does not apply, ``touched`` the cards that the
    clause cost something, ``recorded`` the cards on which a negative case was recorded and
    ``times`` how often it was. ``lost`` are points of marks below the start of the standard,
    ``won`` is what else parts marks from its points. ``weighted`` holds lost points × weight of
    their method in percent, by the sum of the points of all standards of the method, by which they
    are divided in the end. ``deducted`` are the points that cases took from totals.
    """

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
        """The points that the clause took from totals, exactly."""
        parts = (Fraction(lost) / Fraction(whole) for whole, lost in self.weighted.items())
        return sum(parts, self.deducted)

    def add(self, other: "ClauseSum") -> None:
        """Add what other cards say about the clause."""
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
    """The number of cards of a year that have a total, and the sums of clauses by their id.

    A clause of which the cards say nothing but full marks has no sum.
    """

    cards: int = 0
    clauses: defaultdict[str, ClauseSum] = field(default_factory=partial(defaultdict, ClauseSum))

    def add(self, other: "YearSum") -> None:
        """Add the sums of other cards of the year."""
        self.cards += other.cards
        for id, clause in other.clauses.items():
            self.clauses[id].add(clause)


def sums_by_year(cards: Iterable[Scorecard]) -> dict[int, YearSum]:
    """Sum up what cards say about clauses, year by year."""
    years: dict[int, list[Scorecard]] = defaultdict(list)
    for card in cards:
        years[card.year].append(card)
    return {year: sum_year(group) for year, group in years.items()}


def sum_year(cards: Iterable[Scorecard]) -> YearSum:
    """Sum up what cards of one year say about clauses; a card without a total says nothing."""
    year = YearSum()
    touched = Counter[str]()
    for card in cards:
        if card.total is not None:
            year.cards += 1
            lost = {id for score in card.methods for id in _add_marks(year, score)}
            touched.update(lost.union(_add_cases(year, card)))
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


def _add_marks(year: YearSum, score: MethodScore) -> list[str]:
    """Add the marks of a method that are not full; return the standards that lost points."""
    lost = []
    for mark in score.marks:
        standard, value = mark.standard, mark.value
        if value == standard.points:
            continue
        clause = year.clauses[standard.id]
        if value is None:
            clause.off += 1
        elif value < (start := standard.starts_at):
            lost.append(standard.id)
            clause.lost += start - value
            clause.weighted[score.possible] += (start - value) * score.weight
            clause.won += start - standard.points
        else:
            clause.won += value - standard.points
    return lost


def _add_cases(year: YearSum, card: Scorecard) -> list[str]:
    """Add the negative cases of a card; return those that cost points.

    A case whose event counts under another case is recorded, but costs nothing.
    """
    costly: list[str] = []
    for score in card.negative.scores:
        clause = year.clauses[score.case.id]
        clause.recorded += 1
        clause.times += _times(score)
        if score.points:
            costly.append(score.case.id)
            clause.lost += score.points
            factor = card.worth_in_total(card.edition.negative_list.feeds)
            clause.deducted += Fraction(factor) * Fraction(score.points)
    return costly


def _times(score: CaseScore) -> int:
    return sum(occurrence.count for occurrence in score.occurrences + score.elsewhere)
