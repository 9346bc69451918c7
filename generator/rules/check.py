"""The rules that data must keep, and how they are run."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from generator.dataset.library import Library
from generator.problem import Problem
from generator.rules import editions, figures, organizations, records, references, results
from generator.rules.rule import Faults, Rule, code_of, portions, problems_of, shares
from generator.scoring.card import Scorecard
from generator.scoring.summary import CardSummary, summarize

__all__ = [
    "FIGURE_RULES",
    "RULES",
    "check",
    "check_all",
    "check_all_figures",
    "check_each",
    "check_each_figure",
    "check_figures",
    "code_of",
]

RULES_OF_ALL: tuple[Rule, ...] = (
    *editions.RULES,
    *references.RULES,
    *organizations.RULES,
    *results.RULES_OF_ALL,
)
"""Rules that see all editions, organizations, years and results at once."""

RULES_OF_EACH: tuple[Rule, ...] = (*results.RULES_OF_EACH, *records.RULES)
"""Rules on one result after the other, which tell the same of it whatever results stand beside
it in the library."""

RULES = (*RULES_OF_ALL, *RULES_OF_EACH)
FIGURE_RULES: tuple[Callable[..., Faults], ...] = figures.RULES

Told = dict[object, list[Problem]]
"""Problems by the rule that is broken."""


def check(library: Library) -> tuple[Problem, ...]:
    """The problems that rules across files find, before any figure is computed."""
    return (*check_all(library), *check_each(library))


def check_all(library: Library) -> tuple[Problem, ...]:
    """The problems of the library as a whole: these need all its results, or at least whose
    and of which year they are."""
    return tuple(fault for rule in RULES_OF_ALL for fault in problems_of(rule, rule(library)))


def check_each(library: Library) -> tuple[Problem, ...]:
    """The problems of its results one by one, sorted by rule."""
    told: Told = defaultdict(list)
    for share in shares(library):
        for rule in RULES_OF_EACH:
            told[rule] += problems_of(rule, rule(share))
    return _in_order(RULES_OF_EACH, told)


def check_figures(library: Library, cards: tuple[Scorecard, ...]) -> tuple[Problem, ...]:
    """The problems that comparing declared with computed figures finds."""
    summaries = tuple(map(summarize, cards))
    found = (*check_all_figures(library, summaries), *check_each_figure(library, cards))
    told: Told = defaultdict(list)
    for fault in found:
        told[fault.code].append(fault)
    return _in_order(map(code_of, FIGURE_RULES), told)


def check_all_figures(library: Library, summaries: Iterable[CardSummary]) -> tuple[Problem, ...]:
    """Those of results that are compared with each other."""
    rules = figures.RULES_OF_ALL
    return tuple(fault for rule in rules for fault in problems_of(rule, rule(library, summaries)))


def check_each_figure(library: Library, cards: tuple[Scorecard, ...]) -> tuple[Problem, ...]:
    """Those of cards one by one, sorted by rule."""
    told: Told = defaultdict(list)
    for few in portions(cards):
        for rule in figures.RULES_OF_EACH:
            told[rule] += problems_of(rule, rule(library, few))
    return _in_order(figures.RULES_OF_EACH, told)


def _in_order(rules: Iterable[object], told: Told) -> tuple[Problem, ...]:
    return tuple(fault for rule in rules for fault in told[rule])
