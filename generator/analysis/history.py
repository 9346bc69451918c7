"""What changed from one edition to the next: added, retired, re-weighted, reworded."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from generator.model.base import Phrase
from generator.model.clauses import NegativeCase, Standard
from generator.model.edition import Edition

SECTIONS = (
    "methods",
    "scales",
    "grades",
    "limits",
    "aspects",
    "items",
    "standards",
    "adjustments",
    "negative_cases",
    "use_of_results",
)
SETTINGS = ("rounding", "total", "adjusting", "negative_list", "basis", "objections")
Kind = Literal["added", "retired", "reweighted", "reworded", "rearranged"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that stayed, was taken out, or was put in."""

    kind: Literal["same", "out", "in"]
    text: str | Decimal


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry, before and after; ``field`` is its path, ids left out."""

    kind: Kind
    field: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry of a section that is new, gone or different. For a new or a gone one,
    ``entry`` is its value in the edition that has it."""

    section: str
    id: str
    kind: Kind
    entry: Any
    fields: tuple[FieldChange, ...] = ()
    reason: str | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of change that it underwent, each once."""
        return tuple(dict.fromkeys((self.kind, *(change.kind for change in self.fields))))


def changes(before: Edition, after: Edition) -> tuple[EntryChange, ...]:
    """Every difference between two editions, by section, in the order of the later one;
    what is gone comes last in its section."""
    reasons = {retired.id: retired.reason for retired in after.retired}
    sections = (_section(section, before, after, reasons) for section in SECTIONS)
    return (*_settings(before, after), *(change for section in sections for change in section))


def _section(
    section: str, before: Edition, after: Edition, reasons: Mapping[str, str]
) -> Iterator[EntryChange]:
    old = {entry.id: entry for entry in getattr(before, section)}
    new = {entry.id: entry for entry in getattr(after, section)}
    for id, entry in new.items():
        if id not in old:
            yield EntryChange(section, id, "added", entry)
        elif fields := tuple(_fields(old[id], entry)):
            yield EntryChange(section, id, fields[0].kind, entry, fields)
    for id, entry in old.items():
        if id not in new:
            yield EntryChange(section, id, "retired", entry, reason=reasons.get(id))


def _settings(before: Edition, after: Edition) -> Iterator[EntryChange]:
    """What an edition says once: how scores are rounded, bounded and fed, and its texts."""
    for name in SETTINGS:
        fields = tuple(_compared({name: _dumped(before, name)}, {name: _dumped(after, name)}))
        if fields:
            yield EntryChange("settings", name.replace("_", "-"), fields[0].kind, None, fields)


def _dumped(edition: Edition, name: str) -> object:
    return edition.model_dump(include={name})[name]


def _fields(old: Any, new: Any) -> Iterator[FieldChange]:
    return _compared(old.model_dump(), new.model_dump())


def _compared(old: Any, new: Any) -> Iterator[FieldChange]:
    before, after = dict(_leaves(old)), dict(_leaves(new))
    for path in [*after, *(path for path in before if path not in after)]:
        was, now = before.get(path), after.get(path)
        if was != now and not path.endswith(".id"):
            yield FieldChange(_kind(was, now), path, _segments(was, now))


def _kind(was: object, now: object) -> Kind:
    values = [value for value in (was, now) if value is not None]
    singles = [one for v in values for one in (v if isinstance(v, tuple) else (v,))]
    if any(isinstance(one, Decimal | int) for one in singles):
        return "reweighted"
    prose = any(isinstance(value, str) and not _is_word(value) for value in values)
    return "reworded" if prose else "rearranged"


def _is_word(value: object) -> bool:
    """Whether a text is an id or a word of the format, and not prose."""
    return isinstance(value, str) and value.isascii() and " " not in value


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, object]]:
    """The single values inside an entry by path. Entries of a list go by their id; lists of
    ids are one value, lists of texts go by place."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, tuple | list):
        if all(_is_word(inner) or isinstance(inner, Decimal | int) for inner in value):
            yield path, tuple(value) or None
            return
        for n, inner in enumerate(value, start=1):
            name = inner.get("id", n) if isinstance(inner, Mapping) else n
            yield from _leaves(inner, f"{path}.{name}")
    else:
        yield path, value


def _segments(was: object, now: object) -> tuple[Segment, ...]:
    if isinstance(was, str) and isinstance(now, str):
        kind = Phrase if isinstance(now, Phrase) else str
        return tuple(replace(one, text=kind(one.text)) for one in _words(was, now))
    out = (Segment("out", _shown(was)),) if was is not None else ()
    into = (Segment("in", _shown(now)),) if now is not None else ()
    return out + into


def _shown(value: object) -> str | Decimal:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Phrase):
        return Phrase(value)  # as written: what it marks is not marked here
    return value if isinstance(value, Decimal) else str(value)


def _words(was: str, now: str) -> Iterator[Segment]:
    """The two texts as runs; a stretch of one or two characters that stayed between two
    changes is counted as changed, which reads better."""
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    out = into = ""
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal" and (i2 - i1 > 2 or i2 == len(was) or not (out or into)):
            yield from _changed(out, into)
            yield Segment("same", was[i1:i2])
            out = into = ""
        else:
            out, into = out + was[i1:i2], into + now[j1:j2]
    yield from _changed(out, into)


def _changed(out: str, into: str) -> Iterator[Segment]:
    if out:
        yield Segment("out", out)
    if into:
        yield Segment("in", into)


def comparable(editions: Mapping[str, Edition], one: Edition, other: Edition) -> bool:
    """Whether a score of one edition may stand beside a score of the other: every step that
    leads from the later to the earlier says so."""
    earlier, later = sorted((one, other), key=lambda edition: min(edition.years))
    while later.id != earlier.id:
        step = later.follows
        if step is None or not step.comparable or step.edition not in editions:
            return False
        later = editions[step.edition]
    return True


_NO_FIGURES = frozenset(
    {"title", "text", "note", "unit", "tasks", "indicators"}
    | {"key", "covers", "aspect", "replaces", "touches", "at_most", "veto"}
)
"""What a clause says besides what it is worth."""


def rescored(old: Standard | NegativeCase, new: Standard | NegativeCase) -> bool:
    """Whether the same facts may be worth other points under the later of two clauses: its
    points, bounds, situations or scale have changed, and not its words alone."""
    return old != new and _figures(old.model_dump()) != _figures(new.model_dump())


def _figures(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _figures(inner) for name, inner in value.items() if name not in _NO_FIGURES}
    return [_figures(inner) for inner in value] if isinstance(value, tuple | list) else value
