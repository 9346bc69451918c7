"""The marks of the standards that one method scores."""

from collections.abc import Container, Iterator
from decimal import Decimal

from generator.model.clauses import RubricLevel, Standard
from generator.model.edition import Edition, Level, Method
from generator.model.result import MethodRecord, Occurrence, Organization, Result
from generator.model.rules import Situation
from generator.score.card import Mark, Movement
from generator.score.once import once, once_for_edition
from generator.score.worth import ZERO, capped, grouped, held, rounded, worth


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


def marks(
    edition: Edition, method: Method, organization: Organization, result: Result
) -> tuple[Mark, ...]:
    """One mark for each standard of the method, in the order of the edition. A mark that no
    finding moves is one and the same value for all organizations."""
    record = result.methods[method.id]
    found = grouped(record.findings)
    return tuple(
        _mark(edition, standard, record, found)
        if applies(standard, organization, result)
        else _off(edition, standard, result)
        for standard in standards_of(edition, method)
    )


def _mark(
    edition: Edition,
    standard: Standard,
    record: MethodRecord,
    found: dict[str, tuple[Occurrence, ...]],
) -> Mark:
    if standard.judged:
        return _judged(edition, standard, record.levels[standard.id])
    movements = tuple(_movements(standard, found)) if found else ()
    return _moved(edition, standard, movements) if movements else _untouched(edition, standard)


def _off(edition: Edition, standard: Standard, result: Result) -> Mark:
    if reason := result.not_applicable.get(standard.id, ""):
        return Mark(standard, None, not_applicable=reason)
    return _off_by_kind(edition, standard)


@once
def _off_by_kind(_: Edition, standard: Standard) -> Mark:
    return Mark(standard, None, not_applicable="")


@once
def _judged(edition: Edition, standard: Standard, id: str) -> Mark:
    """The level's share or points."""
    level = chosen_level(edition, standard, id)
    value = rounded(worth_of_level(level, standard), edition.rounding.mark)
    return Mark(standard, value, level=level)


@once
def _untouched(edition: Edition, standard: Standard) -> Mark:
    return _moved(edition, standard, ())


def _moved(edition: Edition, standard: Standard, movements: tuple[Movement, ...]) -> Mark:
    """The points, moved by the situations; the movement is held inside the interval and the
    mark inside 0 … points + upper."""
    moved = sum((movement.points for movement in movements), ZERO)
    bounded = held(moved, standard.lower, standard.upper)
    value = held(standard.points + bounded, ZERO, standard.points + standard.upper)
    return Mark(standard, rounded(value, edition.rounding.mark), movements, moved, bounded)


def chosen_level(edition: Edition, standard: Standard, id: str) -> Level | RubricLevel:
    """The level of that id on the standard's rubric or scale."""
    if standard.rubric:
        return next(level for level in standard.rubric if level.id == id)
    scale = next(scale for scale in edition.scales if scale.id == standard.scale)
    return next(level for level in scale.levels if level.id == id)


def worth_of_level(level: Level | RubricLevel, standard: Standard) -> Decimal:
    """A level of a rubric is worth its points; one of a scale, its share of the standard's."""
    if isinstance(level, RubricLevel):
        return level.points
    return standard.points * level.points / 100


def _movements(standard: Standard, found: dict[str, tuple[Occurrence, ...]]) -> Iterator[Movement]:
    for sign, situations in ((1, standard.bonus), (-1, standard.deductions)):
        for situation in situations:
            if occurrences := found.get(situation.id):
                yield _movement(situation, sign, occurrences, standard.points)


def _movement(
    situation: Situation, sign: int, occurrences: tuple[Occurrence, ...], whole: Decimal
) -> Movement:
    gross = worth(situation, occurrences, whole)
    return Movement(situation, occurrences, sign * gross, sign * capped(gross, situation))
