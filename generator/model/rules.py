"""How points are written: the shapes of rule that an edition can use.

Points are always written positive; whether they are gained or lost follows from
where they stand (a bonus, a deduction, a negative case).
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import Id, Number, RichText, Text, Value

Positive = Annotated[Number, Field(ge=0), WithJsonSchema({"type": "number", "minimum": 0})]


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
    """Points that apply once a measured percentage is below, or at least, a bound."""

    below: Number | None = None
    at_least: Number | None = None
    points: Positive

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.below is None) == (self.at_least is None):
            raise PydanticCustomError("one_of", "", {"fields": "below, at_least"})
        return self


class Rule(Value):
    """A situation and what it is worth: by ``points`` per unit, or by ``thresholds``."""

    id: Id
    text: Text
    points: Points | None = None
    thresholds: Annotated[tuple[Threshold, ...], Field(min_length=1)] | None = None
    unit: Text | None = None
    cap: Positive | None = None
    note: RichText | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if (self.points is None) == (self.thresholds is None):
            raise PydanticCustomError("one_of", "", {"fields": "points, thresholds"})
        return self


class Situation(Rule):
    """A bonus or deduction situation of a standard."""


class Adjustment(Rule):
    """A bonus or deduction outside the standards (awards, punishments)."""

    direction: Literal["bonus", "deduction"]
    title: Text
    combine: Literal["sum", "highest"] = "sum"
    gate: Number | None = None


class NegativeCase(Rule):
    """An entry of the negative list; it may also hold the grade down, or decide it."""

    aspect: Id
    touches: tuple[Id, ...] = ()
    at_most: Id | None = None
    veto: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _veto_alone(cls, data: object) -> object:
        """A case that only holds the grade need not state points: it deducts none."""
        if not isinstance(data, dict) or {"points", "thresholds"} & data.keys():
            return data
        return {**data, "points": 0} if {"veto", "at_most"} & data.keys() else data
