"""Adjustments outside the standards, and the negative list."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from generator.model.clauses import Adjustment, NegativeCase
from generator.model.edition import Edition
from generator.model.result import Occurrence, Result
from generator.scoring.events import counted_occurrences
from generator.scoring.points import ZERO, capped, clamp, group_by_rule, worth
from generator.scoring.tally import AdjustmentScore, CaseScore, Tally

S = TypeVar("S", AdjustmentScore, CaseScore)


def score_adjustments(
    edition: Edition, result: Result, base: Decimal | None
) -> Tally[AdjustmentScore]:
    """Score the adjustments of a result, in the order of the edition.

    ``base`` is the score that they are added to, ``None`` if it is not known yet. A bonus counts
    only where the base reaches its gate; the sum stays within the bounds of the edition.
    """
    bounds = edition.adjusting
    occurrences = group_by_rule(result.adjustments)
    scores = [
        _score_adjustment(edition, adjustment, occurrences[adjustment.id], base)
        for adjustment in (edition.adjustments if occurrences else ())
        if adjustment.id in occurrences
    ]
    if bounds.combine == "highest":
        scores = _only_highest_bonus(scores)
    return _tally(scores, bounds.min, bounds.max)


def _tally(scores: Iterable[S], low: Decimal | None, high: Decimal | None) -> Tally[S]:
    """Add up scores and keep their sum within two bounds."""
    scores = tuple(scores)
    summed = sum([score.points for score in scores], ZERO)
    return Tally(scores, summed, clamp(summed, low, high))


def _score_adjustment(
    edition: Edition,
    adjustment: Adjustment,
    occurrences: tuple[Occurrence, ...],
    base: Decimal | None,
) -> AdjustmentScore:
    sign = 1 if adjustment.direction == "bonus" else -1
    singles = (worth(adjustment, [_single(occurrence)]) for occurrence in occurrences)
    gross = max(singles) if adjustment.combine == "highest" else worth(adjustment, occurrences)
    gate = edition.adjusting.gate if adjustment.gate is None else adjustment.gate
    if sign > 0 and gate is not None and base is not None and base < gate:
        return AdjustmentScore(adjustment, occurrences, sign * gross, ZERO, unused="gate")
    points = sign * capped(gross, adjustment)
    return AdjustmentScore(adjustment, occurrences, sign * gross, points)


def _single(occurrence: Occurrence) -> Occurrence:
    """Return the occurrence as if it had happened once."""
    return occurrence if occurrence.count == 1 else occurrence.model_copy(update={"count": 1})


def _only_highest_bonus(scores: Sequence[AdjustmentScore]) -> list[AdjustmentScore]:
    """Let no bonus count but the highest."""
    best = max(scores, key=lambda score: score.points, default=None)
    return [
        replace(score, points=ZERO, unused="highest")
        if score is not best and score.points > 0
        else score
        for score in scores
    ]


def score_negative_cases(edition: Edition, result: Result) -> Tally[CaseScore]:
    """Score the negative cases of a result in the order of the list, each within its cap.

    One event that hits several cases counts once, where the list deducts most by it.
    """
    occurrences = group_by_rule(result.negative_cases)
    counted = counted_occurrences(result.negative_cases, _cases(edition)) if occurrences else ()
    scores = (
        _score_case(case, occurrences[case.id], counted)
        for case in (edition.negative_cases if occurrences else ())
        if case.id in occurrences
    )
    return _tally(scores, ZERO, edition.negative_list.cap)


@lru_cache(maxsize=64)
def _cases(edition: Edition) -> Mapping[str, NegativeCase]:
    return {case.id: case for case in edition.negative_cases}


def _score_case(
    case: NegativeCase, occurrences: tuple[Occurrence, ...], counted: Container[Occurrence]
) -> CaseScore:
    counting = tuple(occurrence for occurrence in occurrences if occurrence in counted)
    elsewhere = tuple(occurrence for occurrence in occurrences if occurrence not in counted)
    gross = worth(case, counting)
    return CaseScore(case, counting, elsewhere, gross, capped(gross, case))
