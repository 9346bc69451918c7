"""Which entries changed from one edition to the next: added, retired, re-weighted, reworded."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from generator.model.clauses import NegativeCase, Standard
from generator.model.edition import Edition
from generator.model.revision import COMPARED_LISTS, COMPARED_SETTINGS

Kind = Literal["added", "retired", "reweighted", "reworded", "rearranged"]


class FieldChange(Struct, frozen=True):
    """A field of an entry that differs; ``field`` is its path inside the entry."""

    kind: Kind
    field: str


class EntryChange(Struct, frozen=True):
    """An entry of a section that is new, gone or different.

    ``entry`` is its value in the later edition, or in the earlier one if it is gone; ``before`` is
    that in the earlier one, if it has another; settings have neither. ``fields`` are its
    differences. ``reason`` says why it changed, if the later edition does.
    """

    section: str
    id: str
    kind: Kind
    entry: Any
    fields: tuple[FieldChange, ...] = ()
    reason: str | None = None
    before: Any = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of change in the entry, each once."""
        return tuple(dict.fromkeys((self.kind, *(change.kind for change in self.fields))))


def changes(before: Edition, after: Edition) -> tuple[EntryChange, ...]:
    """Return every difference between two editions.

    Settings come first, then the sections. Entries are in the order of the later edition; those
    that are gone come last in their section.
    """
    reasons = after.reasons
    sections = (_section(section, before, after, reasons) for section in COMPARED_LISTS)
    settings = _settings(before, after, reasons)
    return (*settings, *(change for section in sections for change in section))


def _section(
    section: str, before: Edition, after: Edition, reasons: Mapping[str, str]
) -> Iterator[EntryChange]:
    old = {entry.id: entry for entry in getattr(before, section)}
    new = {entry.id: entry for entry in getattr(after, section)}
    for id, entry in new.items():
        if id not in old:
            yield EntryChange(section, id, "added", entry, reason=reasons.get(id))
        elif fields := tuple(_fields(old[id], entry)):
            kind, reason = fields[0].kind, reasons.get(id)
            yield EntryChange(section, id, kind, entry, fields, reason, old[id])
    for id, entry in old.items():
        if id not in new:
            yield EntryChange(section, id, "retired", entry, reason=reasons.get(id))


def _settings(before: Edition, after: Edition, reasons: Mapping[str, str]) -> Iterator[EntryChange]:
    """Yield the differences of what an edition says once, such as how scores are rounded."""
    for name in COMPARED_SETTINGS:
        fields = tuple(_compared({name: _dumped(before, name)}, {name: _dumped(after, name)}))
        if fields:
            id, kind = name.replace("_", "-"), fields[0].kind
            yield EntryChange("settings", id, kind, None, fields, reasons.get(id))


def _dumped(edition: Edition, name: str) -> object:
    return edition.model_dump(include={name})[name]


def _fields(old: Any, new: Any) -> Iterator[FieldChange]:
    return _compared(old.model_dump(), new.model_dump())


def _compared(old: Any, new: Any) -> Iterator[FieldChange]:
    before, after = dict(_single_values(old)), dict(_single_values(new))
    for path in [*after, *(path for path in before if path not in after)]:
        was, now = before.get(path), after.get(path)
        if was != now and not path.endswith(".id"):
            yield FieldChange(_kind(was, now), path)


def _kind(was: object, now: object) -> Kind:
    values = [value for value in (was, now) if value is not None]
    flat = [item for value in values for item in (value if isinstance(value, tuple) else (value,))]
    if any(isinstance(item, Decimal | int) for item in flat):
        return "reweighted"
    prose = any(isinstance(value, str) and not _is_word(value) for value in values)
    return "reworded" if prose else "rearranged"


def _is_word(value: object) -> bool:
    """Tell whether a value is an id or a keyword, and not prose."""
    return isinstance(value, str) and value.isascii() and " " not in value


def _single_values(value: Any, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield the single values inside an entry, each with its path.

    An entry of a list has its id in the path, a text of a list its number from 1. A list of ids or
    numbers is one value. What is not so is not there.
    """
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _single_values(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, tuple | list):
        if all(_is_word(inner) or isinstance(inner, Decimal | int) for inner in value):
            yield path, tuple(value) or None
            return
        for n, inner in enumerate(value, start=1):
            name = inner.get("id", n) if isinstance(inner, Mapping) else n
            yield from _single_values(inner, f"{path}.{name}")
    else:
        yield path, None if value is False else value


def comparable(editions: Mapping[str, Edition], edition: Edition, other: Edition) -> bool:
    """Tell whether scores of two editions may be compared.

    They may if every edition from the later one back to the earlier one says that it compares with
    the one before (its ``follows``). ``editions`` holds all editions by id.
    """
    earlier, later = sorted((edition, other), key=lambda each: min(each.years))
    while later.id != earlier.id:
        step = later.follows
        if step is None or not step.comparable or step.edition not in editions:
            return False
        later = editions[step.edition]
    return True


_NO_FIGURES = frozenset(
    {"title", "text", "note", "unit", "tasks", "indicators"}
    | {"key", "covers", "aspect", "replaces", "touches", "at_most", "veto"}
    | {"total_at_most", "total_set", "unscored", "required"}
)
"""The fields of a clause that say nothing of what it is worth."""


def rescored(old: Standard | NegativeCase, new: Standard | NegativeCase) -> bool:
    """Tell whether the same facts may be worth other points under the later of two clauses.

    They may if its points, bounds, situations or scale differ, and not its words alone.
    """
    return old != new and _figures(old.model_dump()) != _figures(new.model_dump())


def _figures(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _figures(inner) for name, inner in value.items() if name not in _NO_FIGURES}
    return [_figures(inner) for inner in value] if isinstance(value, tuple | list) else value
