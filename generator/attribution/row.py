"""A cause of a change: its points in full and as printed, and the causes that make it up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple

from generator.score.quotient import measured
from generator.score.worth import ZERO, printed

NOTHING = Fraction(0)
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


def summed(points: Iterable[Fraction]) -> Fraction:
    """The sum, by way of whole numbers: to add fractions one by one costs many times more."""
    numerators, whole = _over_one(points)
    return Fraction(sum(numerators), whole)


def _over_one(points: Iterable[Fraction]) -> tuple[list[int], int]:
    """Fractions as numerators over one denominator."""
    ratios = [one.as_integer_ratio() for one in points]
    whole = lcm(*(denominator for _, denominator in ratios))
    return [numerator * (whole // denominator) for numerator, denominator in ratios], whole


class Row(NamedTuple):
    """One cause: ``exact`` points and the ``amount`` as printed, the ids it is about, what it
    moved (a weight, a raw score, a mark, points), and its parts, rounding last."""

    label: Label
    exact: Fraction
    amount: Decimal
    ids: tuple[str, ...] = ()
    was: Decimal | None = None
    now: Decimal | None = None
    parts: tuple["Row", ...] = ()

    @property
    def shown(self) -> tuple["Row", ...]:
        """The parts that are not 0 as printed, and the sum of those folded; they add up as
        all of them do."""
        return tuple(part for part in self.parts if part.amount or part.label == "others")

    @property
    def adds_up(self) -> bool:
        """Whether the parts make up the whole, in full and as printed, all the way down."""
        if not self.parts:
            return True
        return self.balanced and all(part.adds_up for part in self.parts)

    @property
    def balanced(self) -> bool:
        """Whether its own parts make it up, in full and as printed."""
        numerators, whole = _over_one(part.exact for part in self.parts)
        numerator, denominator = self.exact.as_integer_ratio()
        exact = sum(numerators) * denominator == numerator * whole
        return exact and sum([part.amount for part in self.parts], ZERO) == self.amount


def by_size(rows: Iterable[Row]) -> list[Row]:
    """Those that moved most first, equals in the order given."""
    rows = list(rows)
    sizes, _ = _over_one(row.exact for row in rows)
    return [rows[n] for n in sorted(range(len(rows)), key=lambda n: -abs(sizes[n]))]


@dataclass(frozen=True, slots=True)
class Ruler:
    """Makes rows of points that are to be divided by ``whole``; their amounts have so many
    decimal places, half up."""

    places: int
    whole: Decimal = ONE

    def exact(self, points: Decimal) -> Fraction:
        """What points are in full."""
        return measured(points, self.whole, self.places)[0]

    def row(
        self,
        label: Label,
        points: Decimal,
        ids: tuple[str, ...] = (),
        was: Decimal | None = None,
        now: Decimal | None = None,
    ) -> Row:
        """A row without parts."""
        exact, amount = measured(points, self.whole, self.places)
        return Row(label, exact, amount, ids, was, now)

    def sum(self, label: Label, exact: Iterable[Fraction], ids: tuple[str, ...] = ()) -> Row:
        """A row of several amounts in full, without parts."""
        points = summed(exact)
        return Row(label, points, printed(points, self.places), ids)

    def total(self, row: Row, parts: Iterable[Row], rounding: Fraction = NOTHING) -> Row:
        """A row with its parts, and with what rounding left of it: ``rounding`` in full, and
        as printed whatever the printed parts lack."""
        parts = tuple(parts)
        lacking = row.amount - sum([part.amount for part in parts], ZERO)
        return Row(*row[:-1], (*parts, Row("rounding", rounding, lacking)))

    def folded(self, row: Row, most: int) -> Row:
        """The row with its first ``most`` parts, and all that follow as one."""
        *parts, rounding = row.parts or (row,)
        rest = [part for part in parts[most:] if part.exact]
        if len(rest) < 2:
            return row
        ids = tuple(id for part in rest for id in part.ids)
        others = self.sum("others", (part.exact for part in rest), ids)
        return self.total(row, (*parts[:most], others), rounding.exact)
