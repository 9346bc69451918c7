"""The documents of adjustments and negative cases in the JSON of a scorecard."""

from typing import Literal

from typing_extensions import TypedDict

from generator.exports.numbers import Number
from generator.model.result import Occurrence


class LimitEntry(TypedDict):
    """A cap on several entries that took effect: of a group, or of all bonuses or deductions."""

    kind: Literal["group", "bonus", "deduction"]
    group: str | None
    title: str | None
    summed: Number
    points: Number


class AdjustmentEntry(TypedDict):
    """One adjustment, signed."""

    id: str
    title: str
    feeds: str
    occurrences: tuple[Occurrence, ...]
    elsewhere: tuple[Occurrence, ...]
    gross: Number
    points: Number
    unused: Literal["gate", "highest"] | None


class AdjustmentTally(TypedDict):
    """All adjustments, their sum, and what the bounds leave of it."""

    feeds: str
    entries: tuple[AdjustmentEntry, ...]
    limits: tuple[LimitEntry, ...]
    summed: Number
    points: Number


class CaseEntry(TypedDict):
    """One negative case, with the points that it deducts."""

    id: str
    text: str
    feeds: str
    occurrences: tuple[Occurrence, ...]
    elsewhere: tuple[Occurrence, ...]
    gross: Number
    points: Number


class CaseTally(TypedDict):
    """All negative cases, their sum, and what the bound leaves of it."""

    feeds: str
    entries: tuple[CaseEntry, ...]
    limits: tuple[LimitEntry, ...]
    summed: Number
    points: Number
