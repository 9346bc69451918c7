"""Rules on what decides or bounds a grade: quotas, vetoes and limits."""

from collections.abc import Iterator

from generator.dataset.library import Frame
from generator.model.edition import Condition, Edition
from generator.problem import PathInFile
from generator.rules.ids import ids
from generator.rules.references import measured_ids, unsettled
from generator.rules.rule import Fault, Faults
from generator.scoring.standards import level_ids


def quota_leads_on(frame: Frame) -> Faults:
    """A quota, also that of a kind of organization, stands on a grade that has one below it, to
    which those beyond the quota go."""
    for edition in frame.editions:
        last = edition.grades[-1]
        paths = [("grades", len(edition.grades) - 1, "quota")] if last.quota else []
        for path in (*paths, *_quotas_of_kinds(edition, last.id)):
            yield Fault(frame.edition_at(edition.id, *path), {"grade": last.title})


def _quotas_of_kinds(edition: Edition, grade: str) -> Iterator[PathInFile]:
    """Yield the paths of the quotas that kinds of organization have of a grade."""
    for kind, variation in edition.by_kind.items():
        if grade in variation.quotas:
            yield "by_kind", kind, "quotas", grade


def veto_without_quota(frame: Frame) -> Faults:
    """A veto leads to a grade without a quota: it decides, and a quota could not hold it."""
    for edition in frame.editions:
        limited = {grade.id: grade.title for grade in edition.grades if grade.quota}
        for section in ("limits", "negative_cases"):
            for n, holder in enumerate(getattr(edition, section)):
                if holder.veto in limited:
                    place = frame.edition_at(edition.id, section, n, "veto")
                    yield Fault(place, {"grade": limited[holder.veto]})


def effect_of_veto(frame: Frame) -> Faults:
    """What happens to the total stands beside a veto, and is one thing; only a negative case leaves
    everything else unscored."""
    for edition in frame.editions:
        for section in ("limits", "negative_cases"):
            for n, holder in enumerate(getattr(edition, section)):
                totals = [holder.total_at_most, holder.total_set, holder.unscored or None]
                stated = sum(value is not None for value in totals)
                misplaced = section == "limits" and holder.unscored
                if misplaced or (stated and (holder.veto is None or stated > 1)):
                    yield Fault(frame.edition_at(edition.id, section, n))


_MERITS = frozenset({"aspect", "standard", "method", "base", "total", "level"})
"""What a limit measures that offences lower and bonuses raise."""


def lift_of_merit(frame: Frame) -> Faults:
    """What lifts a grade is a merit that is at least, or an offence that is below or at most, a
    bound, so that no offence ever raises a grade; a case, an adjustment or a situation is named."""
    for edition in frame.editions:
        for n, limit in enumerate(edition.limits):
            if limit.lifts_to is not None and not _rewards(edition, limit.when):
                yield Fault(frame.edition_at(edition.id, "limits", n, "when"))


def _bonuses(edition: Edition) -> set[str]:
    """Return the ids of all bonus situations and of all bonuses."""
    situations = {rule.id for standard in edition.standards for rule in standard.bonus}
    return situations | {e.id for e in edition.adjustments if e.direction == "bonus"}


def _rewards(edition: Edition, when: Condition) -> bool:
    """Tell whether a condition is met by merits, or by the lack of offences, alone."""
    if when.measure in _MERITS:
        return when.at_least is not None
    if when.measure == "negative_points":
        return when.at_least is None
    bonuses, named = _bonuses(edition), set(when.named)
    return bool(named) and (named <= bonuses if when.at_least is not None else not named & bonuses)


def hold_of_offence(frame: Frame) -> Faults:
    """What holds a grade down by how often something happened is at least a bound, so that no
    offence ever raises a grade; only a bonus that is named may be below, or at most, one."""
    for edition in frame.editions:
        for n, limit in enumerate(edition.limits):
            counts = limit.when.measure not in _MERITS
            if limit.lifts_to is None and counts and not _holds(edition, limit.when):
                yield Fault(frame.edition_at(edition.id, "limits", n, "when"))


def _holds(edition: Edition, when: Condition) -> bool:
    """Tell whether a condition on a count is met by offences, or by the lack of a bonus, alone."""
    named = set(when.named)
    return when.at_least is not None or (bool(named) and named <= _bonuses(edition))


def aspect_looked_at(frame: Frame) -> Faults:
    """Only standards, levels, situations and cases are looked for within an aspect."""
    for edition in frame.editions:
        for n, limit in enumerate(edition.limits):
            if limit.when.within and limit.when.measure not in _WITHIN:
                place = frame.edition_at(edition.id, "limits", n, "when", "within")
                yield Fault(place, {"measure": limit.when.measure})


_WITHIN = ("standard", "level", "situation", "case")


def limit_measurable(frame: Frame) -> Faults:
    """What a limit names can be measured: a level that a standard may have, an aspect that has
    standards, a standard that is worth points; within an aspect what belongs to it."""
    for edition in (each for each in frame.editions if each.id not in unsettled(frame)):
        for n, limit in enumerate(edition.limits):
            when, known = limit.when, measured_ids(edition)[limit.when.measure]
            for k, id in enumerate(when.named):
                if id in known and id not in _measurable(edition, when, known):
                    path = ("of", k) if isinstance(when.of, tuple) else ("of",)
                    place = frame.edition_at(edition.id, "limits", n, "when", *path)
                    yield Fault(place, {"value": id})


def _measurable(edition: Edition, when: Condition, known: frozenset[str]) -> frozenset[str]:
    """Return which of the known ids a condition can measure."""
    within = when.within if when.within in ids(edition.aspects) else None
    inside = [s for s in edition.standards if within in (None, s.aspect)]
    if when.measure == "level":
        return frozenset(id for standard in inside for id in level_ids(edition, standard))
    if when.measure == "aspect":
        return frozenset(standard.aspect for standard in edition.standards)
    if when.measure == "situation":
        return frozenset(situation.id for standard in inside for situation in standard.situations)
    if when.measure == "case":
        return frozenset(c.id for c in edition.negative_cases if within in (None, c.aspect))
    if when.measure == "standard":
        kinds = edition.by_kind.values()
        varied = {id for kind in kinds for id, points in kind.points.items() if points}
        return frozenset(s.id for s in inside if s.points or s.id in varied)
    return known
