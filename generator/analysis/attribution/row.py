"""A cause of a change: its points in full and as printed, and the causes that make it up.

Points in full are decimals over a denominator, since to add or compare fractions costs many
times more.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from generator.frozen import frozen
from generator.scoring.points import EXACT, ONE, ZERO, quotient

HUNDRED = Decimal(100)

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
    def told(self) -> str:
        """What a page tells of a standard: its id, its marks and the amount."""
        return f"{self.ids[0]} {self.was} {self.now} {self.amount}"

    @property
    def shown(self) -> tuple["Row", ...]:
        """The parts that are not 0 as printed, and the sum of those folded; they add up as
        all of them do."""
        return tuple([part for part in self.parts if part.amount or part.label == "others"])

    @property
    def adds_up(self) -> bool:
        """Whether the parts make up the whole, in full and as printed, all the way down."""
        with localcontext(EXACT):
            return self._adds_up()

    def _adds_up(self) -> bool:
        return not self.parts or (balanced(self) and all(part._adds_up() for part in self.parts))


def balanced(row: Row) -> bool:
    """Whether its own parts make a row up, in full and as printed. As all that reckons with
    points in full, to be asked where decimals are exact."""
    if sum([part.amount for part in row.parts], ZERO) != row.amount:
        return False
    points, whole = _summed(row.parts)
    return points * row.whole == row.points * whole


def _summed(rows: Iterable[Row]) -> tuple[Decimal, Decimal]:
    """The points of all rows, and what they have to be divided by."""
    by_whole: dict[Decimal, Decimal] = {}
    for row in rows:
        by_whole[row.whole] = by_whole.get(row.whole, ZERO) + row.points
    points, whole = ZERO, ONE
    for one, some in by_whole.items():
        points, whole = points * one + some * whole, whole * one
    return points, whole


def by_size(rows: Sequence[Row]) -> list[Row]:
    """Those that moved most first, equals in the order given."""
    if len({row.whole for row in rows}) > 1:
        return sorted(rows, key=lambda row: -abs(row.exact))
    return sorted(rows, key=lambda row: -abs(row.points))


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
        with localcontext(EXACT):
            others = self.sum("others", rest, tuple([id for part in rest for id in part.ids]))
        return Ruler(self.places, rounding.whole).total(
            row, (*parts[:most], others), rounding.points
        )
