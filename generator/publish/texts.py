"""The texts that people wrote inside a value of the model."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from generator.exports.wording import plain
from generator.model.rich import Rich

IDS = frozenset({"id", "of", "clause", "tier", "kind", "level", "state", "organization", "event"})
"""Fields of words that the format or the edition knows."""


def texts_of(value: object) -> Iterator[str]:
    """Every text, in the order of the fields, rich text without its notation as well; ids and
    the keys of mappings are none."""
    if isinstance(value, str):
        yield value
        if isinstance(value, Rich):
            yield plain(value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in IDS:
                yield from texts_of(getattr(value, name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts_of(inner)
