"""The rules that data must keep, and how they are run."""

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
from generator.library import Library
from generator.problem import Problem, problem
from generator.score import Scorecard

__all__ = ["FIGURE_RULES", "RULES", "check", "check_figures", "code_of"]

RULES: tuple[Rule, ...] = (
    *editions.RULES,
    *succession.RULES,
    references.unknown_reference,
    *organizations.RULES,
    *results.RULES,
    *records.RULES,
)
FIGURE_RULES: tuple[FigureRule, ...] = figures.RULES


def check(library: Library) -> tuple[Problem, ...]:
    """The problems that rules across files find, before any figure is computed."""
    return tuple(fault for rule in RULES for fault in broken(rule, library))


def check_figures(library: Library, cards: tuple[Scorecard, ...]) -> tuple[Problem, ...]:
    """The problems that comparing declared with computed figures finds."""
    return tuple(
        problem(code_of(rule), place, **facts)
        for rule in FIGURE_RULES
        for place, facts in rule(library, cards)
    )
