"""Which bounds took effect and what never occurred, counted anew from the scorecards."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest

from generator.analysis.bounds_review import review_bounds, unrecorded
from generator.dataset.assessment import Assessment
from generator.model.clauses import Group
from generator.scoring.card import Scorecard
from generator.scoring.tally import AdjustmentScore, CaseScore

YEARS = pytest.mark.parametrize("year", [2023, 2024, 2025])


def cards_of(sample: Assessment, year: int) -> list[Scorecard]:
    return [card for card in sample.cards if card.year == year and card.total is not None]


def recorded_on(card: Scorecard) -> set[str]:
    """The ids of what the result of a card records, wherever it does."""
    records = card.result.methods.values()
    parts = [*records, *(period for record in records for period in record.periods.values())]
    findings = [finding for part in parts for finding in part.findings]
    return {
        entry.of for entry in (*findings, *card.result.adjustments, *card.result.negative_cases)
    }


def bounds_on(card: Scorecard) -> Iterator[tuple[str, str]]:
    """The bounds that a card reached, from the points that it moved and kept."""
    for score in card.methods:
        for mark in score.marks:
            moved = sum((move.points for move in mark.movements), Decimal(0))
            if mark.movements and moved < mark.standard.lower:
                yield "lower", mark.standard.id
            if mark.movements and moved > mark.standard.upper:
                yield "upper", mark.standard.id
            for move in mark.movements:
                cap = move.situation.cap
                if cap is not None and abs(move.gross) > cap:
                    yield "cap", move.situation.id
    entries: list[AdjustmentScore | CaseScore] = [*card.adjustments.scores, *card.negative.scores]
    for entry in entries:
        cap = entry.rule.cap
        if cap is not None and abs(entry.gross) > cap and entry.points:
            yield "cap", entry.rule.id
    adjusting = card.edition.adjusting
    summed = card.adjustments.summed
    if (adjusting.max is not None and summed > adjusting.max) or (
        adjusting.min is not None and summed < adjusting.min
    ):
        yield "adjusting", ""


@YEARS
def test_bounds_are_those_that_the_cards_reached(year: int, sample: Assessment) -> None:
    cards = cards_of(sample, year)
    counts = Counter(bound for card in cards for bound in set(bounds_on(card)))
    review = review_bounds(cards[0].edition.whole, sample.book.sums[year])
    assert {tuple(row.bound): row.cards for row in review.held} == counts
    assert review.caps_held == sum(kind == "cap" for kind, _ in counts)
    assert review.intervals_held == len({of for kind, of in counts if kind in ("lower", "upper")})
    assert counts


@YEARS
def test_a_bound_is_among_the_cards_that_record_its_clause(year: int, sample: Assessment) -> None:
    cards = cards_of(sample, year)
    for row in review_bounds(cards[0].edition.whole, sample.book.sums[year]).held:
        if row.bound.kind == "cap":
            assert row.of is not None
            assert not isinstance(row.of, Group)
            assert row.among == sum(row.of.id in recorded_on(card) for card in cards)
        assert 0 < row.cards <= row.among


@YEARS
def test_what_never_occurred_is_in_no_result(year: int, sample: Assessment) -> None:
    cards = cards_of(sample, year)
    recorded = {id for card in cards for id in recorded_on(card)}
    edition = cards[0].edition.whole
    never = unrecorded(edition, sample.book.sums[year])
    situations = [rule.id for standard in edition.standards for rule in standard.situations]
    assert [rule.id for _, rule in never.situations] == [i for i in situations if i not in recorded]
    assert [rule.id for rule in never.adjustments] == [
        rule.id for rule in edition.adjustments if rule.id not in recorded
    ]
    assert [case.id for case in never.cases] == [
        case.id for case in edition.negative_cases if case.id not in recorded
    ]
    assert never.situations_in_force == len(situations)
    assert never.situations
    assert never.cases
