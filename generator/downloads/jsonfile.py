"""Documents as JSON: compact, deterministic, each naming its schema and version."""

import datetime as dt
import json
import posixpath
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from generator.addresses import schema_file

VERSION = 1
"""Of the format. It grows when a field goes away or comes to mean something else; a field
may be added without."""


def json_file(kind: str, path: str, document: object, site: str | None = None) -> bytes:
    """A document of a kind at a path of the site; its schema is named by its full address
    where the site's is known, else as seen from the path."""
    schema = schema_file(kind)
    address = f"{site}{schema}" if site else posixpath.relpath(schema, posixpath.dirname(path))
    head = {"$schema": address, "version": VERSION}
    return text_of({**head, **vars(document)}).encode("utf-8")


def text_of(value: object) -> str:
    """A value as JSON on one line; decimals are numbers."""
    return json.dumps(value, ensure_ascii=False, default=_simple) + "\n"


def _simple(value: Any) -> Any:
    """One step from a value of ours towards what JSON has. A double gives a decimal of up
    to 15 digits back as it was written, and no score has more."""
    if isinstance(value, Decimal):
        whole = int(value)
        return whole if whole == value else float(value)
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True)
    return value.isoformat() if isinstance(value, dt.date) else vars(value)
