"""Which standards a method scores, to whom they apply, and the levels they are judged on.

And which negative cases leave everything unscored.
"""

from collections.abc import Container
from functools import lru_cache

from generator.model.clauses import NegativeCase, RubricLevel, Standard
from generator.model.edition import Edition
from generator.model.methods import Method
from generator.model.result import Organization, Result
from generator.model.scales import Level
from generator.scoring.points import group_by_rule, times_happened


@lru_cache(maxsize=256)
def standards_of(edition: Edition, method: Method) -> tuple[Standard, ...]:
    """Return the standards that a method by marks scores: those that name it, or no method.

    They stand in the order of the edition. Other methods score none.
    """
    if method.by != "marks":
        return ()
    return tuple(s for s in edition.standards if not s.methods or method.id in s.methods)


def applies(standard: Standard, organization: Organization, result: Result) -> bool:
    """Tell whether a standard applies, by the kind of organization and by the result."""
    return applies_to_kind(standard, organization.kind_in(result.year), result.not_applicable)


def applies_to_kind(standard: Standard, kind: str, not_applicable: Container[str]) -> bool:
    """Tell whether a standard applies to a kind of organization.

    ``not_applicable`` holds the ids of standards that the result leaves out.
    """
    by_kind = not standard.applies_to or kind in standard.applies_to
    return by_kind and standard.id not in not_applicable


def relevant_kind(edition: Edition, kind: str) -> str:
    """Return the kind if a standard names it, else an empty text.

    An edition treats all kinds that no standard names alike, so they share their caches.
    """
    return kind if kind in _named_kinds(edition) else ""


@lru_cache(maxsize=64)
def _named_kinds(edition: Edition) -> frozenset[str]:
    return frozenset(kind for standard in edition.standards for kind in standard.applies_to)


@lru_cache(maxsize=4096)
def level_ids(edition: Edition, standard: Standard) -> frozenset[str]:
    """Return the ids of the levels of a judged standard; none if its scale does not exist."""
    return frozenset(level.id for level in levels(edition, standard))


def levels(edition: Edition, standard: Standard) -> tuple[Level, ...] | tuple[RubricLevel, ...]:
    """Return the levels of a standard's rubric or scale, best first."""
    if standard.rubric:
        return standard.rubric
    return next((scale.levels for scale in edition.scales if scale.id == standard.scale), ())


def is_unscored(edition: Edition, result: Result) -> bool:
    """Tell whether a negative case happened after which nothing else is scored."""
    return bool(result.negative_cases) and any(c.unscored for c in vetoes(edition, result))


def vetoes(edition: Edition, result: Result) -> list[NegativeCase]:
    """Return the negative cases with a veto that happened."""
    recorded = group_by_rule(result.negative_cases)
    return [
        case
        for case in edition.negative_cases
        if case.veto is not None and times_happened(case, recorded.get(case.id, ()))
    ]
