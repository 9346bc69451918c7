"""What a rule is.

A rule is a public function of a module of this package that returns ``Faults``. Its name is the
code of its problems, its docstring the rule as the page of rules states it. It is found by
itself. What it takes says on what it is run:

- ``(frame)``: once, on all data but the results;
- ``(frame, result)``: on each result;
- ``(governed)``: on each result whose edition is known, see :mod:`generator.rules.governed`;
- ``(frame, card)``: on each scorecard;
- ``(frame, summaries)``: once, on the summaries of all results.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from generator.problem import Place, Problem, gap, problem


class Fault(NamedTuple):
    """A place where a rule is broken, and the facts that the message of the problem names.

    A ``gap`` is something that has not been recorded yet. ``code`` is that of a more exact
    message than the one of the rule.
    """

    place: Place
    facts: Mapping[str, object] = {}
    gap: bool = False
    code: str = ""


Faults = Iterator[Fault]
Rule = Callable[..., Faults]


def code_of(rule: Rule) -> str:
    """Return the code of a rule: its name, with hyphens."""
    return rule.__name__.replace("_", "-")


def problem_of(rule: Rule, fault: Fault) -> Problem:
    """Return a fault that a rule found as a problem."""
    make = gap if fault.gap else problem
    return make(fault.code or code_of(rule), fault.place, **fault.facts)
