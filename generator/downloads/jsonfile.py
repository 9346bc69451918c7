"""Documents as JSON: compact, deterministic, each naming its schema and version."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from generator.addresses import schema_file

VERSION = 1
"""Of the format. It grows when a field goes away or comes to mean something else; a field
may be added without."""
Write = Callable[[Any], str]


class Written(str):
    """A value that is JSON already."""

    __slots__ = ()


def json_file(kind: str, path: str, document: object, site: str | None = None) -> bytes:
    """A document of a kind at a path of the site; its schema is named by its full address
    where the site's is known, else as seen from the path."""
    head = _head(kind, site or "../" * path.count("/"))
    return f"{head}, {written(document)[1:]}\n".encode()


@lru_cache(maxsize=64)
def _head(kind: str, root: str) -> str:
    return written({"$schema": f"{root}{schema_file(kind)}", "version": VERSION})[:-1]


def text_of(value: object) -> str:
    """A value as JSON on one line; decimals are numbers."""
    return f"{written(value)}\n"


def written(value: object) -> Written:
    """A value as JSON."""
    return Written(_WRITERS[type(value)](value))


class _Writers(dict[type, Write]):
    """How values are written, by their type; for a type not met before it is found out."""

    def __missing__(self, kind: type) -> Write:
        self[kind] = write = _writer(kind)
        return write


def _writer(kind: type) -> Write:
    """Our own values are written by their fields, all else as what it is."""
    if issubclass(kind, BaseModel) or is_dataclass(kind):
        return _by_fields(kind)
    return next(write for known, write in _WRITERS.items() if issubclass(kind, known))


def _by_fields(kind: type) -> Write:
    """Writes the attributes of a kind of value, each under the name that it has in JSON."""
    names = _names(kind)
    blank = f"{{{', '.join(f'{_text(name)}: %s' for name in names.values())}}}"
    values = _values(tuple(names))

    def write(value: Any) -> str:
        inner = ["null" if one is None else _WRITERS[type(one)](one) for one in values(value)]
        return blank % tuple(inner)

    return write


def form(kind: type, /, **known: object) -> str:
    """A value of a kind as JSON in which all but the ``known`` fields are gaps: what is put
    into them, by name and with ``%``, has to be JSON."""
    kept = {name: str(written(value)).replace("%", "%%") for name, value in known.items()}
    names = _names(kind).items()
    entries = (f"{_text(name)}: {kept.get(field, f'%({field})s')}" for field, name in names)
    return f"{{{', '.join(entries)}}}"


def listed(texts: Iterable[str]) -> Written:
    """Values that are JSON already as a list of them."""
    return Written(f"[{', '.join(texts)}]")


def _names(kind: type[Any]) -> Mapping[str, str]:
    """The fields of a kind of value, and the name of each in JSON."""
    if issubclass(kind, BaseModel):
        return {name: field.alias or name for name, field in kind.model_fields.items()}
    return {field.name: field.name for field in fields(kind)}


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    (name,) = names
    return lambda value: (getattr(value, name),)


def _entries(value: Mapping[str, Any]) -> str:
    entries = (f"{_text(name)}: {written(entry)}" for name, entry in value.items())
    return f"{{{', '.join(entries)}}}"


def _list(value: tuple[Any, ...] | list[Any]) -> str:
    return listed([_WRITERS[type(one)](one) for one in value])


@lru_cache(maxsize=4096)
def number(value: Decimal) -> str:
    """A decimal as JSON has it. A double gives a decimal of up to 15 digits back as it was
    written, and no score has more."""
    whole = int(value)
    return str(whole) if whole == value else repr(float(value))


_text = encode_basestring
_WRITERS = _Writers(
    {
        Written: str,
        str: _text,
        type(None): lambda _: "null",
        bool: lambda value: "true" if value else "false",
        int: str,
        Decimal: number,
        tuple: _list,
        list: _list,
        dict: _entries,
        dt.date: lambda value: f'"{value.isoformat()}"',
    }
)
"""How the values that JSON has, and two that it has not, are written."""
