"""Plain data → YAML as a person would write it, with a comment at every field's first use."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from decimal import Decimal

from generator.messages.labels import Labels
from generator.model.base import Model, field_named, model_in
from generator.yaml.scalars import Plain, is_plain_text

_SAFE = re.compile(r"[\w\u4e00-\u9fff《“（][^:#\n\"\\]*", re.ASCII)


class Writer:
    """Writes the data of one file. ``model`` says what the file is; a field that has been
    commented once is not commented again."""

    def __init__(self, words: Labels) -> None:
        self._fields = words.section("fields")
        self._commented: set[tuple[str, str]] = set()

    def written(self, data: dict[str, Plain], model: Model) -> str:
        """The data as the text of a file."""
        return "\n".join(self._mapping(data, model, "")) + "\n"

    def _mapping(self, data: dict[str, Plain], model: Model | None, indent: str) -> Iterator[str]:
        for key, value in data.items():
            yield from self._comment(model, key, indent)
            field = field_named(model, key) if model else None
            inner = model_in(field.annotation) if field else model
            yield from self._entry(f"{indent}{key}:", value, inner, indent)

    def _entry(self, head: str, value: Plain, model: Model | None, indent: str) -> Iterator[str]:
        """A key or a dash with what belongs to it, on its line or below."""
        if isinstance(value, dict) and value:
            yield head
            yield from self._mapping(value, model, indent + "  ")
        elif isinstance(value, tuple) and any(isinstance(v, dict | tuple) for v in value):
            yield head
            yield from self._items(value, model, indent + "  ")
        else:
            yield f"{head} {scalar(value)}".rstrip()

    def _items(self, values: tuple[Plain, ...], model: Model | None, indent: str) -> Iterator[str]:
        for value in values:
            if isinstance(value, dict):
                first, *rest = list(self._mapping(value, model, indent + "  ")) or [""]
                while first.lstrip().startswith("#"):
                    yield f"{indent}{first.lstrip()}"
                    first, *rest = rest
                yield f"{indent}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}- {scalar(value)}"

    def _comment(self, model: Model | None, key: str, indent: str) -> Iterator[str]:
        name = model.__name__ if model else ""
        described = self._fields.get(name, {}).get(key)
        if described and (name, key) not in self._commented:
            self._commented.add((name, key))
            yield f"{indent}# {described}"


def scalar(value: Plain) -> str:
    """A single value, or a list of them, on one line; text in quotes where it needs them."""
    if isinstance(value, tuple):
        return f"[{', '.join(scalar(inner) for inner in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = _SAFE.fullmatch(value) and is_plain_text(value) and not set(value) & set(",[]{}")
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{}"
    return "" if value is None else _simple(value)


def _simple(value: int | Decimal | dt.date) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
