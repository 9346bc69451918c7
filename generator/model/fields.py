"""Asking a model about its fields, by the names that files use."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.base import RichText
from generator.model.rich import Rich

Model = type[BaseModel]
Path = tuple[str | int, ...]
"""The way to a value, by names and numbers."""


def names(model: Model) -> tuple[str, ...]:
    """The names of the fields of a model as files write them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def field_named(model: Model, name: str | int) -> FieldInfo | None:
    """The field of that name; an index, or a key that the data chose, is no field."""
    fields = model.model_fields.items()
    return next((field for own, field in fields if (field.alias or own) == name), None)


def model_in(annotation: object) -> Model | None:
    """The model that a field, a list, a mapping or an optional field holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(model_in, get_args(annotation))), None)


def model_at(kind: Model, path: tuple[str | int, ...]) -> Model | None:
    """The model of the value at a path inside a file of that kind."""
    model: Model | None = kind
    for step in path:
        field = field_named(model, step) if model else None
        if field is not None:
            model = model_in(field.annotation)
    return model


def rich_texts(value: object) -> Sequence[tuple[Path, Rich]]:
    """The rich texts inside a value of the model, each with the path that leads to it."""
    found: list[tuple[Path, Rich]] = []
    _gather(value, (), found)
    return found


def _gather(value: object, path: Path, found: list[tuple[Path, Rich]]) -> None:
    for step, inner in _inside(value):
        if isinstance(inner, Rich):
            found.append(((*path, step), inner))
        elif inner and _opener(type(inner)):
            _gather(inner, (*path, step), found)


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    opened = _opener(type(value))
    return opened(value) if opened else ()


_Opener = Callable[[Any], Iterable[tuple[str | int, object]]]
"""Gives the values inside one, with the steps that lead to them."""


_openers: dict[type, _Opener | None] = {}
"""What opens values of a class; nothing if they hold none. Each class is asked but once what it
is, for that takes long."""


def _opener(kind: type) -> _Opener | None:
    if kind not in _openers:
        _openers[kind] = _opener_of(kind)
    return _openers[kind]


def _opener_of(kind: type) -> _Opener | None:
    if issubclass(kind, BaseModel):
        return _of_model
    if issubclass(kind, Mapping):
        return lambda value: value.items()
    return enumerate if issubclass(kind, tuple) else None


def _of_model(value: BaseModel) -> Iterable[tuple[str | int, object]]:
    held = vars(value)
    return [(name, held[field]) for field, name in _rich_fields(type(value)) if field in held]


@cache
def _rich_fields(model: Model) -> tuple[tuple[str, str], ...]:
    """The fields of a model that may hold rich text, at any depth, with their names in files."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if _RICH in field.metadata or _may_be_rich(field.annotation)
    )


def _may_be_rich(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_rich_fields(annotation))
    return annotation == _RICH or any(map(_may_be_rich, get_args(annotation)))


_RICH = get_args(RichText)[-1]
"""What makes a text rich when it is decoded."""
