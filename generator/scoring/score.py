"""One organization's result under an edition → its scorecard."""

from decimal import Decimal

from generator.model.edition import Edition
from generator.model.result import Organization, Result
from generator.scoring.adjustments import adjustments, negative_cases
from generator.scoring.card import AdjustmentScore, CaseScore, MethodScore, Scorecard, Tally
from generator.scoring.grading import aspects, graded
from generator.scoring.marks import kind_in
from generator.scoring.methods import fed, method_score, weighted
from generator.scoring.points import ZERO, held, rounded

Methods = tuple[MethodScore, ...]


def score(edition: Edition, organization: Organization, result: Result) -> Scorecard:
    """Every step of the arithmetic, in its order: raw scores, adjustments and negative
    cases, the weighted sum, the bounded and rounded total, the grade. Expects data that
    has passed the checks; a result without a grade yields a card without figures."""
    if result.no_grade is not None:
        return Scorecard(edition, organization, result)
    card = totalled(edition, organization, result)
    kind = kind_in(edition, organization.kind)
    found = aspects(edition, kind, result.not_applicable, card.methods)
    return graded(card.concluded(found))


def totalled(edition: Edition, organization: Organization, result: Result) -> Scorecard:
    """The same as far as the total, without aspects and grade; of a result that has one."""
    kind = kind_in(edition, organization.kind)
    unfed = tuple([method_score(edition, method, kind, result) for method in edition.methods])
    adjusted = adjustments(edition, result, unfed)
    negative = negative_cases(edition, result)
    methods = _fed(edition, unfed, adjusted, negative)
    base = weighted(methods)
    unbounded = _unbounded(edition, base, adjusted, negative)
    bounds = edition.total
    total = rounded(held(unbounded, bounds.floor, bounds.ceiling), edition.rounding.total)
    return Scorecard(
        edition, organization, result, methods, base, adjusted, negative, unbounded, total
    )


def _fed(
    edition: Edition,
    methods: Methods,
    adjusted: Tally[AdjustmentScore],
    negative: Tally[CaseScore],
) -> Methods:
    """The methods with the adjustments and negative cases, fed into them where the edition
    says so."""
    points: dict[str, Decimal] = {}
    for feeds, moved in (
        (edition.adjusting.feeds, adjusted.points),
        (edition.negative_list.feeds, -negative.points),
    ):
        points[feeds] = points.get(feeds, ZERO) + moved
    if not any(score.method.id in points for score in methods):
        return methods
    return tuple(fed(edition, score, points.get(score.method.id, ZERO)) for score in methods)


def _unbounded(
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
