"""Summarize scorecards for overviews."""

from collections.abc import Iterator

from generator.scoring.card import Scorecard
from generator.scoring.points import HUNDRED
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
        lacking={s.method.id: s.weight * (HUNDRED - s.raw) / HUNDRED for s in card.methods},
        costly=tuple(dict.fromkeys(_costly(card))) if scored else (),
        rectification=result.rectification,
        followed=result.followed,
    )


def _costly(card: Scorecard) -> Iterator[str]:
    """Yield the clauses that cost a card points: standards, negative cases, deductions."""
    for score in card.methods:
        for mark in score.marks:
            if mark.lost:
                yield mark.standard.id
    for case in card.negative.scores:
        if case.points:
            yield case.case.id
    for adjusted in card.adjustments.scores:
        if adjusted.points < 0:
            yield adjusted.adjustment.id
