"""Few results at a time, so that all rules ask about a result while the processor has it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from generator.library import Library

_MANY = 32
T = TypeVar("T")


def shares(library: Library) -> Iterator[Library]:
    """The library with a share of its results each time, in their order."""
    for results in portions(library.results):
        share = replace(library, results=tuple(results))
        # What a library has found out it keeps here, and it is as true of a share.
        vars(share)["known_organizations"] = library.known_organizations
        yield share


def portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Consecutive values, a few each time."""
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))
