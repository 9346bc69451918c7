"""Scales: levels with fixed points."""

from typing import Annotated

from pydantic import Field

from generator.model.base import Id, Percent, Text, Value


class Level(Value):
    """A level of a scale and its fixed points."""

    id: Id
    title: Text
    points: Percent
    meaning: Text | None = None


class Scale(Value):
    """Levels with fixed points, best first: for self-evaluation, ballots, and standards
    that are judged and not counted (there the points are a percentage)."""

    id: Id
    title: Text
    levels: Annotated[tuple[Level, ...], Field(min_length=2)]
