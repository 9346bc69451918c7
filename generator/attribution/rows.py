"""Rows of an attribution: the causes of a change, each with the causes that make it up.

Exact points are decimals over a divisor, since sums and comparisons of fractions take many times
as long. Whoever adds or multiplies them does so in the context ``EXACT``.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from typing import Literal, NamedTuple

from generator.scoring.points import EXACT, ONE, ZERO, quotient

Label = Literal[
    "edition",
    "organization",
    "weights",
    "methods",
    "scales",
    "standards",
    "adjustments",
    "negative",
    "bounds",
    "veto",
    "rounding",
    "retired",
    "added",
    "changed",
    "share",
    "method",
    "standard",
    "adjustment",
    "case",
    "bounded",
    "others",
]


class Row(NamedTuple):
    """One cause of a change.

    Exactly it moved the total by ``points`` ÷ ``divisor``; ``amount`` is that as printed.
    ``ids`` are those of what it is about. ``was`` and ``now`` are the two values of what moved: a
    weight, a raw score, a mark, or points. Of its parts, rounding is the last.
    """

    label: Label
    points: Decimal
    divisor: Decimal
    amount: Decimal
    ids: tuple[str, ...] = ()
    was: Decimal | None = None
    now: Decimal | None = None
    parts: tuple["Row", ...] = ()

    @property
    def exact(self) -> Fraction:
        """The exact points."""
        return Fraction(self.points) / Fraction(self.divisor)

    @property
    def shown(self) -> tuple["Row", ...]:
        """The parts that a page shows: those that are not 0 as printed, and the folded ones.

        Their amounts add up to the same as those of all parts.
        """
        return tuple([part for part in self.parts if part.amount or part.label == "others"])

    @property
    def adds_up(self) -> bool:
        """Whether the parts make up the row, exactly and as printed, all the way down."""
        with localcontext(EXACT):
            own = not self.parts or parts_add_up(self)
        return own and all(part.adds_up for part in self.parts)


def parts_add_up(row: Row) -> bool:
    """Tell whether the parts of a row make it up, exactly and as printed."""
    if sum([part.amount for part in row.parts], ZERO) != row.amount:
        return False
    points, divisor = _add_exactly(row.parts)
    return points * row.divisor == row.points * divisor


def _add_exactly(rows: Iterable[Row]) -> tuple[Decimal, Decimal]:
    """Add up the points of rows without rounding.

    Returns the sum as a fraction: its numerator, and the common divisor below it.
    """
    by_divisor: dict[Decimal, Decimal] = {}
    for divisor, group in groupby(rows, attrgetter("divisor")):
        points = sum([row.points for row in group], ZERO)
        by_divisor[divisor] = by_divisor.get(divisor, ZERO) + points
    points, divisor = ZERO, ONE
    for other, summed in by_divisor.items():
        points, divisor = points * other + summed * divisor, divisor * other
    return points, divisor


def sort_by_size(rows: Sequence[Row]) -> list[Row]:
    """Sort rows by what they moved, most first; equals stay as they are."""
    if len({row.divisor for row in rows}) > 1:
        return sorted(rows, key=lambda row: -abs(row.exact))
    return sorted(rows, key=lambda row: -abs(row.points))


class Ruler(NamedTuple):
    """Makes rows of points over one divisor, with amounts rounded half up to ``places``."""

    places: int
    divisor: Decimal = ONE

    def row(
        self,
        label: Label,
        points: Decimal,
        ids: tuple[str, ...] = (),
        was: Decimal | None = None,
        now: Decimal | None = None,
    ) -> Row:
        """Make a row without parts."""
        amount = quotient(points, self.divisor, self.places)
        return Row(label, points, self.divisor, amount, ids, was, now)

    def sum(self, label: Label, rows: Sequence[Row], ids: tuple[str, ...] = ()) -> Row:
        """Make a row of what several rows moved together, without parts."""
        points, divisor = _add_exactly(rows)
        return Row(label, points, divisor, quotient(points, divisor, self.places), ids)

    def with_parts(self, row: Row, parts: Iterable[Row], rounding: Decimal = ZERO) -> Row:
        """Give a row its parts, and a last one for what rounding left of it.

        Exactly, rounding left ``rounding`` ÷ the divisor; as printed, what the amounts of the parts
        lack.
        """
        parts = tuple(parts)
        lacking = row.amount - sum([part.amount for part in parts], ZERO)
        last = Row("rounding", rounding, self.divisor, lacking)
        return row._replace(parts=(*parts, last))

    def fold(self, row: Row, most: int) -> Row:
        """Fold the parts of a row after the first ``most`` into one part, ``others``.

        A row with fewer than two parts to fold stays as it is.
        """
        *parts, rounding = row.parts or (row,)
        rest = [part for part in parts[most:] if part.points]
        if len(rest) < 2:
            return row
        with localcontext(EXACT):
            others = self.sum("others", rest, tuple([id for part in rest for id in part.ids]))
        ruler = Ruler(self.places, rounding.divisor)
        return ruler.with_parts(row, (*parts[:most], others), rounding.points)
