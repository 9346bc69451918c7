"""A cause of a change: its points in full and as printed, and the causes that make it up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Literal

from generator.score.worth import ZERO, printed

NOTHING = Fraction(0)

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
    """The sum; most causes moved nothing, and adding nothing costs as much as adding more."""
    return sum(filter(None, points), NOTHING)


@dataclass(frozen=True, slots=True)
class Row:
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
        exact = summed(part.exact for part in self.parts) == self.exact
        printed = sum((part.amount for part in self.parts), ZERO) == self.amount
        return exact and printed and all(part.adds_up for part in self.parts if part.parts)


_Own = tuple[Label, Fraction, Decimal, tuple[str, ...], Decimal | None, Decimal | None]
_OWN: Callable[[Row], _Own] = attrgetter("label", "exact", "amount", "ids", "was", "now")
"""What a row says of itself, without its parts."""


def by_size(rows: Iterable[Row]) -> list[Row]:
    """Those that moved most first, equals by their ids; what moved nothing is not compared."""
    order = sorted(rows, key=attrgetter("ids"))
    moved = sorted((row for row in order if row.exact), key=lambda row: -abs(row.exact))
    return [*moved, *(row for row in order if not row.exact)]


@dataclass(frozen=True, slots=True)
class Ruler:
    """Makes rows whose amounts have so many decimal places, half up."""

    places: int

    def row(
        self,
        label: Label,
        exact: Fraction,
        ids: tuple[str, ...] = (),
        was: Decimal | None = None,
        now: Decimal | None = None,
    ) -> Row:
        """A row without parts."""
        amount = printed(exact, self.places) if exact else ZERO.scaleb(-self.places)
        return Row(label, exact, amount, ids, was, now)

    def whole(self, row: Row, parts: Iterable[Row], rounding: Fraction = NOTHING) -> Row:
        """A row with its parts, and with what rounding left of it: ``rounding`` in full, and
        as printed whatever the printed parts lack."""
        parts = tuple(parts)
        lacking = row.amount - sum((part.amount for part in parts), ZERO)
        return Row(*_OWN(row), (*parts, Row("rounding", rounding, lacking)))

    def ranked(self, row: Row, parts: Iterable[Row], rounding: Fraction = NOTHING) -> Row:
        """The same, the parts that moved most first."""
        return self.whole(row, by_size(parts), rounding)

    def folded(self, row: Row, most: int) -> Row:
        """The row with its first ``most`` parts, and all that follow as one."""
        *parts, rounding = row.parts or (row,)
        rest = [part for part in parts[most:] if part.exact]
        if len(rest) < 2:
            return row
        ids = tuple(id for part in rest for id in part.ids)
        others = self.row("others", summed(part.exact for part in rest), ids)
        return self.whole(row, (*parts[:most], others), rounding.exact)
