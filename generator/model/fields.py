"""Ask a model about its fields, by the names that files use."""

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.base import Rich, RichText, has_markup

Model = type[BaseModel]


def names(model: Model) -> tuple[str, ...]:
    """Return the names of the fields of a model, as files write them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def field_named(model: Model, name: str | int) -> FieldInfo | None:
    """Return the field of a name; an index, or a key that the data chose, has none."""
    fields = model.model_fields.items()
    return next((field for own, field in fields if (field.alias or own) == name), None)


def model_in(annotation: object) -> Model | None:
    """Return the model that a field holds, by itself, in a list or in a mapping; else ``None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(model_in, get_args(annotation))), None)


def model_at(kind: Model, path: tuple[str | int, ...]) -> Model | None:
    """Return the model of the value at a path inside a file of a kind; ``None`` if it has none."""
    model: Model | None = kind
    for step in path:
        field = field_named(model, step) if model else None
        if field is not None:
            model = model_in(field.annotation)
    return model


Path = tuple[str | int, ...]
"""The way to a value, by names and numbers."""


def marked_texts(value: object) -> Sequence[tuple[Path, Rich]]:
    """Return the rich texts with notation inside a value of the model, each with its path."""
    texts: list[tuple[Path, Rich]] = []
    _find(value, (), texts)
    return texts


def _find(value: Any, path: Path, texts: list[tuple[Path, Rich]]) -> None:
    kind = type(value)
    if fields := _RICH_FIELDS[kind]:
        fields_of_value = vars(value)
        for field, name in fields:
            if inner := fields_of_value.get(field):
                _find(inner, (*path, name), texts)
    elif kind is Rich:
        if has_markup(value):
            texts.append((path, value))
    elif kind is tuple:
        for n, inner in enumerate(value):
            _find(inner, (*path, n), texts)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _find(inner, (*path, key), texts)


class _RichFields(dict[type, tuple[tuple[str, str], ...]]):
    """The fields of each model that may hold rich text, at any depth, with their names in files.

    Other types have none.
    """

    def __missing__(self, kind: type) -> tuple[tuple[str, str], ...]:
        fields = kind.model_fields if issubclass(kind, BaseModel) else {}
        self[kind] = rich = tuple(
            (name, field.alias or name)
            for name, field in fields.items()
            if _RICH in field.metadata or _may_be_rich(field.annotation)
        )
        return rich


_RICH_FIELDS = _RichFields()


def _may_be_rich(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_RICH_FIELDS[annotation])
    return annotation == _RICH or any(map(_may_be_rich, get_args(annotation)))


_RICH = get_args(RichText)[-1]
"""What makes a text rich when it is decoded."""
