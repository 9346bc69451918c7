"""The rules that data must keep, and how they are run."""

from collections.abc import Iterator
from itertools import chain

from generator.check import (
    editions,
    figures,
    organizations,
    records,
    references,
    results,
    succession,
)
from generator.check.fault import Rule, broken, code_of
from generator.check.figures import FigureRule
from generator.check.shares import shares
from generator.library import Library
from generator.problem import Problem, problem
from generator.score import Scorecard

__all__ = ["FIGURE_RULES", "RULES", "check", "check_figures", "code_of"]

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


def check(library: Library) -> tuple[Problem, ...]:
    """The problems that rules across files find, before any figure is computed."""
    return (*check_all(library), *check_each(library))


def check_all(library: Library) -> Iterator[Problem]:
    """The problems of the library as a whole."""
    return (fault for rule in RULES_OF_ALL for fault in broken(rule, library))


def check_each(library: Library) -> Iterator[Problem]:
    """The problems of its results one by one, rule by rule."""
    told: list[list[Problem]] = [[] for _ in RULES_OF_EACH]
    for share in shares(library):
        for problems, rule in zip(told, RULES_OF_EACH, strict=True):
            problems.extend(broken(rule, share))
    return chain.from_iterable(told)


def check_figures(library: Library, cards: tuple[Scorecard, ...]) -> tuple[Problem, ...]:
    """The problems that comparing declared with computed figures finds."""
    return tuple(
        problem(code_of(rule), place, **facts)
        for rule in FIGURE_RULES
        for place, facts in rule(library, cards)
    )
