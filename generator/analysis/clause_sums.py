"""What scorecards say about clauses, summed up, so that the sums of several groups can be added."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal, NamedTuple

from msgspec import Struct, field

from generator.scoring.points import ZERO


class Bound(NamedTuple):
    """What held points: a bound of a standard's interval, the ``cap`` of a clause, or one of a sum
    of several. ``of`` is the id of the standard, the clause or the group; all else has none."""

    kind: Literal[
        "lower",
        "upper",
        "cap",
        "group",
        "bonus",
        "deduction",
        "adjusting",
        "negative_list",
        "total",
    ]
    of: str = ""


class Moments(Struct):
    """Sums for the correlation of what a standard cost with totals, over the cards to which it
    applies: ``cost`` and its ``squares``, and its ``products`` with totals. Where it does not
    apply, the total and its square are ``off``. All are rounded to four places before they are
    added, so that the order does not matter."""

    cost: Decimal = ZERO
    squares: Decimal = ZERO
    products: Decimal = ZERO
    off: Decimal = ZERO
    off_squares: Decimal = ZERO

    def add(self, other: "Moments") -> None:
        """Add the sums of other cards."""
        self.cost += other.cost
        self.squares += other.squares
        self.products += other.products
        self.off += other.off
        self.off_squares += other.off_squares


class ClauseSum(Struct):
    """What some cards of a year say about a clause.

    ``off`` counts the marks of a standard that does not apply, ``touched`` the cards that the
    clause cost something, ``recorded`` the cards on which a negative case was recorded and
    ``times`` how often it was. ``extra`` are the points that the standard is worth more for the
    kinds of some organizations than for others. ``lost`` are points of marks below what can be
    had, ``won`` is what else parts marks from its points. ``weighted`` holds lost points ×
    weight of their method in percent, by the sum of the points of all standards of the method, by
    which they are divided in the end. ``deducted`` are the points that cases took from totals.
    """

    off: int = 0
    touched: int = 0
    recorded: int = 0
    times: int = 0
    extra: Decimal = ZERO
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
        self.extra += other.extra
        self.lost += other.lost
        self.won += other.won
        self.deducted += other.deducted
        for whole, lost in other.weighted.items():
            self.weighted[whole] += lost


class YearSum(Struct):
    """The number of cards of a year that have a total, the sums of clauses by their id, and those
    of totals and of what standards cost, from which correlations are made.

    A clause of which the cards say nothing but full marks has no sum. ``recorded`` counts the cards
    on which a situation or an adjustment happened, by its id, and ``held`` those on which a
    bound took effect.
    """

    cards: int = 0
    totals: Decimal = ZERO
    total_squares: Decimal = ZERO
    moments: defaultdict[str, Moments] = field(default_factory=partial(defaultdict, Moments))
    clauses: defaultdict[str, ClauseSum] = field(default_factory=partial(defaultdict, ClauseSum))
    recorded: Counter[str] = field(default_factory=Counter)
    held: Counter[Bound] = field(default_factory=Counter)

    def add(self, other: "YearSum") -> None:
        """Add the sums of other cards of the year."""
        self.cards += other.cards
        self.totals += other.totals
        self.total_squares += other.total_squares
        self.recorded.update(other.recorded)
        self.held.update(other.held)
        for id, moments in other.moments.items():
            self.moments[id].add(moments)
        for id, clause in other.clauses.items():
            self.clauses[id].add(clause)


def combine_sums(parts: Iterable[Mapping[int, YearSum]]) -> dict[int, YearSum]:
    """Add up the sums of several groups of cards, year by year."""
    years: dict[int, YearSum] = defaultdict(YearSum)
    for part in parts:
        for year, sums in part.items():
            years[year].add(sums)
    return dict(years)
