"""Adjustments outside the standards, and the negative list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from generator.model.clauses import Adjustment, Group, NegativeCase
from generator.model.edition import Edition
from generator.model.result import Occurrence, Result
from generator.scoring.events import Groups, counted_occurrences, gross_of, has_events
from generator.scoring.points import ZERO, capped, clamp, group_by_rule
from generator.scoring.tally import AdjustmentScore, CaseScore, Limited, Tally


def score_adjustments(
    edition: Edition, result: Result, base: Decimal | None
) -> Tally[AdjustmentScore]:
    """Score the adjustments of a result, in the order of the edition.

    ``base`` is the score that they are added to, ``None`` if it is not known yet. A bonus counts
    only where the base reaches its gate. One event counts once among bonuses, and once among
    deductions. Caps of groups come first, then those of all bonuses and of all deductions; the sum
    stays within the bounds of the edition.
    """
    bounds, recorded = edition.adjusting, result.adjustments
    groups = group_by_rule(recorded)
    elsewhere: Mapping[str, tuple[Occurrence, ...]] = {}
    if has_events(recorded):
        counted = _counted_adjustments(edition, recorded, base)
        elsewhere = group_by_rule(entry for entry in recorded if entry not in counted)
        groups = {id: tuple(o for o in group if o in counted) for id, group in groups.items()}
    scores = _adjustment_scores(edition, groups, base)
    scores = [
        replace(score, elsewhere=elsewhere[score.adjustment.id])
        if score.adjustment.id in elsewhere
        else score
        for score in scores
    ]
    summed = sum([score.points for score in scores], ZERO)
    limits = _limits_of_adjustments(edition, scores)
    points = clamp(summed + sum([limit.added for limit in limits], ZERO), bounds.min, bounds.max)
    return Tally(tuple(scores), summed, points, limits)


def _adjustment_scores(
    edition: Edition, groups: Groups, base: Decimal | None
) -> list[AdjustmentScore]:
    scores = [
        _score_adjustment(edition, adjustment, groups[adjustment.id], base)
        for adjustment in (edition.adjustments if groups else ())
        if adjustment.id in groups
    ]
    return _only_highest_bonus(scores) if edition.adjusting.combine == "highest" else scores


def _score_adjustment(
    edition: Edition,
    adjustment: Adjustment,
    occurrences: tuple[Occurrence, ...],
    base: Decimal | None,
) -> AdjustmentScore:
    sign = 1 if adjustment.direction == "bonus" else -1
    gross = gross_of(adjustment, occurrences)
    gate = edition.adjusting.gate if adjustment.gate is None else adjustment.gate
    if sign > 0 and gate is not None and base is not None and base < gate:
        return AdjustmentScore(adjustment, occurrences, sign * gross, ZERO, unused="gate")
    points = sign * capped(gross, adjustment)
    return AdjustmentScore(adjustment, occurrences, sign * gross, points)


def _only_highest_bonus(scores: Sequence[AdjustmentScore]) -> list[AdjustmentScore]:
    """Let no bonus count but the highest."""
    best = max(scores, key=lambda score: score.points, default=None)
    return [
        replace(score, points=ZERO, unused="highest")
        if score is not best and score.points > 0
        else score
        for score in scores
    ]


def _counted_adjustments(
    edition: Edition, recorded: Sequence[Occurrence], base: Decimal | None
) -> frozenset[Occurrence]:
    """Return what counts: of each event one bonus and one deduction, where they weigh most."""
    rules = {adjustment.id: adjustment for adjustment in edition.adjustments}
    counted: frozenset[Occurrence] = frozenset()
    for direction in ("bonus", "deduction"):
        own = [entry for entry in recorded if rules[entry.of].direction == direction]
        counted |= counted_occurrences(own, rules, lambda way: _weight(edition, way, base))
    return counted


def _weight(edition: Edition, groups: Groups, base: Decimal | None) -> Decimal:
    """Return what adjustments of one direction are worth together, as a positive number."""
    scores = _adjustment_scores(edition, groups, base)
    limits = _limits_of_adjustments(edition, scores)
    return abs(sum([*(s.points for s in scores), *(limit.added for limit in limits)], ZERO))


def _limits_of_adjustments(
    edition: Edition, scores: Iterable[AdjustmentScore]
) -> tuple[Limited, ...]:
    """Return the caps that take effect on several adjustments: of groups, and of all."""
    bounds = edition.adjusting
    if not edition.groups and bounds.max_bonus is None and bounds.max_deduction is None:
        return ()
    points = {score.adjustment.id: score.points for score in scores}
    limits = _limits_of_groups(edition.groups, points)
    kinds: tuple[tuple[Literal["bonus", "deduction"], Decimal | None, int], ...]
    kinds = (("bonus", bounds.max_bonus, 1), ("deduction", bounds.max_deduction, -1))
    for kind, most, sign in kinds:
        summed = sum([own for own in points.values() if own * sign > 0], ZERO)
        summed += sum([limit.added for limit in limits if limit.summed * sign > 0], ZERO)
        if most is not None and abs(summed) > most:
            limits.append(Limited(kind, summed, sign * most))
    return tuple(limits)


def _limits_of_groups(groups: Iterable[Group], points: Mapping[str, Decimal]) -> list[Limited]:
    """Return the groups whose members count for less together than each by itself.

    ``points`` are signed, by the id of the rule; the members of a group have one sign.
    """
    limits = []
    for group in groups:
        own = [points[id] for id in group.of if id in points]
        summed = sum(own, ZERO)
        most = max(map(abs, own), default=ZERO) if group.combine == "highest" else abs(summed)
        kept = clamp(most, None, group.cap).copy_sign(summed)
        if kept != summed:
            limits.append(Limited("group", summed, kept, group))
    return limits


def score_negative_cases(edition: Edition, result: Result) -> Tally[CaseScore]:
    """Score the negative cases of a result in the order of the list, each within its cap.

    One event that hits several cases counts once, where the list deducts most by it.
    """
    occurrences = group_by_rule(result.negative_cases)
    if not occurrences:
        return Tally((), ZERO, ZERO)
    rules = _cases(edition)
    counted = counted_occurrences(
        result.negative_cases, rules, lambda way: _weight_of_cases(edition, way)
    )
    scores = tuple(
        _score_case(case, occurrences[case.id], counted)
        for case in edition.negative_cases
        if case.id in occurrences
    )
    summed = sum([score.points for score in scores], ZERO)
    limits = _limits_of_groups(edition.groups, {score.case.id: score.points for score in scores})
    points = summed + sum([limit.added for limit in limits], ZERO)
    return Tally(scores, summed, clamp(points, ZERO, edition.negative_list.cap), tuple(limits))


def _weight_of_cases(edition: Edition, groups: Groups) -> Decimal:
    rules = _cases(edition)
    points = {id: capped(gross_of(rules[id], group), rules[id]) for id, group in groups.items()}
    limits = _limits_of_groups(edition.groups, points)
    return sum([*points.values(), *(limit.added for limit in limits)], ZERO)


@lru_cache(maxsize=64)
def _cases(edition: Edition) -> Mapping[str, NegativeCase]:
    return {case.id: case for case in edition.negative_cases}


def _score_case(
    case: NegativeCase, occurrences: tuple[Occurrence, ...], counted: frozenset[Occurrence]
) -> CaseScore:
    counting = tuple(occurrence for occurrence in occurrences if occurrence in counted)
    elsewhere = tuple(occurrence for occurrence in occurrences if occurrence not in counted)
    gross = gross_of(case, counting)
    return CaseScore(case, counting, elsewhere, gross, capped(gross, case))
