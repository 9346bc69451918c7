"""What many downloads have alike, a mark without records for one, is written once."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, TypeVar

T = TypeVar("T")
F = TypeVar("F")


class Recurring:
    """Something that many downloads have alike; it keeps what it has been written as."""

    @cached_property
    def forms(self) -> dict[Callable[..., Any], Any]:
        """What it has been written as, by what wrote it."""
        return {}


def once(write: Callable[[T], F]) -> Callable[[T], F]:
    """``write``, called but once for a value that recurs, however often it is met."""

    @wraps(write)
    def written(value: T) -> F:
        if not isinstance(value, Recurring):
            return write(value)
        forms: dict[Callable[..., Any], F] = value.forms
        if write not in forms:
            forms[write] = write(value)
        return forms[write]

    return written
