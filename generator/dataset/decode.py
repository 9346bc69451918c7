"""Decode plain data as values of the model; every failure becomes a problem at its place."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model.base import LONGEST_TEXT
from generator.model.fields import field_named, model_at, names
from generator.problem import PathInFile, Place, Problem, gap, nearest, problem
from generator.yaml.nodes import Document, Plain

_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "string_pattern_mismatch": "bad-id",
    "string_too_short": "empty-text",
    "literal_error": "not-one-of",
    "one_of": "one-of-fields",
    "link_target": "link-target",
    "identity": "bad-identity",
    "greater_than": "not-above",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-big",
    "too_short": "too-few",
    "too_long": "too-many",
    "string_type": "not-text",
    "is_instance_of": "not-number",
    "int_type": "not-integer",
    "bool_type": "not-boolean",
    "date_type": "not-date",
    "tuple_type": "not-list",
    "mapping_type": "not-mapping",
    "dict_type": "not-mapping",
    "model_type": "not-mapping",
}
"""The codes of the faults that pydantic finds, by its names for them."""
_NO_FIELDS = ("unknown-field", "not-a-field")
_FIELD = re.compile("[A-Za-z0-9_-]+")
_QUOTED = re.compile("'([^']+)'")
_BOUNDS = ("gt", "ge", "le", "min_length", "max_length")
"""The names of bounds, of which a fault has one."""
M = TypeVar("M", bound=BaseModel)


def decode(file: Path, kind: type[M], document: Document) -> tuple[M | None, tuple[Problem, ...]]:
    """Decode what a file holds as a model.

    Returns the value, or ``None`` and the problems that forbid it. No field may be left empty,
    unless ``null`` says something there.
    """
    if document.problems:
        return None, document.problems
    if document.data is None:
        return None, (gap("empty-file", Place(file)),)
    unfilled = [_unfilled(file, path) for path in document.empty if not _null_means(kind, path)]
    try:
        value = kind.model_validate(document.data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
        problems = [_fault(file, kind, document.data, f) for f in faults if not _is_empty(f)]
        return None, tuple(_without_consequences([*unfilled, *problems]))
    return (None if unfilled else value), tuple(unfilled)


def _is_empty(fault: ErrorDetails) -> bool:
    """Tell whether a fault only says that a field was left empty, which is a problem of its own."""
    return fault["input"] is None and fault["type"] != "extra_forbidden"


def _null_means(kind: type[BaseModel], path: PathInFile) -> bool:
    """Tell whether an empty field says something: where it must be given and may be ``null``."""
    model = model_at(kind, path[:-1])
    field = field_named(model, path[-1]) if model else None
    return field is not None and field.is_required() and NoneType in get_args(field.annotation)


def _unfilled(file: Path, path: PathInFile) -> Problem:
    return gap("not-filled-in", Place(file, path), field=path[-1])


def _without_consequences(problems: list[Problem]) -> Iterator[Problem]:
    """Yield the problems that do not follow from another.

    Left out are a missing field that is misspelt, too few entries where one is faulty, and a
    second problem of one node.
    """
    misspelt = {
        (*fault.place.path[:-1], fault.facts["near"])
        for fault in problems
        if fault.code in _NO_FIELDS
    }
    seen: set[PathInFile] = set()
    for fault in sorted(problems, key=lambda fault: fault.code.startswith("not-")):
        path = fault.place.path
        follows = fault.code == "missing-field" and path in misspelt
        follows |= fault.code == "too-few" and any(_lies_in(f.place.path, path) for f in problems)
        if not follows and path not in seen:
            seen.add(path)
            yield fault


def _lies_in(inner: PathInFile, outer: PathInFile) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _fault(file: Path, kind: type[BaseModel], data: Plain, fault: ErrorDetails) -> Problem:
    path = _path(data, fault)
    code = _code(fault)
    context: dict[str, Any] = fault.get("ctx", {})
    facts: dict[str, object] = {
        "field": path[-1] if path else "",
        "sign": "-",
        "value": context.get("value", _shown(fault["input"])),
        "expected": context.get("expected", ""),
        "fields": context.get("fields", ""),
        "limit": next((context[bound] for bound in _BOUNDS if bound in context), ""),
    }
    if code in _NO_FIELDS:
        model = model_at(kind, path[:-1])
        known = names(model) if model else ()
        facts |= {"near": nearest(str(path[-1]), known), "known": " ".join(known)}
    if code == "not-one-of":
        facts["expected"] = ", ".join(_QUOTED.findall(str(context["expected"])))
        facts["near"] = nearest(str(facts["value"]), tuple(_QUOTED.findall(context["expected"])))
    on_key = code in _NO_FIELDS or fault["loc"][-1:] == ("[key]",)
    return problem(code, Place(file, path, on_key), **facts)


def _code(fault: ErrorDetails) -> str:
    """Return the code of a fault; constraints of ids and points have codes of their own."""
    if fault["type"] == "string_pattern_mismatch" and isinstance(fault["input"], Decimal):
        return "not-text"  # an id may be a whole number, and pydantic takes any for a text
    if fault["type"] in ("too_long", "string_too_long") and isinstance(fault["input"], str):
        return "text-too-long" if fault["ctx"]["max_length"] == LONGEST_TEXT else "bad-id"
    if fault["type"] == "extra_forbidden":
        return _code_of_name(str(fault["loc"][-1]))
    if fault["type"] == "string_type" and isinstance(fault["input"], dict):
        return "colon-in-text"
    if fault["type"] == "literal_error" and fault["ctx"]["expected"] == "'all'":
        return "not-number"
    return _CODES[fault["type"]]


def _code_of_name(name: str) -> str:
    """Return the code of a field that there is not."""
    if name.startswith("-"):
        return "space-after"
    return "unknown-field" if _FIELD.fullmatch(name) else "not-a-field"


def _shown(value: object) -> object:
    """Return a value as a message can name it; lists and mappings would be too long."""
    return value if isinstance(value, str | int | Decimal | date) else "…"


def _path(data: Plain, fault: ErrorDetails) -> PathInFile:
    """Return the path from the top of the data to a fault.

    Pydantic also puts names of union members into a path; they are left out.
    """
    path: list[str | int] = []
    for step in fault["loc"]:
        inside, data = _step(data, step)
        if inside or (fault["type"] == "missing" and step == fault["loc"][-1]):
            path.append(step)
    return tuple(path)


def _step(data: Plain, step: str | int) -> tuple[bool, Plain]:
    if isinstance(data, dict) and isinstance(step, str) and step in data:
        return True, data[step]
    if isinstance(data, tuple) and isinstance(step, int) and step < len(data):
        return True, data[step]
    return False, data
