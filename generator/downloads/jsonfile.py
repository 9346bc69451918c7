"""Documents as JSON: compact, deterministic, each naming its schema and version."""

import datetime as dt
import json
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from generator.addresses import schema_file
from generator.downloads.recurring import once

VERSION = 1
"""Of the format. It grows when a field goes away or comes to mean something else; a field
may be added without."""
Write = Callable[[Any], str]


def json_file(kind: str, path: str, document: object, site: str | None = None) -> bytes:
    """A document of a kind at a path of the site; its schema is named by its full address
    where the site's is known, else as seen from the path."""
    schema = schema_file(kind)
    address = f"{site}{schema}" if site else posixpath.relpath(schema, posixpath.dirname(path))
    head = _written({"$schema": address, "version": VERSION})
    return f"{head[:-1]}, {_written(document)[1:]}\n".encode()


def text_of(value: object) -> str:
    """A value as JSON on one line; decimals are numbers."""
    return f"{_written(value)}\n"


def _written(value: object) -> str:
    return _WRITERS[type(value)](value)


class _Writers(dict[type, Write]):
    """How values are written, by their type; for a type not met before it is found out."""

    def __missing__(self, kind: type) -> Write:
        self[kind] = write = _writer(kind)
        return write


def _writer(kind: type) -> Write:
    """Our own values are written by their fields, all else as what it is."""
    if issubclass(kind, BaseModel):
        names = {name: field.alias or name for name, field in kind.model_fields.items()}
        return _by_fields(names)
    if is_dataclass(kind):
        return once(_by_fields({field.name: field.name for field in fields(kind)}))
    return next(write for known, write in _WRITERS.items() if issubclass(kind, known))


def _by_fields(names: Mapping[str, str]) -> Write:
    """Writes the attributes named, each under the name that it has in JSON."""
    form = f"{{{', '.join(f'{_text(name)}: %s' for name in names.values())}}}"
    values = _values(tuple(names))

    def write(value: Any) -> str:
        inner = ["null" if one is None else _WRITERS[type(one)](one) for one in values(value)]
        return form % tuple(inner)

    return write


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    (name,) = names
    return lambda value: (getattr(value, name),)


def _entries(value: Mapping[str, Any]) -> str:
    entries = (f"{_text(name)}: {_written(entry)}" for name, entry in value.items())
    return f"{{{', '.join(entries)}}}"


def _list(value: tuple[Any, ...] | list[Any]) -> str:
    return f"[{', '.join(map(_written, value))}]"


@lru_cache(maxsize=4096)
def _number(value: Decimal) -> str:
    """A double gives a decimal of up to 15 digits back as it was written, and no score has
    more."""
    whole = int(value)
    return str(whole) if whole == value else repr(float(value))


_text = json.JSONEncoder(ensure_ascii=False).encode
_WRITERS = _Writers(
    {
        str: _text,
        type(None): lambda _: "null",
        bool: lambda value: "true" if value else "false",
        int: str,
        Decimal: _number,
        tuple: _list,
        list: _list,
        dict: _entries,
        dt.date: lambda value: f'"{value.isoformat()}"',
    }
)
"""How the values that JSON has, and two that it has not, are written."""
