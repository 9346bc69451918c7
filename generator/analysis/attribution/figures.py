"""What the total of a scorecard is made of besides raw scores: adjustments, negative cases,
bounds, rounding."""

from collections.abc import Mapping
from decimal import Decimal

from generator.frozen import frozen
from generator.scoring.card import Scorecard
from generator.scoring.points import ZERO, clamp


@frozen
class Listed:
    """Signed points by the id of an adjustment or a negative case, what bounds on their sum
    added, and what one of these points is worth in the total."""

    points: Mapping[str, Decimal]
    bounded: Decimal
    worth: Decimal


_NONE = Listed({}, ZERO, ZERO)


@frozen
class Figures:
    """A card with a total; its total as printed, what bounds on raw scores and on the total
    added to it, and what rounding did."""

    card: Scorecard
    adjustments: Listed
    negative: Listed
    total: Decimal
    bounding: Decimal
    lost: Decimal


def figures(card: Scorecard) -> Figures:
    """The figures of a card that has a total."""
    total, unbounded, bounds = card.total or ZERO, card.unbounded or ZERO, card.edition.total
    within = clamp(unbounded, bounds.floor, bounds.ceiling)
    raw = clipped = ZERO
    for score in card.methods:
        raw += score.weight * score.raw
        if score.fed or score.raw != score.rounded:
            clipped += score.weight * (score.raw - score.rounded - score.fed)
    return Figures(
        card,
        adjustments=_adjustments(card),
        negative=_negative(card),
        total=total,
        bounding=clipped.scaleb(-2) + within - unbounded,
        lost=(card.base or ZERO) - raw.scaleb(-2) + total - within,
    )


def _adjustments(card: Scorecard) -> Listed:
    tally = card.adjustments
    if not tally.scores:
        return _NONE
    points = {score.adjustment.id: score.points for score in tally.scores}
    return Listed(
        points, tally.points - tally.summed, card.worth_in_total(card.edition.adjusting.feeds)
    )


def _negative(card: Scorecard) -> Listed:
    tally = card.negative
    if not tally.scores:
        return _NONE
    points = {score.case.id: -score.points for score in tally.scores}
    worth = card.worth_in_total(card.edition.negative_list.feeds)
    return Listed(points, tally.summed - tally.points, worth)
