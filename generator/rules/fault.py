"""What a rule is: a generator of faults; its name is its code, its docstring the rule."""

from collections.abc import Callable, Iterator

from generator.dataset.library import Library
from generator.dataset.problem import Place, Problem, problem

Fault = tuple[Place, dict[str, object]]
"""Where a rule is broken, and the facts that the message names."""

Faults = Iterator[Fault]
Rule = Callable[[Library], Faults]


def code_of(rule: Callable[..., object]) -> str:
    """The code of a rule: its name, with hyphens."""
    return rule.__name__.replace("_", "-")


def problems_of(rule: Callable[..., object], faults: Faults) -> Iterator[Problem]:
    """The faults that one rule found, as problems."""
    code = code_of(rule)
    return (problem(code, place, **facts) for place, facts in faults)
