"""The clauses of an edition: aspects, items, standards; and the lists that files hold."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from generator.model.base import Id, KeyPoint, Number, RichText, Text, Value
from generator.model.rules import Adjustment, NegativeCase, Positive, Situation


class Aspect(Value):
    """One of the aspects of content."""

    id: Id
    title: Text
    summary: RichText | None = None


class Item(Value):
    """A content item of an aspect; an adjustment may be one of the items."""

    id: Id
    aspect: Id
    text: Text
    key: KeyPoint | None = None
    adjustment: Id | None = None


class RubricLevel(Value):
    """One step of a rubric: its points and when it is given."""

    id: Id
    points: Positive
    text: Text


class Standard(Value):
    """A standard: what is expected, how it is measured, and what moves its mark.

    Counted by its situations; or judged on a ``scale``; or by its own ``rubric``. The
    interval bounds the movement, as lower (0 or less) and upper (0 or more) bound.
    """

    id: Id
    aspect: Id
    title: Text
    points: Positive
    covers: tuple[Id, ...] = ()
    key: KeyPoint | None = None
    tasks: tuple[Text, ...] = ()
    indicators: tuple[Text, ...] = ()
    methods: tuple[Id, ...] = ()
    applies_to: tuple[Id, ...] = ()
    interval: Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)] | None = None
    bonus: tuple[Situation, ...] = ()
    deductions: tuple[Situation, ...] = ()
    scale: Id | None = None
    rubric: tuple[RubricLevel, ...] = ()
    replaces: tuple[Id, ...] = ()
    note: RichText | None = None

    @property
    def judged(self) -> bool:
        """Whether a level is chosen for it, on a scale or by its rubric."""
        return self.scale is not None or bool(self.rubric)

    @property
    def lower(self) -> Decimal:
        """The largest loss, as a number of 0 or less; all its points unless stated."""
        return self.interval[0] if self.interval else -self.points

    @property
    def upper(self) -> Decimal:
        """The largest gain; none unless stated."""
        return self.interval[1] if self.interval else Decimal(0)


class Part(Value):
    """The lists of an edition that a file may hold; files of a folder add up."""

    aspects: tuple[Aspect, ...] = ()
    items: tuple[Item, ...] = ()
    standards: tuple[Standard, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    negative_cases: tuple[NegativeCase, ...] = ()
