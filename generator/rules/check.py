"""Find the rules, and run them on what they take."""

import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import TypeGuard, get_type_hints

from generator.dataset.library import Frame, Library
from generator.model.result import Result
from generator.problem import Problem
from generator.rules.governed import GovernedResult, governed_result
from generator.rules.references import is_settled
from generator.rules.rule import Faults, Rule, problem_of
from generator.scoring.card import Scorecard
from generator.scoring.summarize import summarize
from generator.scoring.summary import CardSummary

FRAME = (Frame,)
RESULT = (Frame, Result)
GOVERNED = (GovernedResult,)
CARD = (Frame, Scorecard)
SUMMARIES = (Frame, Sequence[CardSummary])
KINDS = (FRAME, RESULT, GOVERNED, CARD, SUMMARIES)
"""What rules take, one kind after the other: see :mod:`generator.rules.rule`."""


@cache
def rules(kind: tuple[object, ...]) -> tuple[Rule, ...]:
    """Return the rules that take what a kind names."""
    return tuple(rule for rule in all_rules() if _parameters(rule) == kind)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Find all rules, sorted by module and place in it.

    Raises ``TypeError`` for a rule that takes something else than rules are given.
    """
    package = __name__.rpartition(".")[0]
    paths = import_module(package).__path__
    modules = [import_module(f"{package}.{module.name}") for module in pkgutil.iter_modules(paths)]
    functions = tuple(
        value
        for module in modules
        for name, value in vars(module).items()
        if _is_rule(name, value, module.__name__)
    )
    for rule in functions:
        if _parameters(rule) not in KINDS:
            raise TypeError(f"the rule {rule.__name__} takes nothing that rules are given")
    return functions


def _is_rule(name: str, value: object, module: str) -> TypeGuard[Rule]:
    """Tell whether a name of a module is that of a rule which is defined there."""
    own = inspect.isfunction(value) and value.__module__ == module and name[0] != "_"
    return own and get_type_hints(value).get("return") == Faults


def _parameters(rule: Rule) -> tuple[object, ...]:
    hints = get_type_hints(rule)
    return tuple(hints[name] for name in inspect.signature(rule).parameters)


def check(library: Library) -> tuple[Problem, ...]:
    """Run all rules that need no figures."""
    return (*check_frame(library), *check_results(library, library.results))


def check_frame(frame: Frame) -> tuple[Problem, ...]:
    """Run the rules on all data but the results."""
    return tuple(_run(FRAME, frame))


def check_results(frame: Frame, results: Iterable[Result]) -> tuple[Problem, ...]:
    """Run the rules on results, one result after the other."""
    problems: list[Problem] = []
    for result in results:
        problems += _run(RESULT, frame, result)
        edition = frame.edition_of(result.year)
        if edition and is_settled(frame, edition, result):
            problems += _run(GOVERNED, governed_result(frame, result, edition))
    return tuple(problems)


def check_figures(library: Library, cards: Iterable[Scorecard]) -> tuple[Problem, ...]:
    """Run all rules on figures, on the scorecards of all results."""
    cards = tuple(cards)
    summaries = tuple(map(summarize, cards))
    return (*check_cards(library, cards), *check_summaries(library, summaries))


def check_cards(frame: Frame, cards: Iterable[Scorecard]) -> tuple[Problem, ...]:
    """Run the rules on scorecards, one card after the other."""
    return tuple(problem for card in cards for problem in _run(CARD, frame, card))


def check_summaries(frame: Frame, summaries: Sequence[CardSummary]) -> tuple[Problem, ...]:
    """Run the rules that compare results with one another, on the summaries of all years."""
    return tuple(_run(SUMMARIES, frame, summaries))


def _run(kind: tuple[object, ...], *data: object) -> Iterator[Problem]:
    """Run the rules of a kind on what they take."""
    return (problem_of(rule, fault) for rule in rules(kind) for fault in rule(*data))
