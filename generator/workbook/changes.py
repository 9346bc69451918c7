"""What an import changes, in words: organizations, methods, clauses, values before and after."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.cells.vocabulary import Vocabulary
from generator.model.fields import Model, Path, field_named, model_at, model_in
from generator.yaml.nodes import Plain


class Difference(NamedTuple):
    """A value that changes: its path, and what it was and will be; ``None`` is nothing."""

    path: Path
    before: Plain
    after: Plain


def differences(before: Plain, after: Plain, path: Path = ()) -> Iterator[Difference]:
    """Yield what differs between two values, each with its path, which begins with ``path``.

    Mappings are compared field by field, and so are lists whose entries all have ids, by id. Of
    another list of mappings, each entry that was removed or added is a difference. A list of texts
    or numbers differs as a whole.
    """
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys((*before, *after)):
            yield from differences(before.get(name), after.get(name), (*path, name))
    elif isinstance(before, tuple) and isinstance(after, tuple) and _has_ids((*before, *after)):
        yield from differences(_by_id(before), _by_id(after), path)
    elif _is_list(before) and _is_list(after):
        old, new = _entries(before), _entries(after)
        yield from (Difference(path, entry, None) for entry in old if entry not in new)
        yield from (Difference(path, None, entry) for entry in new if entry not in old)
    elif isinstance(after, dict) and before is None and path[-1:] != () and _is_branch(after):
        for name, value in after.items():
            yield from differences(None, value, (*path, name))
    else:
        yield Difference(path, before, after)


def _is_branch(value: dict[str, Plain]) -> bool:
    return any(isinstance(inner, dict | tuple) for inner in value.values())


def _is_list(value: Plain) -> bool:
    entries = _entries(value)
    return value is None or (isinstance(value, tuple) and any(isinstance(e, dict) for e in entries))


def _entries(value: Plain) -> tuple[Plain, ...]:
    return value if isinstance(value, tuple) else ()


def _has_ids(entries: tuple[Plain, ...]) -> bool:
    return all(isinstance(entry, dict) and "id" in entry for entry in entries)


def _by_id(entries: tuple[Plain, ...]) -> dict[str, Plain]:
    return {str(entry["id"]): entry for entry in entries if isinstance(entry, dict)}


def in_words(difference: Difference, model: Model, vocabulary: Vocabulary) -> str:
    """Return a difference as a line: where, what was, what will be."""
    where = "·".join(_steps(difference.path, model, vocabulary))
    before, after = (
        _value(value, model_at(model, difference.path[:-1]), difference.path, vocabulary)
        for value in (difference.before, difference.after)
    )
    if difference.before is None:
        return vocabulary.text("changes.added", where=where, after=after)
    if difference.after is None:
        return vocabulary.text("changes.removed", where=where, before=before)
    return vocabulary.text("changes.changed", where=where, before=before, after=after)


def _steps(path: Path, model: Model, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words for the steps of a path: headings of fields, titles of what ids name."""
    at: Model | None = model
    for place, step in enumerate(path):
        field = field_named(at, step) if at else None
        if at is not None and field is not None:
            yield vocabulary.heading(at, str(step))
            at = model_in(field.annotation)
        else:
            yield _title(str(step), path[:place], vocabulary)


def _title(id: str, path: Path, vocabulary: Vocabulary) -> str:
    if path[-1:] == ("ballots",):
        return vocabulary.levels().shown(id)
    for section in ("methods", "standards"):
        choices = vocabulary.entries(section)
        if id in choices.titles:
            return choices.titles[id] if section == "methods" else f"{id} {choices.titles[id]}"
    return id


def _value(value: Plain, model: Model | None, path: Path, vocabulary: Vocabulary) -> str:
    """Return a value, which stands at a path in a model, as the cells of a workbook show it."""
    if isinstance(value, dict):
        field = field_named(model, path[-1]) if model and path else None
        inner = model_in(field.annotation) if field else model
        keys = vocabulary.keys_of_points().titles
        parts = (
            (keys.get(key, ""), _value(v, inner, (*path, key), vocabulary))
            for key, v in value.items()
        )
        return "，".join(f"{key} {part}".strip() for key, part in parts) or "—"
    if isinstance(value, tuple):
        return "、".join(_value(v, model, path, vocabulary) for v in value)
    if value is None:
        return "—"
    return _named(str(value), model, path, vocabulary)


def _named(text: str, model: Model | None, path: Path, vocabulary: Vocabulary) -> str:
    """Return the title of what a text names, the word of the office for it, or the text."""
    if path[-1:] == ("level",) or path[-2:-1] == ("levels",):
        return vocabulary.levels().shown(text)
    choices = vocabulary.choices_of(model, str(path[-1])) if path else None
    if choices and text in choices.titles:
        return choices.shown(text)
    return vocabulary.words.get(text.lower(), text)
