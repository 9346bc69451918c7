"""What many downloads have alike, a mark without records for one, is written once."""

from collections.abc import Callable, Hashable
from functools import cached_property, wraps
from typing import Any, Generic, TypeVar

T = TypeVar("T")
F = TypeVar("F")
_MOST = 4096
"""So many values are kept at most."""


class Recurring:
    """Something that many downloads have alike; it keeps what it has been written as."""

    @cached_property
    def forms(self) -> dict[Callable[..., Any], Any]:
        """What it has been written as, by what wrote it."""
        return {}


class Kept(Generic[F]):
    """What is made of values that many downloads share, and of further facts. Values are told
    apart by identity, which costs less than to compare them; they are kept too, so that each
    stays its own."""

    def __init__(self, make: Callable[..., F]) -> None:
        self._make = make
        self._made: dict[Hashable, tuple[object, F]] = {}

    def of(self, value: object, *facts: Hashable) -> F:
        """What is made of a value and its facts."""
        key = (id(value), *facts) if facts else id(value)
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            found = self._made[key] = (value, self._make(value, *facts))
        return found[1]


def once(write: Callable[[T], F]) -> Callable[[T], F]:
    """``write``, called but once for a value that recurs, however often it is met."""

    @wraps(write)
    def written(value: T) -> F:
        forms: dict[Callable[..., Any], F] | None = getattr(value, "forms", None)
        if forms is None:
            return write(value)
        form = forms.get(write)
        if form is None:
            form = forms[write] = write(value)
        return form

    return written
