"""A cause of a change: its points in full and as printed, and the causes that make it up.

Points in full are decimals over a denominator, since to add or compare fractions costs many
times more.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Literal

from generator.frozen import frozen
from generator.score.quotient import EXACT, quotient
from generator.score.worth import ZERO

ONE, HUNDRED = Decimal(1), Decimal(100)

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


@frozen
class Row:
    """One cause: ``points`` ÷ ``whole`` in full and the ``amount`` as printed, the ids it is
    about, what it moved (a weight, a raw score, a mark, points), and its parts, rounding
    last."""

    label: Label
    points: Decimal
    whole: Decimal
    amount: Decimal
    ids: tuple[str, ...] = ()
    was: Decimal | None = None
    now: Decimal | None = None
    parts: tuple["Row", ...] = ()

    @property
    def exact(self) -> Fraction:
        """Its points in full."""
        return Fraction(self.points) / Fraction(self.whole)

    @property
    def shown(self) -> tuple["Row", ...]:
        """The parts that are not 0 as printed, and the sum of those folded; they add up as
        all of them do."""
        return tuple([part for part in self.parts if part.amount or part.label == "others"])

    @property
    def adds_up(self) -> bool:
        """Whether the parts make up the whole, in full and as printed, all the way down."""
        if not self.parts:
            return True
        return self.balanced and all(part.adds_up for part in self.parts)

    @property
    def balanced(self) -> bool:
        """Whether its own parts make it up, in full and as printed."""
        if sum([part.amount for part in self.parts], ZERO) != self.amount:
            return False
        points, whole = _summed(self.parts)
        return EXACT.multiply(points, self.whole) == EXACT.multiply(self.points, whole)


def _over_one(rows: Sequence[Row]) -> tuple[list[Decimal], Decimal]:
    """The points of rows over one denominator."""
    wholes = list({row.whole: None for row in rows})
    if len(wholes) == 1:
        return [row.points for row in rows], wholes[0]
    others = {
        whole: reduce(EXACT.multiply, [one for one in wholes if one is not whole], ONE)
        for whole in wholes
    }
    points = [EXACT.multiply(row.points, others[row.whole]) for row in rows]
    return points, reduce(EXACT.multiply, wholes, ONE)


def _summed(rows: Sequence[Row]) -> tuple[Decimal, Decimal]:
    """The points of all rows, and what they have to be divided by."""
    points, whole = _over_one(rows)
    return reduce(EXACT.add, points, ZERO), whole


def by_size(rows: Sequence[Row]) -> list[Row]:
    """Those that moved most first, equals in the order given."""
    sizes, _ = _over_one(rows)
    return [rows[n] for n in sorted(range(len(rows)), key=lambda n: -abs(sizes[n]))]


@frozen
class Ruler:
    """Makes rows of points that are to be divided by ``whole``; their amounts have so many
    decimal places, half up."""

    places: int
    whole: Decimal = ONE

    def row(
        self,
        label: Label,
        points: Decimal,
        ids: tuple[str, ...] = (),
        was: Decimal | None = None,
        now: Decimal | None = None,
    ) -> Row:
        """A row without parts."""
        whole = self.whole
        return Row(label, points, whole, quotient(points, whole, self.places), ids, was, now)

    def sum(self, label: Label, rows: Sequence[Row], ids: tuple[str, ...] = ()) -> Row:
        """A row of what several rows moved, without parts."""
        points, whole = _summed(rows)
        return Row(label, points, whole, quotient(points, whole, self.places), ids)

    def total(self, row: Row, parts: Iterable[Row], rounding: Decimal = ZERO) -> Row:
        """A row with its parts, and with what rounding left of it: ``rounding`` in full, and
        as printed whatever the printed parts lack."""
        parts = tuple(parts)
        lacking = row.amount - sum([part.amount for part in parts], ZERO)
        last = Row("rounding", rounding, self.whole, lacking)
        parts = (*parts, last)
        return Row(row.label, row.points, row.whole, row.amount, row.ids, row.was, row.now, parts)

    def folded(self, row: Row, most: int) -> Row:
        """The row with its first ``most`` parts, and all that follow as one."""
        if len(row.parts) < most + 3:  # two to be folded, and rounding
            return row
        *parts, rounding = row.parts
        rest = [part for part in parts[most:] if part.points]
        if len(rest) < 2:
            return row
        others = self.sum("others", rest, tuple([id for part in rest for id in part.ids]))
        return Ruler(self.places, rounding.whole).total(
            row, (*parts[:most], others), rounding.points
        )
