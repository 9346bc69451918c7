"""Summarize scorecards for overviews."""

from generator.scoring.card import Scorecard
from generator.scoring.summary import CardSummary


def summarize(card: Scorecard) -> CardSummary:
    """Summarize a scorecard for overviews."""
    result, scored = card.result, card.total is not None
    percents = {id: aspect.percent for id, aspect in (card.aspects or {}).items()}
    return CardSummary(
        edition=card.edition,
        organization=card.organization,
        year=card.year,
        status=result.status,
        no_grade=result.no_grade,
        decision=result.decision,
        raw={score.method.id: score.raw for score in card.methods},
        base=card.base,
        adjusted=card.adjustments.points if scored else None,
        deducted=card.negative.points if scored else None,
        total=card.total,
        aspects={id: percent for id, percent in percents.items() if percent is not None},
        by_cutoff=card.by_cutoff,
        holds=card.holds,
        calculated=card.calculated,
        grade=card.grade,
    )
