"""Values on their way between copies of one process.

What belongs to an edition, and the organizations, all copies have from before they were
parted; it travels as a number. A scorecard travels as year and organization.
"""

import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.score import Scorecard

CardKey = tuple[int, str]


class Common:
    """What all copies have, by number; to be made before they are parted."""

    def __init__(self, values: Iterable[BaseModel]) -> None:
        self._values = list(_inner(tuple(values)))
        self._numbers = {id(value): n for n, value in enumerate(self._values)}

    def packed(self, value: object) -> bytes:
        """A value, ready to be sent."""
        out = io.BytesIO()
        _Packer(out, self._numbers).dump(value)
        return out.getvalue()

    def unpacked(self, data: bytes, card: Callable[[CardKey], Scorecard]) -> Any:
        """The value that was sent; ``card`` gives the card with a key."""
        return _Unpacker(io.BytesIO(data), self._values, card).load()


class _Packer(pickle.Pickler):
    def __init__(self, out: io.BytesIO, numbers: Mapping[int, int]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._numbers = numbers

    def persistent_id(self, value: Any) -> int | CardKey | None:
        if isinstance(value, Scorecard):
            return value.year, value.organization.id
        return self._numbers.get(id(value))


class _Unpacker(pickle.Unpickler):
    def __init__(
        self, file: io.BytesIO, values: list[BaseModel], card: Callable[[CardKey], Scorecard]
    ) -> None:
        super().__init__(file)
        self._values = values
        self._card = card

    def persistent_load(self, key: int | CardKey) -> object:
        return self._values[key] if isinstance(key, int) else self._card(key)


def _inner(value: object) -> Iterator[BaseModel]:
    """All models in a value, itself included."""
    if isinstance(value, BaseModel):
        yield value
        yield from _inner(tuple(vars(value).values()))
    elif isinstance(value, tuple):
        for one in value:
            yield from _inner(one)
    elif isinstance(value, Mapping):
        yield from _inner(tuple(value.values()))
