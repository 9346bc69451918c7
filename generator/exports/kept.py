"""What many downloads have alike is made once."""

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

F = TypeVar("F")
_MOST = 2048
"""So many values are kept at most."""


class Kept(Generic[F]):
    """What is made of values that many downloads share, and of further facts. Values are told
    apart by identity, which costs less than to compare them; they are kept too, so that each
    stays its own."""

    def __init__(self, make: Callable[..., F]) -> None:
        self._make = make
        self._made: dict[Hashable, F] = {}
        self._values: dict[Hashable, object] = {}

    def of(self, value: object, *facts: Hashable) -> F:
        """What is made of a value and its facts."""
        key = (id(value), *facts) if facts else id(value)
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= _MOST:
                self._made.clear()
                self._values.clear()
            self._values[key] = value
            found = self._made[key] = self._make(value, *facts)
        return found

    def known(self, values: Iterable[object]) -> list[F | None]:
        """What is kept of each of these values without facts; of others, nothing."""
        return list(map(self._made.get, map(id, values)))
