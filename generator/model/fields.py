"""Asking a model about its fields, by the names that files use."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.base import RichText
from generator.model.rich import Rich

Model = type[BaseModel]


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


def rich_texts(value: object) -> Iterator[tuple[tuple[str | int, ...], Rich]]:
    """The rich texts inside a value of the model, each with the path that leads to it."""
    for step, inner in _inside(value):
        if isinstance(inner, Rich):
            yield (step,), inner
        elif inner and isinstance(inner, _HOLDERS):
            yield from (((step, *path), text) for path, text in rich_texts(inner))


_HOLDERS = (BaseModel, Mapping, tuple)


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        held = vars(value)
        return [(name, held[field]) for field, name in _rich_fields(type(value)) if field in held]
    if isinstance(value, Mapping):
        return value.items()
    return enumerate(value) if isinstance(value, tuple) else ()


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
