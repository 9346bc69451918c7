"""What a rule is: a generator of faults; its name is its code, its docstring the rule."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import TypeVar

from generator.dataset.library import Library
from generator.problem import Place, Problem, problem

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


_MANY = 32
T = TypeVar("T")


def shares(library: Library) -> Iterator[Library]:
    """The library with a share of its results each time, in their order."""
    return map(library.with_results, portions(library.results))


def portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Consecutive values, a few each time."""
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))


def once_for_share(make: Callable[[Library], Iterable[T]]) -> Callable[[Library], Sequence[T]]:
    """``make`` for a library, called once while one rule after the other asks about it."""
    latest: list[tuple[Library, Sequence[T]]] = []

    @wraps(make)
    def known(library: Library) -> Sequence[T]:
        if not latest or latest[0][0] is not library:
            latest[:] = [(library, tuple(make(library)))]
        return latest[0][1]

    return known
