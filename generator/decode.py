"""Plain data → the model. Every failure becomes a problem at its place."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator import source
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
    data, problems = source.read(file)
    if problems:
        return None, problems
    if data is None:
        return None, (problem("empty-file", Place(file)),)
    try:
        return kind.model_validate(data), ()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
        return None, tuple(_fault(file, kind, data, fault) for fault in faults)


def _fault(file: Path, kind: type[BaseModel], data: Plain, fault: ErrorDetails) -> Problem:
    path = _path(data, fault)
    code = _CODES[fault["type"]]
    context: dict[str, Any] = fault.get("ctx", {})
    facts: dict[str, object] = {
        "field": path[-1] if path else "",
        "value": fault["input"] if isinstance(fault["input"], str | int) else "…",
        "expected": context.get("expected", ""),
        "fields": context.get("fields", ""),
        "limit": context.get("ge", context.get("le", context.get("min_length", ""))),
    }
    if code == "unknown-field":
        facts["near"] = nearest(str(path[-1]), _fields_at(kind, path))
    return problem(code, Place(file, path, on_key=code == "unknown-field"), **facts)


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


def _fields_at(kind: type[BaseModel], path: PathInFile) -> tuple[str, ...]:
    """The names of the fields that a file of that kind may have beside the end of a path."""
    model: type[BaseModel] | None = kind
    for step in path[:-1]:
        field = _field(model, step) if model else None
        if field is not None:
            model = _model_in(field.annotation)
    return tuple(f.alias or name for name, f in model.model_fields.items()) if model else ()


def _field(model: type[BaseModel], name: str | int) -> FieldInfo | None:
    """The field of that name; an index, or a key that the data chose, is no field."""
    fields = model.model_fields.items()
    return next((field for own, field in fields if name in (own, field.alias)), None)


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model that a list, a mapping or an optional field holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def nearest(word: str, known: Mapping[str, object] | set[str] | tuple[str, ...]) -> str:
    """The known word nearest to ``word``, or an empty text."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), "")
