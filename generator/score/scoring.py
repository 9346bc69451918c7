"""One organization's result under an edition → its scorecard."""

from dataclasses import replace
from decimal import Decimal

from generator.model.edition import Edition
from generator.model.result import Organization, Result
from generator.score.adjusting import adjustments, negative_cases
from generator.score.card import AspectScore, MethodScore, Scorecard
from generator.score.grading import graded
from generator.score.methods import fed, method_score
from generator.score.worth import ZERO, held, rounded


def score(edition: Edition, organization: Organization, result: Result) -> Scorecard:
    """Every step of the arithmetic, in its order: raw scores, adjustments and negative
    cases, the weighted sum, the bounded and rounded total, the grade. Expects data that
    has passed the checks; a result without a grade yields a card without figures."""
    blank = Scorecard(edition, organization, result)
    if result.no_grade is not None:
        return blank
    methods = tuple(method_score(edition, m, organization, result) for m in edition.methods)
    card = replace(blank, methods=methods, aspects=_aspects(methods))
    return graded(_totalled(_fed(card)))


def _fed(card: Scorecard) -> Scorecard:
    """The card with its adjustments and negative cases, fed into a method where the edition
    says so; the gate of a bonus looks at the score that it would be added to."""
    edition = card.edition
    raw = {score.method.id: score.raw for score in card.methods}
    base = sum((score.weighted for score in card.methods), ZERO)
    adjusted = adjustments(edition, card.result, raw.get(edition.adjusting.feeds, base))
    negative = negative_cases(edition, card.result)
    points = dict.fromkeys(raw, ZERO)
    for feeds, moved in (
        (edition.adjusting.feeds, adjusted.points),
        (edition.negative_list.feeds, -negative.points),
    ):
        if feeds in points:
            points[feeds] += moved
    methods = tuple(fed(edition, score, points[score.method.id]) for score in card.methods)
    return replace(card, methods=methods, adjustments=adjusted, negative=negative)


def _totalled(card: Scorecard) -> Scorecard:
    edition = card.edition
    base = sum((score.weighted for score in card.methods), ZERO)
    total = base
    if edition.adjusting.feeds == "total":
        total += card.adjustments.points
    if edition.negative_list.feeds == "total":
        total -= card.negative.points
    bounded = held(total, edition.total.floor, edition.total.ceiling)
    final = rounded(bounded, edition.rounding.total)
    return replace(card, base=base, unbounded=total, total=final)


def _aspects(methods: tuple[MethodScore, ...]) -> dict[str, AspectScore]:
    """Marks and points of each aspect over all methods that give marks."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for mark in (mark for score in methods for mark in score.marks):
        if mark.value is not None:
            earned, possible = sums.get(mark.standard.aspect, (ZERO, ZERO))
            sums[mark.standard.aspect] = (earned + mark.value, possible + mark.standard.points)
    return {id: AspectScore(id, *both) for id, both in sums.items()}
