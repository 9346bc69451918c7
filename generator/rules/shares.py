"""Few results at a time, so that all rules ask about a result while the processor has it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import TypeVar

from generator.dataset.library import Library

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
