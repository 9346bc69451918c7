"""Sums of shares of the cards of a year, combined, are the sums of all of them."""

import pickle
from collections.abc import Sequence
from fractions import Fraction

import pytest

from generator.analysis.clause_costs import count_clauses
from generator.analysis.clause_sums import combine_sums
from generator.analysis.sums import sum_year, sums_by_year
from generator.dataset.assessment import Assessment
from generator.model.clauses import Standard
from generator.scoring.card import Scorecard

BOOKS = ["sample", "tiny", "deductions"]


@pytest.fixture(params=BOOKS)
def years(request: pytest.FixtureRequest) -> list[tuple[int, Sequence[Scorecard]]]:
    book = request.getfixturevalue(request.param)
    assert isinstance(book, Assessment)
    return [
        (year, [card for card in book.cards if card.year == year]) for year in book.book.by_year
    ]


@pytest.mark.parametrize("shares", [1, 2, 3, 1000])
def test_shares_that_were_sent_and_brought_together_say_the_same(
    years: list[tuple[int, Sequence[Scorecard]]], shares: int
) -> None:
    for year, cards in years:
        sent = [pickle.dumps(sums_by_year(cards[n::shares])) for n in range(shares)]
        whole = combine_sums(pickle.loads(one) for one in sent)[year]
        edition = cards[0].edition
        assert count_clauses(year, edition, whole) == count_clauses(year, edition, sum_year(cards))


def test_a_sum_is_small_however_many_cards_it_is_of(
    years: list[tuple[int, Sequence[Scorecard]]],
) -> None:
    for _, cards in years:
        once, often = (len(pickle.dumps(sum_year(tuple(cards) * times))) for times in (1, 50))
        assert often < once * 1.2


def test_cards_are_counted_once_and_marks_each(
    years: list[tuple[int, Sequence[Scorecard]]],
) -> None:
    """The same, clause by clause, with the organizations themselves."""
    for year, cards in years:
        scored = [card for card in cards if card.total is not None]
        for id, found in count_clauses(year, cards[0].edition, sum_year(cards)).items():
            marks = [
                (card.organization.id, score, mark)
                for card in scored
                for score in card.methods
                for mark in score.marks
                if mark.standard.id == id and mark.value is not None
            ]
            cases = [
                (card, case) for card in scored for case in card.negative.scores
                if case.case.id == id
            ]  # fmt: skip
            lost = {who for who, _, mark in marks if mark.lost}
            lost |= {card.organization.id for card, case in cases if case.points}
            standard = isinstance(found.clause, Standard)
            assert found.assessed == (len({who for who, *_ in marks}) if standard else len(scored))
            assert found.organizations == len(lost)
            assert found.recorded == len({card.organization.id for card, _ in cases})
            assert found.earned == sum(mark.value or 0 for *_, mark in marks)
            assert found.possible == sum(mark.standard.points for *_, mark in marks)
            shares = [
                Fraction(mark.lost * score.weight) / Fraction(score.possible)
                for _, score, mark in marks
            ]
            feeds = cards[0].edition.negative_list.feeds
            deducted = [
                Fraction(card.worth_in_total(feeds)) * Fraction(case.points) for card, case in cases
            ]
            assert found.cost == sum(shares) + sum(deducted)
