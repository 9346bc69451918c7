"""Plain data → the model. Every failure becomes a problem at its place."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator import source
from generator.model.fields import field_named, model_at, names
from generator.problem import PathInFile, Place, Problem, problem
from generator.source import Plain

_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "string_pattern_mismatch": "bad-id",
    "string_too_long": "bad-id",
    "string_too_short": "empty-text",
    "literal_error": "not-one-of",
    "one_of": "one-of-fields",
    "link_target": "link-target",
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
M = TypeVar("M", bound=BaseModel)


def decode(file: Path, kind: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """The content of ``file`` as a ``kind``, or ``None`` and the problems that forbid it."""
    document = source.read(file)
    if document.problems:
        return None, document.problems
    if document.data is None:
        return None, (problem("empty-file", Place(file)),)
    unfilled = [_unfilled(file, path) for path in document.empty if not _null_means(kind, path)]
    try:
        value = kind.model_validate(document.data)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
        found = [_fault(file, kind, document.data, f) for f in faults if f["input"] is not None]
        return None, tuple(_told_once([*unfilled, *found]))
    return (None if unfilled else value), tuple(unfilled)


def _null_means(kind: type[BaseModel], path: PathInFile) -> bool:
    """Whether an empty field says something: where it must be given and may be ``null``."""
    model = model_at(kind, path[:-1])
    field = field_named(model, path[-1]) if model else None
    return field is not None and field.is_required() and NoneType in get_args(field.annotation)


def _unfilled(file: Path, path: PathInFile) -> Problem:
    return problem("not-filled-in", Place(file, path), field=path[-1])


def _told_once(found: list[Problem]) -> Iterator[Problem]:
    """The problems, but for fields that are only missing because they are misspelt."""
    meant = {
        (*fault.place.path[:-1], fault.facts["near"])
        for fault in found
        if fault.code == "unknown-field"
    }
    return (f for f in found if f.code != "missing-field" or f.place.path not in meant)


def _fault(file: Path, kind: type[BaseModel], data: Plain, fault: ErrorDetails) -> Problem:
    path = _path(data, fault)
    code = _CODES[fault["type"]]
    context: dict[str, Any] = fault.get("ctx", {})
    facts: dict[str, object] = {
        "field": path[-1] if path else "",
        "value": context.get("value", _shown(fault["input"])),
        "expected": context.get("expected", ""),
        "fields": context.get("fields", ""),
        "limit": context.get("ge", context.get("le", context.get("min_length", ""))),
    }
    if code == "unknown-field":
        model = model_at(kind, path[:-1])
        facts["near"] = nearest(str(path[-1]), names(model) if model else ())
    return problem(code, Place(file, path, on_key=code == "unknown-field"), **facts)


def _shown(value: object) -> str | int:
    return value if isinstance(value, str | int) else "…"


def _path(data: Plain, fault: ErrorDetails) -> PathInFile:
    """The location of a fault without the names of union members that pydantic puts in."""
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


def nearest(word: str, known: Mapping[str, object] | set[str] | tuple[str, ...]) -> str:
    """The known word nearest to ``word``, or an empty text."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), "")
