"""Adjustments outside the standards, and the negative list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from generator.model.clauses import Adjustment, Group, NegativeCase
from generator.model.edition import Edition
from generator.model.result import Occurrence, Result
from generator.scoring.events import Groups, counted_occurrences, gross_of, has_events
from generator.scoring.points import ZERO, capped, clamp, group_by_rule, times_happened
from generator.scoring.tally import NOTHING, AdjustmentScore, CaseScore, Limited, Tally

Base = Callable[[str], Decimal | None]
"""Gives the score that adjustments are added to, by what they feed; ``None`` if not known yet."""


def score_adjustments(
    edition: Edition,
    result: Result,
    base: Base,
    counted: frozenset[Occurrence] | None = None,
) -> Tally[AdjustmentScore]:
    """Score the adjustments of a result, in the order of the edition.

    A bonus counts only where its base reaches its gate. One event counts once among bonuses, and
    once among deductions: under those that are ``counted``, if given, else where it weighs most.
    Caps of groups come first, then those of all bonuses and of all deductions; the sum stays
    within the bounds of the edition.
    """
    recorded = result.adjustments
    if not recorded:
        return NOTHING
    groups = group_by_rule(recorded)
    elsewhere: Groups = {}
    if has_events(recorded):
        if counted is None:
            counted = _counted_adjustments(edition, recorded, base)
        elsewhere = group_by_rule(entry for entry in recorded if entry not in counted)
        groups = {id: tuple(o for o in group if o in counted) for id, group in groups.items()}
    scores = [
        replace(score, elsewhere=elsewhere[score.adjustment.id])
        if score.adjustment.id in elsewhere
        else score
        for score in _adjustment_scores(edition, groups, base)
    ]
    limits = _limits_of_adjustments(edition, scores)
    fed = _fed(edition, scores, limits)
    main, bounds = edition.adjusting.feeds, edition.adjusting
    if main in fed:
        fed[main] = clamp(fed[main], bounds.min, bounds.max)
    summed = sum([score.points for score in scores], ZERO)
    return Tally(tuple(scores), summed, sum(fed.values(), ZERO), limits, fed)


def _fed(
    edition: Edition, scores: Iterable[AdjustmentScore | CaseScore], limits: Iterable[Limited]
) -> dict[str, Decimal]:
    """Add up points by what they feed. The rules of a group feed one place."""
    fed: dict[str, Decimal] = {}
    targets: dict[str, str] = {}
    for score in scores:
        target = targets[score.rule.id] = edition.fed_by(score.rule)
        fed[target] = fed.get(target, ZERO) + score.points
    for limit in limits:
        of = limit.group.of if limit.group else ()
        target = next((targets[id] for id in of if id in targets), edition.adjusting.feeds)
        fed[target] += limit.added
    return fed


def _adjustment_scores(edition: Edition, groups: Groups, base: Base) -> list[AdjustmentScore]:
    scores = [
        _score_adjustment(edition, adjustment, groups[adjustment.id], base)
        for adjustment in (edition.adjustments if groups else ())
        if adjustment.id in groups
    ]
    return _only_highest_bonus(edition, scores)


def _score_adjustment(
    edition: Edition, adjustment: Adjustment, occurrences: tuple[Occurrence, ...], base: Base
) -> AdjustmentScore:
    sign = 1 if adjustment.direction == "bonus" else -1
    gross = gross_of(adjustment, occurrences)
    if sign > 0 and not _reaches_gate(edition, adjustment, base):
        return AdjustmentScore(adjustment, occurrences, sign * gross, ZERO, unused="gate")
    points = sign * capped(gross, adjustment)
    return AdjustmentScore(adjustment, occurrences, sign * gross, points)


def _reaches_gate(edition: Edition, adjustment: Adjustment, base: Base) -> bool:
    target, gate = edition.fed_by(adjustment), adjustment.gate
    if gate is None and target == edition.adjusting.feeds:
        gate = edition.adjusting.gate
    score = None if gate is None else base(target)
    return gate is None or score is None or score >= gate


def _only_highest_bonus(edition: Edition, scores: list[AdjustmentScore]) -> list[AdjustmentScore]:
    """Let no bonus count but the highest, if the edition says so of those that feed one place."""
    if edition.adjusting.combine != "highest":
        return scores
    main = [s for s in scores if edition.fed_by(s.adjustment) == edition.adjusting.feeds]
    best = max(main, key=lambda score: score.points, default=None)
    return [
        replace(score, points=ZERO, unused="highest")
        if score in main and score is not best and score.points > 0
        else score
        for score in scores
    ]


def _counted_adjustments(
    edition: Edition, recorded: Sequence[Occurrence], base: Base
) -> frozenset[Occurrence]:
    """Return what counts: of each event one bonus and one deduction, where they weigh most."""
    rules = {adjustment.id: adjustment for adjustment in edition.adjustments}
    counted: frozenset[Occurrence] = frozenset()
    for direction in ("bonus", "deduction"):
        own = [entry for entry in recorded if rules[entry.of].direction == direction]
        counted |= counted_occurrences(own, rules, lambda way: _weight(edition, way, base))
    return counted


def _weight(edition: Edition, groups: Groups, base: Base) -> Decimal:
    """Return what adjustments of one direction are worth together, as a positive number."""
    scores = _adjustment_scores(edition, groups, base)
    limits = _limits_of_adjustments(edition, scores)
    return abs(sum([*(s.points for s in scores), *(limit.added for limit in limits)], ZERO))


def _limits_of_adjustments(
    edition: Edition, scores: Sequence[AdjustmentScore]
) -> tuple[Limited, ...]:
    """Return the caps that take effect on several adjustments: of groups, and of all."""
    bounds = edition.adjusting
    if not edition.groups and bounds.max_bonus is None and bounds.max_deduction is None:
        return ()
    points = {score.adjustment.id: score.points for score in scores}
    limits = _limits_of_groups(edition.groups, points)
    if bounds.max_bonus is bounds.max_deduction is None:
        return tuple(limits)
    main = {s.adjustment.id for s in scores if edition.fed_by(s.adjustment) == bounds.feeds}
    kinds: tuple[tuple[Literal["bonus", "deduction"], Decimal | None, int], ...]
    kinds = (("bonus", bounds.max_bonus, 1), ("deduction", bounds.max_deduction, -1))
    for kind, most, sign in kinds:
        summed = sum([points[id] for id in main if points[id] * sign > 0], ZERO)
        summed += sum(
            [
                limit.added
                for limit in limits
                if limit.summed * sign > 0 and limit.group and not main.isdisjoint(limit.group.of)
            ],
            ZERO,
        )
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


def score_negative_cases(
    edition: Edition, result: Result, counted: frozenset[Occurrence] | None = None
) -> Tally[CaseScore]:
    """Score the negative cases of a result in the order of the list, each within its cap.

    One event that hits several cases counts once: under those that are ``counted``, if given, else
    where the list deducts most by it.
    """
    occurrences = group_by_rule(result.negative_cases)
    if not occurrences:
        return NOTHING
    if counted is None:
        counted = counted_occurrences(
            result.negative_cases, _cases(edition), lambda way: _weight_of_cases(edition, way)
        )
    scores = tuple(
        _score_case(case, occurrences[case.id], counted)
        for case in edition.negative_cases
        if case.id in occurrences
    )
    summed = sum([score.points for score in scores], ZERO)
    limits = _limits_of_groups(edition.groups, {score.case.id: score.points for score in scores})
    fed, main = _fed(edition, scores, limits), edition.negative_list.feeds
    if main in fed:
        fed[main] = clamp(fed[main], ZERO, edition.negative_list.cap)
    return Tally(scores, summed, sum(fed.values(), ZERO), tuple(limits), fed)


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
    happened = times_happened(case, occurrences)
    return CaseScore(case, counting, elsewhere, gross, capped(gross, case), happened)
