"""Marks: which standards a method scores, and the mark that a record gives to each."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.model.clauses import RubricLevel, Situation, Standard
from generator.model.edition import Edition, Level, Method
from generator.model.result import MethodRecord, Occurrence, Organization, Result
from generator.scoring.card import Mark, Movement
from generator.scoring.points import (
    ZERO,
    capped,
    clamp,
    group_by_rule,
    rounded,
    worth,
    worth_of_level,
)


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
    return applies_to_kind(standard, organization.kind, result.not_applicable)


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


@lru_cache(maxsize=4096)
def level_marks(edition: Edition, standard: Standard) -> Mapping[str, Mark]:
    """Return the mark that each level gives to a judged standard, by the level's id."""
    places = edition.rounding.mark
    return {
        level.id: Mark(standard, rounded(worth_of_level(level, standard), places), level=level)
        for level in levels(edition, standard)
    }


def moved_mark(edition: Edition, standard: Standard, occurrences: Iterable[Occurrence]) -> Mark:
    """Return the mark of a counted standard: its points, moved by what happened.

    The sum of the movements is held inside the standard's interval, the mark inside
    0 … points + upper bound. Occurrences of other standards are ignored.
    """
    groups = group_by_rule(occurrences)
    movements = [
        _movement(standard, situation, groups[situation.id])
        for situation in standard.situations
        if situation.id in groups
    ]
    points = sum([movement.points for movement in movements], ZERO)
    lower, upper = standard.lower, standard.upper
    bounded = clamp(points, lower, upper)
    value = clamp(standard.points + bounded, ZERO, standard.points + upper)
    value = rounded(value, edition.rounding.mark)
    return Mark(standard, value, tuple(movements), points, bounded)


def _movement(
    standard: Standard, situation: Situation, occurrences: tuple[Occurrence, ...]
) -> Movement:
    sign = 1 if situation in standard.bonus else -1
    gross = worth(situation, occurrences, standard.points)
    return Movement(situation, occurrences, sign * gross, sign * capped(gross, situation))


@dataclass(frozen=True, slots=True, eq=False)
class _Slot:
    """A standard at its index among those of a method, and its marks by level if it is judged."""

    index: int
    standard: Standard
    by_level: Mapping[str, Mark]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The marks of a method for one kind of organization, where nothing is recorded.

    A record changes few of them: ``judged`` are the slots that need a level, ``by_situation``
    those that a situation moves, by its id, and ``by_standard`` all slots, by the standard's id.
    """

    marks: tuple[Mark, ...]
    judged: tuple[_Slot, ...]
    by_situation: Mapping[str, tuple[_Slot, ...]]
    by_standard: Mapping[str, _Slot]


@lru_cache(maxsize=256)
def _sheet(edition: Edition, method: Method, kind: str) -> _Sheet:
    standards = standards_of(edition, method)
    slots = [_Slot(n, s, level_marks(edition, s)) for n, s in enumerate(standards)]
    applying = [slot for slot in slots if applies_to_kind(slot.standard, kind, ())]
    by_situation: dict[str, tuple[_Slot, ...]] = {}
    for slot in applying:
        for situation in () if slot.standard.judged else slot.standard.situations:
            by_situation[situation.id] = (*by_situation.get(situation.id, ()), slot)
    return _Sheet(
        marks=tuple(_unrecorded_mark(edition, s, applies_to_kind(s, kind, ())) for s in standards),
        judged=tuple(slot for slot in applying if slot.standard.judged),
        by_situation=by_situation,
        by_standard={slot.standard.id: slot for slot in slots},
    )


@lru_cache(maxsize=4096)
def _unrecorded_mark(edition: Edition, standard: Standard, applicable: bool) -> Mark:
    """Return the mark of a standard where nothing happened, or where it does not apply."""
    if applicable:
        return moved_mark(edition, standard, ())
    return Mark(standard, None, not_applicable="")


def marks(
    edition: Edition,
    method: Method,
    kind: str,
    record: MethodRecord,
    not_applicable: Mapping[str, str],
) -> tuple[Mark, ...]:
    """Return one mark for each standard of a method, in the order of the edition.

    ``not_applicable`` holds the reasons why standards do not apply, by their ids; such a mark
    has no value. A mark that depends on nothing but the edition and a level is the same object
    on all cards.
    """
    sheet = _sheet(edition, method, relevant_kind(edition, kind))
    found = list(sheet.marks)
    for slot in sheet.judged:
        if slot.standard.id not in not_applicable:
            found[slot.index] = slot.by_level[record.levels[slot.standard.id]]
    for slot, occurrences in _findings_by_slot(sheet, record.findings).items():
        found[slot.index] = moved_mark(edition, slot.standard, occurrences)
    for id, reason in not_applicable.items():
        if id in sheet.by_standard:
            slot = sheet.by_standard[id]
            found[slot.index] = Mark(slot.standard, None, not_applicable=reason)
    return tuple(found)


def _findings_by_slot(
    sheet: _Sheet, findings: Iterable[Occurrence]
) -> Mapping[_Slot, list[Occurrence]]:
    by_slot: dict[_Slot, list[Occurrence]] = {}
    for finding in findings:
        for slot in sheet.by_situation.get(finding.of, ()):
            by_slot.setdefault(slot, []).append(finding)
    return by_slot
