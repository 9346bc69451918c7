"""The mark of a standard and what moved it, and the marks of an aspect."""

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from generator.model.clauses import RubricLevel, Situation, Standard
from generator.model.result import Occurrence
from generator.model.scales import Level

Bound = Literal["lower", "upper"]


class Movement(Struct, frozen=True, eq=False):
    """What one situation did to a mark, in signed points: ``gross`` before its cap, ``points``
    after it. ``elsewhere`` are occurrences that do not count, since another of their event does."""

    situation: Situation
    occurrences: tuple[Occurrence, ...]
    gross: Decimal
    points: Decimal
    elsewhere: tuple[Occurrence, ...] = ()

    @property
    def capped(self) -> bool:
        """Whether the cap of the situation took effect."""
        return self.gross != self.points


class Mark(Struct, frozen=True, eq=False):
    """The mark of a standard.

    ``moved`` is the sum of its movements, ``held`` what the interval leaves of that. ``value`` is
    ``None`` where the standard does not apply; ``not_applicable`` then holds the reason that the
    result gives, or an empty text where the kind of organization is the reason. ``best`` is what
    the best level gives to a judged standard, at most its points; ``None`` for all others.
    """

    standard: Standard
    value: Decimal | None
    movements: tuple[Movement, ...] = ()
    moved: Decimal = Decimal(0)
    held: Decimal = Decimal(0)
    level: Level | RubricLevel | None = None
    evidence: str | None = None
    not_applicable: str | None = None
    best: Decimal | None = None

    @property
    def full(self) -> bool:
        """Whether it is just the standard's points."""
        return self.value == self.standard.points

    @property
    def top(self) -> Decimal:
        """The highest mark that the standard allows."""
        return self.standard.starts_at + self.standard.upper

    @property
    def bound(self) -> Bound | None:
        """The bound of the interval that took effect; ``None`` if neither did."""
        if self.held == self.moved:
            return None
        return "lower" if self.moved < self.held else "upper"

    @property
    def difference(self) -> Decimal:
        """Points above (positive) or below the standard's points; 0 if it does not apply."""
        return Decimal(0) if self.value is None else self.value - self.standard.points

    @property
    def change(self) -> Decimal:
        """Points above (positive) or below the start of the standard; 0 if it does not apply."""
        return Decimal(0) if self.value is None else self.value - self.standard.starts_at

    @property
    def lost(self) -> Decimal:
        """The points that are missing to what can be had; 0 if it does not apply.

        A judged standard can have what its best level gives, which may be less than its points;
        all others what they start with. What is earned from a lower start and was not is no loss.
        """
        if self.value is None:
            return Decimal(0)
        return max(self.attainable - self.value, Decimal(0))

    @property
    def attainable(self) -> Decimal:
        """The mark without any loss: below it points were lost, above it some were won."""
        return self.standard.starts_at if self.best is None else self.best


class AspectScore(Struct, frozen=True, eq=False):
    """The marks of one aspect over all methods: earned and possible points."""

    id: str
    earned: Decimal
    possible: Decimal

    @property
    def percent(self) -> Decimal | None:
        """Earned in percent of possible points, to one decimal; ``None`` if none applies."""
        return _percent(self.earned, self.possible) if self.possible else None


@lru_cache(maxsize=20_000)
def _percent(earned: Decimal, possible: Decimal) -> Decimal:
    return (earned * 100 / possible).quantize(Decimal("0.1"), "ROUND_HALF_UP")
