"""What can be won back: each clause that cost points, the dearest first."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

import pytest
from rendering import card_of

from generator.analysis.improvement import improvements
from generator.dataset.assessment import Assessment
from generator.scoring.card import Scorecard
from generator.scoring.points import round_fraction

CLAUSES = pytest.mark.parametrize("name", ["sample", "tiny", "deductions"])


def costs(card: Scorecard) -> dict[str, Fraction]:
    """What each clause took from the total, in plain fractions."""
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for score in card.methods:
        for mark in score.marks:
            share = Fraction(score.weight) / Fraction(score.possible)
            found[mark.standard.id] += Fraction(mark.lost) * share
    worth = Fraction(card.worth_in_total(card.edition.negative_list.feeds))
    for case in card.negative.scores:
        found[case.case.id] += Fraction(case.points) * worth
    worth = Fraction(card.worth_in_total(card.edition.adjusting.feeds))
    for one in card.adjustments.scores:
        found[one.adjustment.id] += max(Fraction(-one.points), Fraction(0)) * worth
    return {id: points for id, points in found.items() if points}


@CLAUSES
def test_every_loss_is_told_with_what_it_took_from_the_total(
    name: str, request: pytest.FixtureRequest
) -> None:
    book = request.getfixturevalue(name)
    assert isinstance(book, Assessment)
    told = 0
    for card in book.cards:
        found = improvements(card)
        wanted = {id: round_fraction(points, 2) for id, points in costs(card).items()}
        assert {one.clause: one.points for one in found} == wanted
        assert found == sorted(found, key=lambda one: (-one.points, one.clause))
        told += len(found)
    assert told


def test_a_clause_at_its_best_level_has_nothing_to_win_back(sample: Assessment) -> None:
    """s02 and s11 are worth 95 % at their best level: 4 × 95 % less 3.4 is what can be won."""
    card = card_of(sample, 2025, "culture-palace-arts")
    found = {one.clause: one.points for one in improvements(card)}
    assert "s11" not in found
    assert found["s02"] == Decimal("0.13")


def test_a_rectification_stands_with_its_clause_and_says_if_it_is_late(sample: Assessment) -> None:
    card = next(card for card in sample.cards if len(card.result.rectification) > 1)
    late = card.result.rectification[0]
    ledger = {entry.clause: entry for entry in card.result.rectification}
    found = {one.clause: one for one in improvements(card, frozenset({late}))}
    named = found.keys() & ledger.keys()
    assert named
    for clause in named:
        assert found[clause].rectification is ledger[clause]
        assert found[clause].overdue == (ledger[clause] is late)
    assert all(one.rectification is None for id, one in found.items() if id not in ledger)
