"""What an edition says about itself: what it rests on, how it was revised, what it follows."""

import datetime as dt

from generator.model.base import Id, Number, RichText, Text, Value


class Basis(Value):
    """A document that the edition rests on."""

    title: Text
    issuer: Text | None = None
    note: RichText | None = None


class Consultation(Value):
    """One step of the revision record: how opinions were gathered, and what came of it."""

    date: dt.date
    way: Text
    outcome: RichText


class Follows(Value):
    """The edition before this one, and whether scores of the two may be compared."""

    edition: Id
    comparable: bool
    reason: Text


class Counts(Value):
    """How many entries of each list the edition says it has; verified, never derived."""

    aspects: int | None = None
    items: int | None = None
    standards: int | None = None
    adjustments: int | None = None
    negative_cases: int | None = None
    points: Number | None = None


class Retired(Value):
    """An id of the edition before that this one no longer has, and why."""

    id: Id
    reason: Text


class Changed(Value):
    """What this edition added or says otherwise, and why.

    The id is that of an entry of a list in ``COMPARED_LISTS``, or the name of a setting in
    ``COMPARED_SETTINGS`` with hyphens.
    """

    id: Id
    reason: Text


COMPARED_LISTS = (
    "methods",
    "scales",
    "grades",
    "limits",
    "aspects",
    "items",
    "standards",
    "adjustments",
    "negative_cases",
    "groups",
    "use_of_results",
)
COMPARED_SETTINGS = (
    "rounding",
    "total",
    "adjusting",
    "negative_list",
    "by_kind",
    "basis",
    "objections",
)
"""What an edition says once. Lists and settings are compared with those of the edition before."""
