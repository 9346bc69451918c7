"""The mark that a record gives to each standard of a method."""

from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.model.clauses import Situation, Standard
from generator.model.edition import Edition
from generator.model.methods import Method
from generator.model.result import Occurrence, PeriodRecord
from generator.scoring.events import Groups, choices, has_events
from generator.scoring.mark import Mark, Movement
from generator.scoring.points import (
    ZERO,
    capped,
    clamp,
    group_by_rule,
    rounded,
    worth,
    worth_of_level,
)
from generator.scoring.standards import applies_to_kind, levels, relevant_kind, standards_of


@lru_cache(maxsize=4096)
def level_marks(edition: Edition, standard: Standard) -> Mapping[str, Mark]:
    """Return the mark that each level gives to a judged standard, by the level's id."""
    places = edition.rounding.mark
    given = [
        (level, rounded(worth_of_level(level, standard), places))
        for level in levels(edition, standard)
    ]
    best = max([value for _, value in given], default=ZERO)
    best = min(best, standard.starts_at)
    return {level.id: Mark(standard, value, level=level, best=best) for level, value in given}


_MEASURES = ("of", "count", "tier", "kind", "value", "part", "whole", "points")
"""The fields of an occurrence that its points depend on."""
_measures = attrgetter(*_MEASURES)


def moved_mark(
    edition: Edition,
    standard: Standard,
    occurrences: Sequence[Occurrence],
    elsewhere: Container[Occurrence] = (),
) -> Mark:
    """Return the mark of a counted standard: where it starts, moved by what happened.

    The sum of the movements is held inside the standard's interval, the mark inside
    0 … start + upper bound. Occurrences of other standards are ignored. Those that count
    ``elsewhere`` are named and move nothing.
    """
    if elsewhere:
        counted = [occurrence for occurrence in occurrences if occurrence not in elsewhere]
        mark = moved_mark(edition, standard, counted)
        rest = group_by_rule(each for each in occurrences if each in elsewhere)
        return replace(mark, movements=_with_elsewhere(standard, mark.movements, rest))
    mark = _mark_by_measures(edition, standard, tuple(map(_measures, occurrences)))
    groups = group_by_rule(occurrences)
    movements = [
        Movement(movement.situation, groups[movement.situation.id], movement.gross, movement.points)
        for movement in mark.movements
    ]
    return Mark(standard, mark.value, tuple(movements), mark.moved, mark.held)


def _with_elsewhere(
    standard: Standard,
    movements: Iterable[Movement],
    elsewhere: Mapping[str, tuple[Occurrence, ...]],
) -> tuple[Movement, ...]:
    """Name under each situation the occurrences that do not count, since their event does."""
    moved = {movement.situation.id: movement for movement in movements}
    return tuple(
        replace(
            moved.get(situation.id) or Movement(situation, (), ZERO, ZERO),
            elsewhere=elsewhere.get(situation.id, ()),
        )
        for situation in standard.situations
        if situation.id in moved or situation.id in elsewhere
    )


@lru_cache(maxsize=8192)
def _mark_by_measures(
    edition: Edition, standard: Standard, measures: tuple[tuple[Any, ...], ...]
) -> Mark:
    """Return the mark that occurrences give, each known by its ``_MEASURES`` alone.

    Few of them differ, so that most marks are only worked out once.
    """
    fields = (dict(zip(_MEASURES, values, strict=True)) for values in measures)
    groups = group_by_rule(Occurrence.model_construct(None, **known) for known in fields)
    movements = [
        _movement(standard, situation, groups[situation.id])
        for situation in standard.situations
        if situation.id in groups
    ]
    points = sum([movement.points for movement in movements], ZERO)
    lower, upper = standard.lower, standard.upper
    bounded = clamp(points, lower, upper)
    start = standard.starts_at
    value = clamp(start + bounded, ZERO, start + upper)
    value = rounded(value, edition.rounding.mark)
    return Mark(standard, value, tuple(movements), points, bounded)


def _movement(
    standard: Standard, situation: Situation, occurrences: tuple[Occurrence, ...]
) -> Movement:
    sign = 1 if situation in standard.bonus else -1
    gross = worth(situation, occurrences, standard.starts_at)
    return Movement(situation, occurrences, sign * gross, sign * capped(gross, situation))


class _Slot(Struct, frozen=True, eq=False):
    """A standard at its index among those of a method, and its marks by level if it is judged."""

    index: int
    standard: Standard
    by_level: Mapping[str, Mark]


class _Sheet(Struct, frozen=True):
    """The marks of a method for one kind of organization, where nothing is recorded.

    A record changes few of them: ``judged`` are the slots that need a level, ``entered`` those that
    need a mark, ``by_situation`` those that a situation moves, by its id, and ``by_standard`` all
    slots, by the standard's id.
    """

    marks: tuple[Mark, ...]
    judged: tuple[_Slot, ...]
    entered: tuple[_Slot, ...]
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
        entered=tuple(slot for slot in applying if slot.standard.entered),
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
    record: PeriodRecord,
    not_applicable: Mapping[str, str],
) -> tuple[Mark, ...]:
    """Return one mark for each standard of a method, in the order of the edition.

    ``not_applicable`` holds the reasons why standards do not apply, by their ids; such a mark
    has no value. A mark that depends on nothing but the edition and a level is the same object
    on all cards.
    """
    sheet = _sheet(edition, method, relevant_kind(edition, kind))
    result = list(sheet.marks)
    for slot in sheet.judged:
        if slot.standard.id not in not_applicable:
            result[slot.index] = slot.by_level[record.levels[slot.standard.id]]
    for slot in sheet.entered:
        id = slot.standard.id
        if id in record.entered and id not in not_applicable:
            value = rounded(record.entered[id], edition.rounding.mark)
            result[slot.index] = Mark(slot.standard, value, evidence=record.evidence.get(id))
    by_slot = _findings_by_slot(sheet, record.findings)
    elsewhere = _elsewhere(edition, by_slot) if has_events(record.findings) else ()
    for slot, occurrences in by_slot.items():
        result[slot.index] = moved_mark(edition, slot.standard, occurrences, elsewhere)
    for id, reason in not_applicable.items():
        if id in sheet.by_standard:
            slot = sheet.by_standard[id]
            result[slot.index] = Mark(slot.standard, None, not_applicable=reason)
    return tuple(result)


def _findings_by_slot(
    sheet: _Sheet, findings: Iterable[Occurrence]
) -> Mapping[_Slot, list[Occurrence]]:
    by_slot: dict[_Slot, list[Occurrence]] = {}
    for finding in findings:
        for slot in sheet.by_situation.get(finding.of, ()):
            by_slot.setdefault(slot, []).append(finding)
    return by_slot


def _elsewhere(
    edition: Edition, findings: Mapping[_Slot, Sequence[Occurrence]]
) -> frozenset[Occurrence]:
    """Return the findings that do not count, since another of their event weighs more.

    Of each event one deduction counts, such that the marks are lowest whatever bonuses count; then
    one bonus, such that they are highest.
    """
    rules = {rule.id: rule for slot in findings for rule in slot.standard.situations}
    lost = {rule.id for slot in findings for rule in slot.standard.deductions}
    found = [finding for occurrences in findings.values() for finding in occurrences]
    losses = choices([finding for finding in found if finding.of in lost], rules)
    gains = choices([finding for finding in found if finding.of not in lost], rules)

    def marks_of(loss: Groups, gain: Groups) -> Decimal:
        counted = [each for group in (*loss.values(), *gain.values()) for each in group]
        values = (moved_mark(edition, slot.standard, counted).value for slot in findings)
        return sum([value or ZERO for value in values], ZERO)

    loss = min(losses, key=lambda loss: max(marks_of(loss, gain) for gain in gains))
    gain = max(gains, key=lambda gain: marks_of(loss, gain))
    counted = {each for group in (*loss.values(), *gain.values()) for each in group}
    return frozenset(found) - counted
