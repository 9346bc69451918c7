"""What cells hold the fields of a model, read off the model itself.

A field that holds a model becomes a column for each field of that; a list of entries that have
ids becomes a sheet of its own; whatever else has no cell of its own is written in words
(:mod:`generator.cells.notation`).
"""

import datetime as dt
import types
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from generator.model.base import Id, Text
from generator.model.fields import Model

Kind = Literal["text", "id", "number", "integer", "boolean", "date", "value", "list", "notation"]
"""What a cell holds. A ``value`` is a number or an id."""
_KINDS: dict[object, Kind] = {
    str: "text",
    Decimal: "number",
    int: "integer",
    bool: "boolean",
    dt.date: "date",
}


@dataclass(frozen=True)
class Leaf:
    """A field, or a field inside a field, that has one cell.

    ``path`` leads to it by the names that files use, ``model`` and ``name`` are the field's own.
    ``literals`` are the words that may stand there, ``inner`` is what a list holds, or the model of
    the entries of a notation.
    """

    path: tuple[str, ...]
    model: Model
    name: str
    kind: Kind
    required: bool = False
    literals: tuple[str, ...] = ()
    inner: Kind = "text"
    entry: Model | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fields:
    """The fields of a model: those with a cell, lists of entries, mappings of texts."""

    leaves: tuple[Leaf, ...]
    lists: dict[str, Model]
    mappings: tuple[str, ...]


@cache
def fields_of(model: Model) -> Fields:
    """Return how the fields of a model are held by cells."""
    leaves: list[Leaf] = []
    lists: dict[str, Model] = {}
    mappings: list[str] = []
    for name, hint in _hints(model).items():
        inner = _entries(hint)
        if inner is not None:
            lists[name] = inner
        elif _plain(hint) == dict[Id, Text] or _is_text_mapping(hint):
            mappings.append(name)
        else:
            leaves.extend(_leaves(model, name, hint, ()))
    return Fields(tuple(leaves), lists, tuple(mappings))


def entries_with_ids(model: Model) -> bool:
    """Tell whether the entries of a list are told apart by ids."""
    return "id" in model.model_fields


def _hints(model: Model) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    fields = model.model_fields.items()
    return {field.alias or name: hints[name] for name, field in fields}


def required(model: Model, name: str) -> bool:
    """Tell whether a field must be given, by its name in files; an unknown one need not."""
    found = (f for own, f in model.model_fields.items() if (f.alias or own) == name)
    return any(field.is_required() for field in found)


def _plain(hint: Any) -> Any:
    """Return a type without ``None``."""
    if get_origin(hint) in (Union, types.UnionType):
        others = [arg for arg in get_args(hint) if arg is not type(None)]
        return others[0] if len(others) == 1 else hint
    return hint


def _base(hint: Any) -> Any:
    """Return a type without what is annotated."""
    hint = _plain(hint)
    return _base(get_args(hint)[0]) if get_origin(hint) is Annotated else hint


def _entries(hint: Any) -> Model | None:
    """Return the model of the entries of a list, if that is one."""
    base = _base(hint)
    if get_origin(base) is tuple and _is_model(inner := _base(get_args(base)[0])):
        found: Model = inner
        return found
    return None


def _is_model(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, BaseModel)


def _is_text_mapping(hint: Any) -> bool:
    base = _base(hint)
    arguments = get_args(base)
    return len(arguments) == 2 and get_origin(base) is not tuple and _kind(arguments[1]) == "text"


def _leaves(model: Model, name: str, hint: Any, above: tuple[str, ...]) -> list[Leaf]:
    path = (*above, name)
    base = _base(hint)
    if _is_model(base):
        return [
            leaf
            for inner, annotation in _hints(base).items()
            for leaf in _leaves(base, inner, annotation, path)
        ]
    return [_leaf(model, name, hint, path)]


def _leaf(model: Model, name: str, hint: Any, path: tuple[str, ...]) -> Leaf:
    base = _base(hint)
    given = required(model, name)
    if get_origin(base) is Literal:
        return Leaf(path, model, name, "id", given, literals=get_args(base))
    if get_origin(base) is tuple:
        inner = get_args(base)[0]
        if (entry := _entries(hint)) is not None:
            return Leaf(path, model, name, "notation", given, entry=entry)
        return Leaf(path, model, name, "list", given, inner=_kind(inner))
    kind = _kind(hint)
    words = _words(base) if kind == "notation" else ()
    return Leaf(path, model, name, kind, given, words=words)


def _kind(hint: Any) -> Kind:
    plain = _plain(hint)
    if plain == Id:
        return "id"
    base = _base(plain)
    if base in _KINDS:
        return _KINDS[base]
    if get_origin(base) in (Union, types.UnionType) and len(get_args(base)) == 2:
        return "value"
    return "notation"


def _words(base: Any) -> tuple[str, ...]:
    """Return the words that a union has beside its other values, such as ``all``."""
    found = [_base(arg) for arg in get_args(base)]
    return tuple(word for arg in found if get_origin(arg) is Literal for word in get_args(arg))


def entry_leaves(model: Model) -> tuple[Leaf, ...]:
    """Return the fields of an entry: its id, those that must be given, then the others.

    Lists of entries with ids, which have sheets of their own, are left out; other lists of entries
    have a cell.
    """
    leaves: list[Leaf] = []
    for name, hint in _hints(model).items():
        inner = _entries(hint)
        if inner is None or not entries_with_ids(inner):
            leaves.extend(_leaves(model, name, hint, ()))
    return tuple(sorted(leaves, key=lambda leaf: _place(leaf, model)))


def _place(leaf: Leaf, model: Model) -> int:
    if leaf.path == ("id",):
        return 0
    return 1 if required(model, leaf.path[0]) else 2


def entry_lists(model: Model) -> dict[str, Model]:
    """Return the lists of entries with ids that an entry holds, by name."""
    return {n: inner for n, inner in fields_of(model).lists.items() if entries_with_ids(inner)}
