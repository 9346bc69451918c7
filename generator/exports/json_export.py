"""Write documents as JSON on one line, each with the address of its schema and its version."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import msgspec
from pydantic import BaseModel

from generator.exports.numbers import number
from generator.urls import schema_file

T = TypeVar("T")
VERSION = 1
"""The version of the format. It grows when a field is removed or changes its meaning; a field may
be added without."""


def json_file(kind: str, path: str, document: Any, site: str | None = None) -> bytes:
    """Return a document as the JSON file at a path of the site.

    ``kind`` is the name of its schema. The file gives the address of the schema in full where
    the address of the ``site`` is known, and else relative to itself.
    """
    root = site or "../" * path.count("/")
    head = {"$schema": f"{root}{schema_file(kind)}", "version": VERSION}
    return encode({**head, **document})


def encode(document: Mapping[str, Any]) -> bytes:
    """Return a document as JSON on one line, in UTF-8. Dates become texts, and values of the
    model objects of their fields."""
    return msgspec.json.format(_encoder.encode(document), indent=0) + b"\n"


def plain_document(document: T) -> T:
    """Return a part of a document without values of the model, which take long to write: worth it
    where many documents have the part in common."""
    plain: T = msgspec.to_builtins(
        document, builtin_types=(Decimal, dt.date), enc_hook=_plain_value
    )
    return plain


def _plain_value(value: object) -> object:
    """Return a value that the encoder does not know as one that it knows: a text of a type of the
    model as a plain text, any other value of the model as an object of its fields."""
    if isinstance(value, str):
        return str(value)
    kind: type = type(value)
    if names := _names(kind):
        return {name: _with_numbers(getattr(value, field)) for field, name in names.items()}
    raise TypeError(f"{kind} has no form in JSON")


_encoder = msgspec.json.Encoder(enc_hook=_plain_value)


def _with_numbers(value: object) -> object:
    """Return a value with the numbers of JSON in place of its decimals."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, tuple):
        return [_with_numbers(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _with_numbers(entry) for key, entry in value.items()}
    return value


@cache
def _names(kind: type) -> dict[str, str]:
    """Return the fields of a type of the model, each with its name in JSON; of any other, none."""
    if not issubclass(kind, BaseModel):
        return {}
    return {name: field.alias or name for name, field in kind.model_fields.items()}
