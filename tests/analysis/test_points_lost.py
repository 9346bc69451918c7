"""Where the points of a total went, and what would have won some back."""

from decimal import Decimal

import pytest

from generator.analysis.improvement import improvements
from generator.analysis.points_lost import points_lost, within_reach
from generator.analysis.what_if import what_ifs
from generator.dataset.assessment import Assessment
from generator.scoring.card import Scorecard

CENT = Decimal("0.01")


@pytest.fixture(scope="module", params=["sample", "tiny", "deductions"])
def cards(request: pytest.FixtureRequest) -> list[Scorecard]:
    assessment: Assessment = request.getfixturevalue(request.param)
    return list(assessment.cards)


def test_the_parts_lead_from_the_full_score_to_the_total_exactly(cards: list[Scorecard]) -> None:
    for card in cards:
        lost = points_lost(card)
        if card.total is None:
            assert lost is None
            continue
        assert lost is not None
        assert lost.full - lost.sum_lost + lost.sum_gained == card.total
        assert sum([part.points for part in lost.parts]) == lost.points


def test_each_method_is_printed_within_a_hundredth_of_what_it_lost(cards: list[Scorecard]) -> None:
    for card in cards:
        lost = points_lost(card)
        parts = {part.method: part.points for part in lost.parts} if lost else {}
        for score in card.methods if lost else ():
            exact = score.weight - score.weighted
            assert abs(parts.get(score.method.id, Decimal(0)) - exact) < CENT


def test_what_can_be_won_back_never_exceeds_the_room_of_the_total(cards: list[Scorecard]) -> None:
    for card in cards:
        by_clause = sum([entry.points for entry in improvements(card)], Decimal(0))
        reach = within_reach(card, by_clause)
        assert 0 <= reach <= by_clause
        if card.total is not None and card.edition.total.ceiling is not None:
            assert card.total + reach <= card.edition.total.ceiling


def test_more_ballots_for_the_best_level_give_what_is_said(sample: Assessment) -> None:
    told = 0
    for card in sample.cards:
        for step in what_ifs(card, points_lost(card)):
            if not step.ballots or step.best is None:
                continue
            counts = {level.id: count for level, count in step.score.ballots}
            moving = step.ballots
            for level in step.others:
                taken = min(moving, counts[level.id])
                counts[level.id] -= taken
                counts[step.best.id] += taken
                moving -= taken
            points = sum([level.points * counts[level.id] for level, _ in step.score.ballots])
            mean = points / Decimal(step.score.cast)
            gained = (mean - step.score.scored) * step.score.weight / 100
            assert abs(gained - step.gain) <= CENT / 2
            told += 1
    assert told > 60
