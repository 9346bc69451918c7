"""Adjustments outside the standards, and the negative list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Never

from generator.model.clauses import Adjustment, NegativeCase
from generator.model.edition import Edition
from generator.model.result import Occurrence, Result
from generator.scoring.card import NOTHING, AdjustmentScore, CaseScore, MethodScore, Tally
from generator.scoring.methods import weighted
from generator.scoring.once import once_for_edition
from generator.scoring.points import ZERO, capped, grouped, held, worth


def adjustments(
    edition: Edition, result: Result, methods: Sequence[MethodScore]
) -> Tally[AdjustmentScore]:
    """The adjustments in the order of the edition; a bonus needs its gate reached by the
    score that adjustments are added to, by ``methods`` before they are."""
    bounds = edition.adjusting
    if not result.adjustments:
        return _nothing(held(ZERO, bounds.min, bounds.max))
    found, base = grouped(result.adjustments), _base(edition, methods)
    scores = [
        _adjustment(edition, adjustment, found[adjustment.id], base)
        for adjustment in edition.adjustments
        if adjustment.id in found
    ]
    if edition.adjusting.combine == "highest":
        scores = _highest_bonus_only(scores)
    summed = sum((score.points for score in scores), ZERO)
    return Tally(tuple(scores), summed, held(summed, bounds.min, bounds.max))


def _base(edition: Edition, methods: Sequence[MethodScore]) -> Decimal:
    """The score that adjustments are added to, which is what the gate of a bonus looks at."""
    feeds = edition.adjusting.feeds
    return next((score.raw for score in methods if score.method.id == feeds), weighted(methods))


def _nothing(points: Decimal) -> Tally[Never]:
    """The tally of no score at all; usually one value for all cards."""
    return NOTHING if points is ZERO else Tally((), ZERO, points)


def _adjustment(
    edition: Edition, adjustment: Adjustment, occurrences: tuple[Occurrence, ...], base: Decimal
) -> AdjustmentScore:
    sign = 1 if adjustment.direction == "bonus" else -1
    singles = (worth(adjustment, [_once(one)]) for one in occurrences)
    gross = max(singles) if adjustment.combine == "highest" else worth(adjustment, occurrences)
    gate = edition.adjusting.gate if adjustment.gate is None else adjustment.gate
    if sign > 0 and gate is not None and base < gate:
        return AdjustmentScore(adjustment, occurrences, sign * gross, ZERO, unused="gate")
    points = sign * capped(gross, adjustment)
    return AdjustmentScore(adjustment, occurrences, sign * gross, points)


def _once(occurrence: Occurrence) -> Occurrence:
    """The occurrence, as if it had happened once."""
    return occurrence if occurrence.count == 1 else occurrence.model_copy(update={"count": 1})


def _highest_bonus_only(scores: list[AdjustmentScore]) -> list[AdjustmentScore]:
    best = max(scores, key=lambda score: score.points, default=None)
    return [
        replace(score, points=ZERO, unused="highest")
        if score is not best and score.points > 0
        else score
        for score in scores
    ]


def negative_cases(edition: Edition, result: Result) -> Tally[CaseScore]:
    """The negative cases in the order of the list, each within its cap."""
    if not result.negative_cases:
        return _nothing(held(ZERO, ZERO, edition.negative_list.cap))
    cases = _cases(edition)
    decisive = _decisive(cases, result.negative_cases)
    found = grouped(result.negative_cases)
    scores = tuple(
        _case(case, found[case.id], decisive) for case in cases.values() if case.id in found
    )
    summed = sum((score.points for score in scores), ZERO)
    return Tally(scores, summed, held(summed, ZERO, edition.negative_list.cap))


@once_for_edition
def _cases(edition: Edition) -> Mapping[str, NegativeCase]:
    return {case.id: case for case in edition.negative_cases}


def _decisive(
    cases: Mapping[str, NegativeCase], occurrences: tuple[Occurrence, ...]
) -> dict[str, Occurrence]:
    """For each event that hits several cases, the occurrence that alone deducts most; of
    equals, the first written."""
    best: dict[str, tuple[Decimal, Occurrence]] = {}
    for one in occurrences:
        if one.event:
            points = capped(worth(cases[one.of], [one]), cases[one.of])
            if one.event not in best or points > best[one.event][0]:
                best[one.event] = (points, one)
    return {event: one for event, (_, one) in best.items()}


def _case(
    case: NegativeCase, occurrences: tuple[Occurrence, ...], decisive: dict[str, Occurrence]
) -> CaseScore:
    counted = tuple(o for o in occurrences if not o.event or decisive[o.event] is o)
    elsewhere = tuple(o for o in occurrences if o.event and decisive[o.event] is not o)
    gross = worth(case, counted)
    return CaseScore(case, counted, elsewhere, gross, capped(gross, case))
