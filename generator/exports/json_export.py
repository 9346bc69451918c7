"""Write documents as compact JSON, each with the address of its schema and its version."""

import datetime as dt
import json
from decimal import Decimal
from functools import cache
from itertools import repeat
from typing import Any

from pydantic import BaseModel

from generator.exports.documents import number
from generator.urls import schema_file

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
    return f"{encode({**head, **document})}\n".encode()


def _plain_value(value: object) -> object:
    """Return a value that JSON does not know as one that it knows: a decimal as a number, a date
    as a text, a value of the model as an object of its fields."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        names = _names(type(value))
        return dict(zip(names.values(), map(getattr, repeat(value), names), strict=True))
    raise TypeError(f"{type(value)} has no form in JSON")


encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_plain_value).encode
"""Return a document as JSON on one line."""


@cache
def _names(kind: type[BaseModel]) -> dict[str, str]:
    """Return the fields of a type of the model, each with its name in JSON."""
    return {name: field.alias or name for name, field in kind.model_fields.items()}
