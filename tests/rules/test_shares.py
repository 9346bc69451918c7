"""Rules asked about few results at a time tell what they tell about all of them at once."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from test_cases import NAMES, lay_out

from generator.dataset.book import Assessment
from generator.dataset.library import Library, load
from generator.model.result import Declared, Result
from generator.problem import Problem
from generator.rules import figures
from generator.rules.check import (
    FIGURE_RULES,
    RULES,
    RULES_OF_ALL,
    RULES_OF_EACH,
    check,
    check_all,
    check_figures,
)
from generator.rules.rule import Rule, code_of, portions, problems_of, shares
from generator.scoring.card import Scorecard
from generator.scoring.summary import summarize


def rule_by_rule(library: Library) -> Iterator[Problem]:
    """What every rule tells of the whole library, one rule after the other."""
    for rule in RULES:
        yield from problems_of(rule, rule(library))


def figures_rule_by_rule(library: Library, cards: tuple[Scorecard, ...]) -> Iterator[Problem]:
    for rule in FIGURE_RULES:
        compares = rule in figures.RULES_OF_ALL
        yield from problems_of(rule, rule(library, map(summarize, cards) if compares else cards))


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


def test_all_problems_are_told_in_the_order_of_the_rules(wrong: Library) -> None:
    told = check(wrong)
    assert told == tuple(rule_by_rule(wrong))
    codes = {problem.code for problem in told}
    several = {"status-order", "standard-judged", "standard-of-record", "finding-of-method"}
    assert codes >= several
    assert len(told) > len(wrong.results)


@pytest.mark.parametrize("name", ["base", *NAMES])
def test_the_problems_of_every_case_are_those_rule_by_rule(name: str, tmp_path: Path) -> None:
    lay_out(name, tmp_path)
    library, _ = load(tmp_path / "standards", tmp_path / "results")
    assert check(library) == tuple(rule_by_rule(library))


@pytest.mark.parametrize("rule", RULES_OF_EACH, ids=code_of)
def test_a_rule_of_each_tells_of_a_result_alone_what_it_tells_among_others(
    rule: Rule, wrong: Library
) -> None:
    alone = [fault for one in wrong.results for fault in rule(replace(wrong, results=(one,)))]
    assert alone == list(rule(wrong))
    assert not list(rule(replace(wrong, results=())))


def test_what_all_rules_of_all_need_of_results_is_whose_and_of_which_year(wrong: Library) -> None:
    def bare(one: Result) -> Result:
        return Result.model_construct(status=(), organization=one.organization, year=one.year)

    light = replace(wrong, results=tuple(map(bare, wrong.results)))
    assert check_all(wrong)
    assert check_all(light) == check_all(wrong)


def test_every_rule_is_either_of_all_or_of_each() -> None:
    assert (*RULES_OF_ALL, *RULES_OF_EACH) == RULES
    assert {*figures.RULES_OF_ALL, *figures.RULES_OF_EACH} == set(FIGURE_RULES)
    assert set(figures.RULES_OF_ALL).isdisjoint(figures.RULES_OF_EACH)


def test_all_wrong_figures_are_told_in_the_order_of_the_rules(sample: Assessment) -> None:
    declared = Declared(total=Decimal(-1))
    cards = tuple(
        replace(card, result=card.result.model_copy(update={"declared": declared}))
        for card in sample.cards
    )
    told = check_figures(sample.library, cards)
    assert told == tuple(figures_rule_by_rule(sample.library, cards))
    assert {"figures-declared", "figure-recomputed"} <= {problem.code for problem in told}


def test_shares_are_all_results_in_their_order(sample: Assessment) -> None:
    found = list(shares(sample.library))
    assert len(found) > 1
    assert tuple(one for share in found for one in share.results) == sample.library.results
    assert all(share.editions is sample.library.editions for share in found)


def test_a_share_knows_the_organizations_without_looking_again(sample: Assessment) -> None:
    known = sample.library.known_organizations
    assert all(share.known_organizations is known for share in shares(sample.library))


@pytest.mark.parametrize("many", [0, 1, 31, 32, 33, 100])
def test_portions_lose_nothing(many: int) -> None:
    values = tuple(range(many))
    assert [value for few in portions(values) for value in few] == list(values)
