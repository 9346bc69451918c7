"""Score one organization's result under an edition."""

from collections.abc import Iterable
from decimal import Decimal

from generator.model.edition import Edition
from generator.model.result import Organization, Result
from generator.scoring.adjustments import score_adjustments, score_negative_cases
from generator.scoring.card import AdjustmentScore, CaseScore, MethodScore, Scorecard, Tally
from generator.scoring.grading import add_up_aspects, grade_card
from generator.scoring.methods import add_weighted, feed, score_method
from generator.scoring.points import ZERO, clamp, rounded


def score(edition: Edition, organization: Organization, result: Result) -> Scorecard:
    """Score a result and grade it, quotas left aside.

    The steps: the raw score of each method; adjustments and negative cases, which may be fed
    into a method; the weighted sum; the total, bounded and rounded; the grade. The data must
    have passed the checks. A result without a grade becomes a card without figures.
    """
    if result.no_grade is not None:
        return Scorecard(edition, organization, result)
    return grade_card(score_total(edition, organization, result))


def score_total(edition: Edition, organization: Organization, result: Result) -> Scorecard:
    """Score a result as far as its total and its aspects, without a grade."""
    unfed = [score_method(edition, m, organization.kind, result) for m in edition.methods]
    adjusted = score_adjustments(edition, result, _adjusted_base(edition, unfed))
    negative = score_negative_cases(edition, result)
    methods = _feed_methods(edition, unfed, adjusted, negative)
    base = add_weighted(methods)
    unbounded = _unbounded_total(edition, base, adjusted, negative)
    total = clamp(unbounded, edition.total.floor, edition.total.ceiling)
    return Scorecard(
        edition=edition,
        organization=organization,
        result=result,
        methods=methods,
        base=base,
        adjustments=adjusted,
        negative=negative,
        unbounded=unbounded,
        total=rounded(total, edition.rounding.total),
        aspects=add_up_aspects(methods),
    )


def _adjusted_base(edition: Edition, methods: Iterable[MethodScore]) -> Decimal:
    """Return the score that adjustments are added to: a raw score, or the weighted sum."""
    feeds = edition.adjusting.feeds
    raw = (score.raw for score in methods if score.method.id == feeds)
    return next(raw, add_weighted(methods))


def _feed_methods(
    edition: Edition,
    methods: Iterable[MethodScore],
    adjusted: Tally[AdjustmentScore],
    negative: Tally[CaseScore],
) -> tuple[MethodScore, ...]:
    """Add adjustments and negative cases to the methods that the edition feeds them into."""
    points: dict[str, Decimal] = {}
    for feeds, moved in (
        (edition.adjusting.feeds, adjusted.points),
        (edition.negative_list.feeds, -negative.points),
    ):
        points[feeds] = points.get(feeds, ZERO) + moved
    if not any(score.method.id in points for score in methods):
        return tuple(methods)
    return tuple(feed(edition, score, points.get(score.method.id, ZERO)) for score in methods)


def _unbounded_total(
    edition: Edition,
    base: Decimal,
    adjusted: Tally[AdjustmentScore],
    negative: Tally[CaseScore],
) -> Decimal:
    total = base
    if edition.adjusting.feeds == "total":
        total += adjusted.points
    if edition.negative_list.feeds == "total":
        total -= negative.points
    return total
