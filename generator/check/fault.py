"""What a rule is: a generator of faults; its name is its code, its docstring the rule."""

from collections.abc import Callable, Iterator

from generator.library import Library
from generator.problem import Place, Problem, problem

Fault = tuple[Place, dict[str, object]]
"""Where a rule is broken, and the facts that the message names."""

Faults = Iterator[Fault]
Rule = Callable[[Library], Faults]


def code_of(rule: Callable[..., object]) -> str:
    """The code of a rule: its name, with hyphens."""
    return rule.__name__.replace("_", "-")


def broken(rule: Rule, library: Library) -> Iterator[Problem]:
    """The problems that one rule finds."""
    return (problem(code_of(rule), place, **facts) for place, facts in rule(library))
