"""Write data as YAML as a person would, with a comment where a field comes first."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from generator.messages.labels import Labels
from generator.model.fields import Model, field_named, model_in
from generator.yaml.nodes import Plain, is_plain_text

_UNQUOTED = re.compile(r"[\w\u4e00-\u9fff《“（][^:#\n\"\\]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class NewFile:
    """The path and the text of a file that is to be written."""

    path: Path
    text: str


def entry_lines(text: str, indent: str) -> Iterator[str]:
    """Yield the lines of a list entry, made of the YAML text of a mapping.

    Comments before the first key stand above the dash.
    """
    lines = text.rstrip("\n").split("\n")
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    yield from (f"{indent}{line}" for line in lines[:first])
    yield f"{indent}- {lines[first]}"
    yield from (f"{indent}  {line}" for line in lines[first + 1 :])


class YamlWriter:
    """Writes the data of one file; a field that has been commented is not commented again."""

    def __init__(self, labels: Labels) -> None:
        self._comments = labels.section("fields")
        self._commented: set[tuple[str, str]] = set()

    def write(self, data: dict[str, Plain], model: Model) -> str:
        """Return the text of a file. ``model`` is that of the data, and names its comments."""
        return "\n".join(self._mapping(data, model, "")) + "\n"

    def _mapping(self, data: dict[str, Plain], model: Model | None, indent: str) -> Iterator[str]:
        for key, value in data.items():
            yield from self._comment(model, key, indent)
            field = field_named(model, key) if model else None
            inner = model_in(field.annotation) if field else model
            yield from self._value(f"{indent}{key}:", value, inner, indent)

    def _value(self, key: str, value: Plain, model: Model | None, indent: str) -> Iterator[str]:
        """Yield the lines of a key and its value.

        ``key`` is indented and ends with its colon. A single value follows it on the same line;
        mappings, and lists of them, stand on the lines below. ``model`` names their comments.
        """
        if isinstance(value, dict) and value:
            yield key
            yield from self._mapping(value, model, indent + "  ")
        elif isinstance(value, tuple) and any(isinstance(v, dict | tuple) for v in value):
            yield key
            yield from self._items(value, model, indent + "  ")
        else:
            yield f"{key} {scalar(value)}".rstrip()

    def _items(self, values: tuple[Plain, ...], model: Model | None, indent: str) -> Iterator[str]:
        for value in values:
            if isinstance(value, dict):
                text = "\n".join(self._mapping(value, model, "")) or "{}"
                yield from entry_lines(text, indent)
            else:
                yield f"{indent}- {scalar(value)}"

    def _comment(self, model: Model | None, key: str, indent: str) -> Iterator[str]:
        name = model.__name__ if model else ""
        comment = self._comments.get(name, {}).get(key)
        if comment and (name, key) not in self._commented:
            self._commented.add((name, key))
            yield f"{indent}# {comment}"


def scalar(value: Plain) -> str:
    """Return a single value, or a list of them, on one line; text is quoted where YAML needs it."""
    if isinstance(value, tuple):
        return f"[{', '.join(scalar(inner) for inner in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = (
            _UNQUOTED.fullmatch(value) and is_plain_text(value) and not set(value) & set(",[]{}")
        )
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{}"
    return "" if value is None else _number_or_date(value)


def _number_or_date(value: int | Decimal | dt.date) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
