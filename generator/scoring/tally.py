"""The scores of adjustments and negative cases, and what bounds leave of their sum."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Generic, Literal, Never, TypeVar

from msgspec import Struct, field

from generator.model.clauses import Adjustment, Group, NegativeCase
from generator.model.result import Occurrence

S_co = TypeVar("S_co", covariant=True)


class AdjustmentScore(Struct, frozen=True, eq=False):
    """One adjustment, in signed points; ``unused`` says why it counts for nothing, if it does.

    ``elsewhere`` are occurrences that do not count, since another of their event does.
    """

    adjustment: Adjustment
    occurrences: tuple[Occurrence, ...]
    gross: Decimal
    points: Decimal
    unused: Literal["gate", "highest"] | None = None
    elsewhere: tuple[Occurrence, ...] = ()

    @property
    def rule(self) -> Adjustment:
        """The adjustment."""
        return self.adjustment


class CaseScore(Struct, frozen=True, eq=False):
    """One negative case, and the points that it deducts (0 or more).

    ``elsewhere`` are occurrences that do not count, since another case of their event does.
    ``happened`` is how often it happened in both.
    """

    case: NegativeCase
    occurrences: tuple[Occurrence, ...]
    elsewhere: tuple[Occurrence, ...]
    gross: Decimal
    points: Decimal
    happened: int

    @property
    def rule(self) -> NegativeCase:
        """The negative case."""
        return self.case


class Limited(Struct, frozen=True, eq=False):
    """A cap on several scores that takes effect: of a group, of all bonuses or all deductions.

    It makes ``points`` of what they are worth, ``summed``; both have the sign of the scores.
    """

    kind: Literal["group", "bonus", "deduction"]
    summed: Decimal
    points: Decimal
    group: Group | None = None

    @property
    def added(self) -> Decimal:
        """What it adds to the sum: it is less than 0 where it takes from bonuses."""
        return self.points - self.summed


class Tally(Struct, Generic[S_co], frozen=True, eq=False):
    """Several scores, their sum, what the bounds leave of it, and caps on several of them.

    ``fed`` parts the points by what they are fed into: the id of a method, or ``total``.
    """

    scores: tuple[S_co, ...]
    summed: Decimal
    points: Decimal
    limits: tuple[Limited, ...] = ()
    fed: Mapping[str, Decimal] = field(default_factory=dict)

    def into(self, target: str) -> Decimal:
        """Return the points that are fed into a method, or into the total."""
        return self.fed.get(target, Decimal(0))

    @property
    def bounded(self) -> bool:
        """Whether a bound on the sum took effect."""
        return self.summed != self.points


NOTHING: Tally[Never] = Tally((), Decimal(0), Decimal(0))
"""The tally of no scores."""
