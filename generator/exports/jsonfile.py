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

from generator.urls import schema_file

VERSION = 1
"""Of the format. It grows when a field goes away or comes to mean something else; a field
may be added without."""
Write = Callable[[Any], bytes]


def json_file(kind: str, path: str, document: bytes, site: str | None = None) -> bytes:
    """A document of a kind, written as JSON, at a path of the site; its schema is named by its
    full address where the site's is known, else as seen from the path."""
    head = _head(kind, site or "../" * path.count("/"))
    return b"%b, %b\n" % (head, document[1:])


@lru_cache(maxsize=64)
def _head(kind: str, root: str) -> bytes:
    return written({"$schema": f"{root}{schema_file(kind)}", "version": VERSION})[:-1]


def text_of(value: object) -> str:
    """A value as JSON on one line; decimals are numbers."""
    return f"{written(value).decode()}\n"


def written(value: object) -> bytes:
    """A value as JSON, in UTF-8 as all that is put together here."""
    return _WRITERS[type(value)](value)


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
    blank, values = form(kind), _values(tuple(_names(kind)))

    def write(value: Any) -> bytes:
        inner = [b"null" if one is None else _WRITERS[type(one)](one) for one in values(value)]
        return blank % tuple(inner)

    return write


def form(kind: type, /, **known: object) -> bytes:
    """A value of a kind as JSON, with a gap for each field that is not ``known``, in their
    order. What is put into the gaps, with ``%``, has to be JSON."""
    kept = {name: written(value).replace(b"%", b"%%") for name, value in known.items()}
    return _entered((name, kept.get(field, b"%b")) for field, name in _names(kind).items())


def _entered(entries: Iterable[tuple[str, bytes]]) -> bytes:
    return b"{%b}" % b", ".join([b"%b: %b" % (text(name), entry) for name, entry in entries])


def listed(values: Iterable[bytes]) -> bytes:
    """Values that are JSON already as a list of them."""
    return b"[%b]" % b", ".join(values)


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


def _mapping(value: Mapping[str, Any]) -> bytes:
    return _entered((name, written(entry)) for name, entry in value.items())


def _list(value: tuple[Any, ...] | list[Any]) -> bytes:
    return listed([_WRITERS[type(one)](one) for one in value])


@lru_cache(maxsize=16_384)
def number(value: Decimal) -> bytes:
    """A decimal as JSON has it. A double gives a decimal of up to 15 digits back as it was
    written, and no score has more."""
    whole = int(value)
    return (str(whole) if whole == value else repr(float(value))).encode()


@lru_cache(maxsize=4096)
def _day(value: dt.date) -> bytes:
    return f'"{value.isoformat()}"'.encode()


def text(value: str) -> bytes:
    """A text as JSON."""
    return encode_basestring(value).encode()


_WRITERS = _Writers(
    {
        str: text,
        type(None): lambda _: b"null",
        bool: lambda value: b"true" if value else b"false",
        int: lambda value: b"%d" % value,
        Decimal: number,
        tuple: _list,
        list: _list,
        dict: _mapping,
        dt.date: _day,
    }
)
"""How the values that JSON has, and two that it has not, are written."""
