"""An edition: one revision of the assessment standards, in force for some years."""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    NOTHING,
    Approval,
    Id,
    Ids,
    Named,
    Number,
    Percent,
    Positive,
    RichText,
    Text,
    Value,
)
from generator.model.clauses import Adjustment, Effect, Group, NegativeCase, Part
from generator.model.methods import Adjusting, Bounds, Method, NegativeList, Rounding
from generator.model.revision import Basis, Changed, Consultation, Counts, Follows, Retired
from generator.model.scales import Scale

SECTIONS = tuple(Part.model_fields)
"""The names of the lists that the files of an edition add up to."""


class Quota(Value):
    """At most so many percent of the graded organizations, or so many of them, may have a grade.

    Places of a percentage are ``rounded`` half up, or up, to whole organizations, else down. A
    quota ``with_better`` counts those with a better grade too.
    """

    percent: Percent | None = None
    number: Annotated[int, Field(ge=0)] | None = None
    rounded: Literal["down", "half", "up"] | None = None
    with_better: bool = False
    among: Literal["all", "kind"] = "all"

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.percent is None) == (self.number is None):
            raise PydanticCustomError("one_of", "", {"fields": "percent, number"})
        return self


class Grade(Value):
    """A grade of the final result, with its inclusive lower cut-off."""

    id: Id
    title: Text
    cutoff: Number = Field(alias="from")
    quota: Quota | None = None
    note: RichText | None = None


class Condition(Value):
    """What a limit waits for: a measured quantity and one bound.

    ``aspect`` and ``standard`` are measured in percent of their points, ``method`` by its
    raw score, ``base`` and ``total`` in points, ``case``, ``adjustment`` and ``situation`` in
    occurrences, ``negative_points`` in points deducted, and ``level`` in percent of the judged
    standards that may have the level, by those that have it or a better one. ``of`` names one of
    them, or several or ``any``, of which at least one is to meet the bound. Standards, levels,
    situations and cases may be looked for ``within`` one aspect.
    """

    measure: Literal[
        "aspect",
        "standard",
        "method",
        "base",
        "total",
        "case",
        "adjustment",
        "situation",
        "level",
        "negative_points",
    ]
    of: Ids | None = None
    within: Id | None = None
    at_most: Number | None = None
    below: Number | None = None
    at_least: Number | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if sum(bound is not None for bound in (self.at_most, self.below, self.at_least)) != 1:
            raise PydanticCustomError("one_of", "", {"fields": "at_most, below, at_least"})
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """The ids that ``of`` names; none where it means any."""
        if self.of is None or self.of == "any":
            return ()
        return (self.of,) if isinstance(self.of, str) else self.of

    def looks_at(self, id: str, aspect: str = "") -> bool:
        """Tell whether what has an id, and belongs to an aspect, is measured."""
        return (not self.named or id in self.named) and self.within in (None, aspect)


class Limit(Effect):
    """A rule that holds the grade down (``at_most``), decides it alone (``veto``), or lifts it
    to a grade where it would be worse (``lifts_to``). It applies to all kinds of organization, or
    to some."""

    id: Id
    title: Text
    when: Condition
    lifts_to: Id | None = None
    applies_to: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _one_effect(self) -> Self:
        stated = [effect for effect in (self.at_most, self.veto, self.lifts_to) if effect]
        if len(stated) != 1:
            raise PydanticCustomError("one_of", "", {"fields": "at_most, veto, lifts_to"})
        return self


class Consequence(Value):
    """A use of results: what follows for the organizations with certain grades."""

    id: Id
    title: Text
    text: RichText
    grades: tuple[Id, ...] = ()


class Variation(Value):
    """What differs for a kind of organization.

    ``weights`` are those of its methods: a method that it does not name is not used. ``points`` are
    those of standards, ``cutoffs`` and ``quotas`` those of grades, all by id.
    """

    weights: Mapping[Id, Percent] = NOTHING
    points: Mapping[Id, Positive] = NOTHING
    cutoffs: Mapping[Id, Number] = NOTHING
    quotas: Mapping[Id, Quota] = NOTHING


class Header(Value):
    """What ``edition.yml`` says of the edition as a whole. ``language`` is the tag (BCP 47, in
    lower case) of the language of its texts and results. A ``draft`` is in force in no year.
    Results are ranked among all, or each kind of organization for itself (``ranking``)."""

    title: Text
    draft: bool = False
    years: Annotated[tuple[int, ...], Field(min_length=1)]
    language: Id | None = None
    illustrative: bool = False
    published: dt.date | None = None
    approved: Approval | None = None
    summary: RichText | None = None
    basis: tuple[Basis, ...] = ()
    revision: tuple[Consultation, ...] = ()
    follows: Follows | None = None
    declares: Counts = Counts()
    rounding: Rounding
    total: Bounds
    scales: tuple[Scale, ...] = ()
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    methods: Annotated[tuple[Method, ...], Field(min_length=1)]
    tiers: tuple[Named, ...] = ()
    kinds: tuple[Named, ...] = ()
    adjusting: Adjusting = Adjusting()
    negative_list: NegativeList = NegativeList()
    groups: tuple[Group, ...] = ()
    limits: tuple[Limit, ...] = ()
    ranking: Literal["all", "kind"] = "all"
    by_kind: Mapping[Id, Variation] = NOTHING
    use_of_results: tuple[Consequence, ...] = ()
    retired: tuple[Retired, ...] = ()
    changed: tuple[Changed, ...] = ()
    objections: tuple[RichText, ...] = ()


class EditionFile(Header, Part):
    """``edition.yml``: the header, and any of the lists that need no file of their own."""


class Edition(EditionFile):
    """A whole edition: the header and the lists of all its files, joined."""

    id: Id

    @property
    def whole(self) -> "Edition":
        """The edition for all kinds of organization, of which this may be what one kind has."""
        whole: Edition = vars(self).get("_whole", self)
        return whole

    @property
    def compares(self) -> bool:
        """Whether any of its methods depends on the scores of others."""
        return any(method.relative for method in self.methods)

    @property
    def reasons(self) -> Mapping[str, str]:
        """Why entries were retired, added or changed, by their ids or by the names of settings."""
        retired = {entry.id: entry.reason for entry in self.retired}
        return {**retired, **{entry.id: entry.reason for entry in self.changed}}

    def fed_by(self, rule: Adjustment | NegativeCase) -> str:
        """Return what a rule feeds: the id of a method, or ``total``."""
        if rule.feeds is not None:
            return rule.feeds
        return (self.adjusting if isinstance(rule, Adjustment) else self.negative_list).feeds


@lru_cache(maxsize=256)
def edition_for(edition: Edition, kind: str) -> Edition:
    """Return an edition as it is for a kind of organization: the same one if nothing differs.

    What feeds a method that the kind does not have is left out with it, and so are the limits of
    other kinds.
    """
    limits = tuple(x for x in edition.limits if not x.applies_to or kind in x.applies_to)
    if kind not in edition.by_kind and len(limits) == len(edition.limits):
        return edition
    variation = edition.by_kind.get(kind, Variation())
    points, methods = variation.points, _varied_methods(edition, variation)
    used = {"total", *(method.id for method in methods)}
    varied = edition.model_copy(
        update={
            "methods": methods,
            "adjustments": tuple(a for a in edition.adjustments if edition.fed_by(a) in used),
            "negative_cases": tuple(c for c in edition.negative_cases if edition.fed_by(c) in used),
            "standards": tuple(
                standard.model_copy(update={"points": points[standard.id]})
                if standard.id in points
                else standard
                for standard in edition.standards
            ),
            "grades": tuple(_varied_grade(grade, variation) for grade in edition.grades),
            "limits": limits,
        }
    )
    vars(varied)["_whole"] = edition  # no field: nobody writes it
    return varied


def _varied_methods(edition: Edition, variation: Variation) -> tuple[Method, ...]:
    weights = variation.weights
    return tuple(
        method.model_copy(update={"weight": weights.get(method.id, method.weight)})
        for method in edition.methods
        if not weights or method.id in weights
    )


def _varied_grade(grade: Grade, variation: Variation) -> Grade:
    if grade.id not in variation.cutoffs and grade.id not in variation.quotas:
        return grade
    cutoff = variation.cutoffs.get(grade.id, grade.cutoff)
    quota = variation.quotas.get(grade.id, grade.quota)
    return grade.model_copy(update={"cutoff": cutoff, "quota": quota})
