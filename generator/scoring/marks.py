"""The standards that a method scores, and their marks where no situation moves them."""

from collections.abc import Container, Mapping
from decimal import Decimal

from generator.model.clauses import RubricLevel, Standard
from generator.model.edition import Edition, Level, Method
from generator.model.result import Organization, Result
from generator.scoring.card import Mark
from generator.scoring.once import once, once_for_edition
from generator.scoring.worth import rounded


@once
def standards_of(edition: Edition, method: Method) -> tuple[Standard, ...]:
    """The standards that a method of marks scores: those that name it, or name none."""
    found = (one for one in edition.standards if not one.methods or method.id in one.methods)
    return tuple(found) if method.by == "marks" else ()


def applies(standard: Standard, organization: Organization, result: Result) -> bool:
    """Whether a standard applies: by the kind of organization and by the result itself."""
    return fits(standard, organization.kind, result.not_applicable)


def fits(standard: Standard, kind: str, off: Container[str]) -> bool:
    """Whether a standard applies to a kind of organization, and is none of those that are off."""
    return (not standard.applies_to or kind in standard.applies_to) and standard.id not in off


def kind_in(edition: Edition, kind: str) -> str:
    """The kind, or an empty text for any of those that no standard names: to an edition they
    are one kind."""
    return kind if kind in _kinds_named(edition) else ""


@once_for_edition
def _kinds_named(edition: Edition) -> frozenset[str]:
    return frozenset(kind for standard in edition.standards for kind in standard.applies_to)


@once
def off_by_kind(_: Edition, standard: Standard) -> Mark:
    """The mark of a standard that does not apply to a kind of organization."""
    return Mark(standard, None, not_applicable="")


@once
def judged(edition: Edition, standard: Standard) -> Mapping[str, Mark]:
    """The marks of a judged standard, by the level that gives each."""
    return {level.id: _judged(edition, standard, level) for level in _levels(edition, standard)}


def _judged(edition: Edition, standard: Standard, level: Level | RubricLevel) -> Mark:
    """The level's share or points."""
    value = rounded(worth_of_level(level, standard), edition.rounding.mark)
    return Mark(standard, value, level=level)


def _levels(edition: Edition, standard: Standard) -> tuple[Level, ...] | tuple[RubricLevel, ...]:
    """The levels of the standard's rubric or scale."""
    if standard.rubric:
        return standard.rubric
    return next(scale.levels for scale in edition.scales if scale.id == standard.scale)


def worth_of_level(level: Level | RubricLevel, standard: Standard) -> Decimal:
    """A level of a rubric is worth its points; one of a scale, its share of the standard's."""
    if isinstance(level, RubricLevel):
        return level.points
    return standard.points * level.points / 100
