"""How points are written: the shapes of rule that an edition can use.

Points are always written positive; whether they are gained or lost follows from
where they stand (a bonus, a deduction, a negative case).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    Amount,
    Id,
    KeyPoint,
    Number,
    Places,
    Positive,
    RichText,
    Text,
    Value,
)


def _shape(value: object) -> str:
    if isinstance(value, str):
        return "all"
    if isinstance(value, tuple):
        return "escalating"
    return "table" if isinstance(value, Mapping) else "each"


Points = Annotated[
    Annotated[Positive, Tag("each")]
    | Annotated[Literal["all"], Tag("all")]
    | Annotated[tuple[Positive, ...], Field(min_length=1), Tag("escalating")]
    | Annotated[Mapping[Id, Positive | Mapping[Id, Positive]], Tag("table")],
    Discriminator(_shape),
]
"""One number: so much per unit. ``all``: everything the standard is worth. A list: the
first, second, … time, the last one repeating. A table: by the issuer's tier, or by tier
and kind."""


class Threshold(Value):
    """Points that apply once a measured quantity is below, or at least, a bound."""

    below: Number | None = None
    at_least: Number | None = None
    points: Positive

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.below is None) == (self.at_least is None):
            raise PydanticCustomError("one_of", "", {"fields": "below, at_least"})
        return self


class Rate(Value):
    """So many points for each ``per`` that a measured quantity lies below, or above, a target.

    ``whole`` counts whole units only.
    """

    points: Positive
    per: Amount = Decimal(1)
    below: Number | None = None
    above: Number | None = None
    whole: bool = False

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.below is None) == (self.above is None):
            raise PydanticCustomError("one_of", "", {"fields": "below, above"})
        return self


class Knot(Value):
    """A point of a line, on which points lie in proportion between two knots."""

    at: Number
    points: Positive


SHAPES = ("points", "thresholds", "rate", "line", "range")
"""The fields that say what a rule is worth; a rule has one of them."""


class Rule(Value):
    """A situation and what it is worth.

    It is worth ``points`` per unit; or by a measured quantity, in ``thresholds``, at a ``rate`` or
    along a ``line``; or what the assessors find fit within a ``range``. Points in proportion are
    rounded half up to ``places``, two unless stated. What is ``required`` must be recorded in every
    result.
    """

    id: Id
    text: Text
    points: Points | None = None
    thresholds: Annotated[tuple[Threshold, ...], Field(min_length=1)] | None = None
    rate: Rate | None = None
    line: Annotated[tuple[Knot, ...], Field(min_length=2)] | None = None
    range: Annotated[tuple[Positive, ...], Field(min_length=2, max_length=2)] | None = None
    unit: Text | None = None
    places: Places | None = None
    cap: Positive | None = None
    required: bool = False
    note: RichText | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if sum(getattr(self, shape) is not None for shape in SHAPES) != 1:
            raise PydanticCustomError("one_of", "", {"fields": ", ".join(SHAPES)})
        return self

    @property
    def measured(self) -> bool:
        """Whether a quantity is measured for it, such as a percentage."""
        return self.points is None and self.range is None

    @property
    def in_percent(self) -> bool:
        """Whether it is measured in percent, as it is unless another unit is stated."""
        return self.unit in (None, "%")

    @property
    def may_be_negative(self) -> bool:
        """Whether what is measured may be below 0: percentages, such as a rate of growth, and what
        has a bound there."""
        steps, rate = self.thresholds or (), self.rate
        reached = [knot.at for knot in self.line or ()] + [step.at_least for step in steps]
        missed = [step.below for step in steps]
        if rate:
            reached, missed = [rate.above], [rate.below]
        return (
            self.in_percent
            or any(bound is not None and bound < 0 for bound in reached)
            or any(bound is not None and bound <= 0 for bound in missed)
        )


class Situation(Rule):
    """A bonus or deduction situation of a standard."""


class Adjustment(Rule):
    """A bonus or deduction outside the standards (awards, punishments).

    It ``feeds`` a method or the total: unless stated, what the edition says for all.
    """

    direction: Literal["bonus", "deduction"]
    title: Text
    combine: Literal["sum", "highest"] = "sum"
    gate: Number | None = None
    feeds: Id | None = None


class Effect(Value):
    """What happens to the grade: it is no better than ``at_most``, or a ``veto`` decides it.

    A veto may also let the total be no more than ``total_at_most``, or set it to ``total_set``, or
    leave everything else ``unscored``.
    """

    at_most: Id | None = None
    veto: Id | None = None
    total_at_most: Number | None = None
    total_set: Number | None = None
    unscored: bool = False


class NegativeCase(Rule, Effect):
    """An entry of the negative list; it may also hold the grade down, or decide it.

    It ``feeds`` a method or the total: unless stated, what the edition says for all.
    """

    aspect: Id
    touches: tuple[Id, ...] = ()
    feeds: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _veto_alone(cls, data: object) -> object:
        """A case that only holds the grade need not state points: it deducts none."""
        if not isinstance(data, dict) or data.keys() & set(SHAPES):
            return data
        return {**data, "points": 0} if {"veto", "at_most"} & data.keys() else data


class Group(Value):
    """Adjustments of one direction, or negative cases, that are capped together.

    They are worth ``cap`` at most; with ``highest`` only the one that weighs most counts.
    """

    id: Id
    title: Text
    of: Annotated[tuple[Id, ...], Field(min_length=2)]
    combine: Literal["sum", "highest"] = "sum"
    cap: Positive | None = None


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

    Counted by its situations, from its points or from ``start``; or judged on a ``scale``; or by
    its own ``rubric``; or by a mark that is ``entered``. The interval bounds the movement, as
    lower (0 or less) and upper (0 or more) bound.
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
    start: Positive | None = None
    interval: Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)] | None = None
    bonus: tuple[Situation, ...] = ()
    deductions: tuple[Situation, ...] = ()
    scale: Id | None = None
    rubric: tuple[RubricLevel, ...] = ()
    entered: bool = False
    replaces: tuple[Id, ...] = ()
    note: RichText | None = None

    @property
    def judged(self) -> bool:
        """Whether a level is chosen for it, on a scale or by its rubric."""
        return self.scale is not None or bool(self.rubric)

    @property
    def counted(self) -> bool:
        """Whether situations move its mark, or might: it is neither judged nor entered."""
        return not self.judged and not self.entered

    @property
    def situations(self) -> tuple[Situation, ...]:
        """Its situations in their order, those of a bonus first."""
        return self.bonus + self.deductions

    @property
    def starts_at(self) -> Decimal:
        """The mark where nothing is recorded: its points unless stated."""
        return self.points if self.start is None else self.start

    @property
    def lower(self) -> Decimal:
        """The largest loss, as a number of 0 or less; all that it starts with unless stated."""
        return self.interval[0] if self.interval else -self.starts_at

    @property
    def upper(self) -> Decimal:
        """The largest gain; unless stated, what it lacks to its points at the start."""
        return self.interval[1] if self.interval else self.points - self.starts_at


class Part(Value):
    """The lists of an edition that a file may hold; files of a folder add up."""

    aspects: tuple[Aspect, ...] = ()
    items: tuple[Item, ...] = ()
    standards: tuple[Standard, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    negative_cases: tuple[NegativeCase, ...] = ()
