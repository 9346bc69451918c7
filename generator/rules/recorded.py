"""What is told apart in results that are still being recorded: their state, and their methods."""

from generator.problem import Problem
from generator.yaml.nodes import Plain

BEGUN = ("draft", "interim")
"""The states of a result that need not be complete."""


def method_of(fault: Problem) -> str:
    """Return the method that a problem of a result is of, empty if it is of none; one that is
    missing is named by the problem."""
    path = fault.place.path
    if path[:1] != ("methods",):
        return ""
    return str(path[1]) if len(path) > 1 else fault.facts.get("id", "")


def state_of(data: Plain) -> str:
    """Return the last state that the plain data of a result has, or an empty text."""
    steps = data.get("status") if isinstance(data, dict) else None
    last = steps[-1] if isinstance(steps, tuple) and steps else None
    return str(last.get("state", "")) if isinstance(last, dict) else ""
