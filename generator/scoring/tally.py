"""The scores of adjustments and negative cases, and what bounds leave of their sum."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, Never, TypeVar

from generator.model.clauses import Adjustment, NegativeCase
from generator.model.result import Occurrence

S_co = TypeVar("S_co", covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class AdjustmentScore:
    """One adjustment, in signed points; ``unused`` says why it counts for nothing, if it does."""

    adjustment: Adjustment
    occurrences: tuple[Occurrence, ...]
    gross: Decimal
    points: Decimal
    unused: Literal["gate", "highest"] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CaseScore:
    """One negative case, and the points that it deducts (0 or more).

    ``elsewhere`` are occurrences that do not count, since another case of their event does.
    """

    case: NegativeCase
    occurrences: tuple[Occurrence, ...]
    elsewhere: tuple[Occurrence, ...]
    gross: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Tally(Generic[S_co]):
    """Several scores, their sum, and what the bounds leave of it."""

    scores: tuple[S_co, ...]
    summed: Decimal
    points: Decimal

    @property
    def bounded(self) -> bool:
        """Whether a bound on the sum took effect."""
        return self.summed != self.points


NOTHING: Tally[Never] = Tally((), Decimal(0), Decimal(0))
"""The tally of no scores."""
