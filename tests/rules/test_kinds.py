"""Rules on results one by one say the same whatever results are checked with them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from msgspec import structs

from generator.dataset.assessment import Assessment
from generator.dataset.library import Library
from generator.model.result import Declared, Result
from generator.problem import Problem
from generator.rules.check import check, check_cards, check_figures, check_frame, check_results


@pytest.fixture(scope="module")
def wrong(sample: Assessment) -> Library:
    """The sample with every result in another year, and judged by another edition than its
    own; and with states that do not follow."""
    years = sorted({result.year for result in sample.library.results})
    later = dict(zip(years, [*years[1:], years[0]], strict=True))

    def moved(one: Result) -> Result:
        status = one.status[::-1]
        return one.model_copy(update={"year": later[one.year], "status": status})

    return replace(sample.library, results=tuple(map(moved, sample.library.results)))


def codes(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in problems}


def test_results_checked_one_by_one_have_the_problems_of_all_together(wrong: Library) -> None:
    alone = tuple(p for result in wrong.results for p in check_results(wrong, [result]))
    assert alone == check_results(wrong, wrong.results)
    several = {"status-order", "standard-judged", "standard-of-record", "finding-of-method"}
    assert codes(alone) >= several
    assert len(alone) > len(wrong.results)


def test_data_without_results_have_problems_of_their_own(wrong: Library) -> None:
    assert check(wrong) == (*check_frame(wrong), *check_results(wrong, wrong.results))
    assert check_results(wrong, []) == ()


def test_a_card_alone_has_the_problems_that_it_has_among_others(sample: Assessment) -> None:
    declared = Declared(total=Decimal(-1))
    cards = tuple(
        structs.replace(card, result=card.result.model_copy(update={"declared": declared}))
        for card in sample.cards
    )
    alone = tuple(p for card in cards for p in check_cards(sample.library, [card]))
    assert alone == check_cards(sample.library, cards)
    assert codes(alone) >= {"figures-declared", "figure-recomputed"}
    assert set(map(repr, alone)) <= set(map(repr, check_figures(sample.library, cards)))
