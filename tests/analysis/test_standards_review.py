"""Standards and methods judged by results, against the statistics of Python."""

from statistics import StatisticsError, correlation, covariance, variance

import pytest

from generator.analysis.standards_review import (
    agreements,
    review_methods,
    review_standards,
)
from generator.dataset.assessment import Assessment


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_correlation_of_a_standard_is_that_of_its_cards(year: int, sample: Assessment) -> None:
    book = sample.book
    cards = [card for card in sample.cards if card.year == year and card.total is not None]
    rows = review_standards(book.clause_years[year], book.sums[year])
    for row in rows:
        costs, rests = [], []
        for card in cards:
            marks = [
                (score, mark)
                for score in card.methods
                for mark in score.marks
                if mark.standard.id == row.standard.id and mark.value is not None
            ]
            if marks:
                cost = sum(float(m.lost * s.weight / s.possible) for s, m in marks)
                costs.append(-cost)
                rests.append(float(card.total or 0) + cost)
        assert row.assessed == len(costs)
        assert row.full == sum(cost == 0 for cost in costs)
        try:
            expected = correlation(costs, rests)
        except StatisticsError:
            assert row.correlation is None
        else:
            assert row.correlation is not None
            assert abs(float(row.correlation) - expected) < 0.006


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_shares_of_methods_are_covariances_and_add_up(year: int, sample: Assessment) -> None:
    cards = [card for card in sample.book.by_year[year] if card.ranked]
    sums = [-float(sum(card.lacking.values())) for card in cards]
    rows = review_methods(sample.book.by_year[year])
    for row in rows:
        own = [-float(card.lacking[row.method.id]) for card in cards]
        assert row.share is not None
        assert abs(float(row.share) - 100 * covariance(own, sums) / variance(sums)) < 0.06
    assert abs(sum(float(row.share or 0) for row in rows) - 100) < 0.3
    for pair in agreements(sample.book.by_year[year]):
        one = [float(card.raw[pair.one.id]) for card in cards]
        other = [float(card.raw[pair.other.id]) for card in cards]
        assert pair.organizations == len(cards)
        assert pair.correlation is not None
        assert abs(float(pair.correlation) - correlation(one, other)) < 0.006
