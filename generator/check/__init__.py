"""The rules that data must keep, and how they are run."""

from collections import defaultdict
from collections.abc import Iterable

from generator.check import (
    editions,
    figures,
    organizations,
    records,
    references,
    results,
    succession,
)
from generator.check.fault import Rule, code_of, problems_of
from generator.check.figures import FigureRule
from generator.check.shares import portions, shares
from generator.library import Library
from generator.problem import Problem
from generator.score import Scorecard

__all__ = [
    "FIGURE_RULES",
    "RULES",
    "all_figures_are_sound",
    "all_is_sound",
    "check",
    "check_figures",
    "code_of",
    "each_figure_is_sound",
    "each_is_sound",
]

RULES_OF_ALL: tuple[Rule, ...] = (
    *editions.RULES,
    *succession.RULES,
    references.unknown_reference,
    *organizations.RULES,
    *results.RULES_OF_ALL,
)
"""Rules that see all editions, organizations, years and results at once."""

RULES_OF_EACH: tuple[Rule, ...] = (*results.RULES_OF_EACH, *records.RULES)
"""Rules on one result after the other, which tell the same of it whatever results stand beside
it in the library."""

RULES = (*RULES_OF_ALL, *RULES_OF_EACH)
FIGURE_RULES: tuple[FigureRule, ...] = figures.RULES

Told = dict[object, list[Problem]]
"""Problems by the rule that is broken."""


def check(library: Library) -> tuple[Problem, ...]:
    """The problems that rules across files find, before any figure is computed."""
    told: Told = defaultdict(list)
    for rule in RULES_OF_ALL:
        told[rule] += problems_of(rule, rule(library))
    for share in shares(library):
        for rule in RULES_OF_EACH:
            told[rule] += problems_of(rule, rule(share))
    return _in_order(RULES, told)


def check_figures(library: Library, cards: tuple[Scorecard, ...]) -> tuple[Problem, ...]:
    """The problems that comparing declared with computed figures finds."""
    told: Told = defaultdict(list)
    for rule in figures.RULES_OF_ALL:
        told[rule] += problems_of(rule, rule(library, cards))
    for few in portions(cards):
        for rule in figures.RULES_OF_EACH:
            told[rule] += problems_of(rule, rule(library, few))
    return _in_order(FIGURE_RULES, told)


def each_is_sound(library: Library) -> bool:
    """Whether no rule on single results finds a problem."""
    told = (rule(share) for share in shares(library) for rule in RULES_OF_EACH)
    return not any(True for faults in told for _ in faults)


def all_is_sound(library: Library) -> bool:
    """Whether no rule on all data together finds a problem."""
    return not any(True for rule in RULES_OF_ALL for _ in rule(library))


def each_figure_is_sound(library: Library, cards: tuple[Scorecard, ...]) -> bool:
    """Whether no rule on the figures of single cards finds a problem."""
    told = (rule(library, few) for few in portions(cards) for rule in figures.RULES_OF_EACH)
    return not any(True for faults in told for _ in faults)


def all_figures_are_sound(library: Library, cards: tuple[Scorecard, ...]) -> bool:
    """Whether no rule that compares cards finds a problem."""
    return not any(True for rule in figures.RULES_OF_ALL for _ in rule(library, cards))


def _in_order(rules: Iterable[object], told: Told) -> tuple[Problem, ...]:
    return tuple(fault for rule in rules for fault in told[rule])
