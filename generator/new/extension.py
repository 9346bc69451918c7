"""Add an entry to a list at the top of a YAML file, in the style of the file."""

from pathlib import Path
from typing import Any

import yaml

from generator.messages.labels import Labels
from generator.model.fields import Model
from generator.new.yaml_writer import YamlWriter, entry_lines, scalar
from generator.yaml.loader import parse
from generator.yaml.nodes import Plain

Entry = dict[str, Plain]


class NotExtendedError(Exception):
    """Raised where a file is written in a way in which no entry can be added to it."""


def insert_entry(file: Path, section: str, entry: Entry, model: Model, labels: Labels) -> str:
    """Return the text of a file with an entry added to the end of its list ``section``.

    All other lines stay as they are, and so do the ends of lines. ``model`` is the model of the
    entry. The file must have passed the checks. Raises ``NotExtendedError`` where the text would
    not say what it said before, and the entry.
    """
    text = file.read_bytes().decode("utf-8")
    root: Any = yaml.compose(text, Loader=yaml.BaseLoader)
    entries = next(value for key, value in root.value if key.value == section)
    writer = YamlWriter(labels)
    if entries.flow_style and (entries.value or root.flow_style):
        extended = _in_brackets(text, entries, entry)
    else:
        extended = _in_lines(text, entries, writer.write(entry, model))
    before, after = _data(file, text), _data(file, extended)
    if after != {**before, section: (*before[section], entry)}:
        raise NotExtendedError
    return extended


def _data(file: Path, text: str) -> dict[str, Any]:
    """Return what a text says; a fault in it says nothing."""
    document = parse(file, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return document.data if isinstance(document.data, dict) and not document.problems else {}


def _in_brackets(text: str, entries: Any, entry: Entry) -> str:
    """Add an entry after the last one in brackets."""
    added = "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in entry.items()) + "}"
    if not entries.value:
        return f"{text[: entries.end_mark.index - 1]}{added}{text[entries.end_mark.index - 1 :]}"
    end = entries.value[-1].end_mark.index
    return f"{text[:end]}, {added}{text[end:]}"


def _in_lines(text: str, entries: Any, entry: str) -> str:
    """Add an entry, given as the text of a mapping, below the last one; comments that follow that
    belong to what comes after it."""
    lines = text.split("\n")
    if entries.flow_style:  # an empty list
        start, end = entries.start_mark, entries.end_mark
        rest = lines[end.line][end.column :].rstrip("\r")
        lines[start.line : end.line + 1] = [f"{lines[start.line][: start.column].rstrip()}{rest}"]
        last, indent = start.line + 1, "  "
    else:
        last = _end(entries, lines)
        indent = " " * entries.start_mark.column
    ending = "\r" if "\r\n" in text else ""
    added = [line + ending for line in entry_lines(entry, indent)]
    if last == len(lines):  # the last line has no end
        lines[-1] += ending
        added[-1] = added[-1].removesuffix("\r")
    return "\n".join([*lines[:last], *added, *lines[last:]])


def _end(entries: Any, lines: list[str]) -> int:
    """Return the number of the line after the last one of a list."""
    leaf = entries
    while isinstance(leaf.value, list) and leaf.value:
        leaf = leaf.value[-1][1] if isinstance(leaf.value[-1], tuple) else leaf.value[-1]
    mark = leaf.end_mark
    end: int = mark.line + (mark.column > 0)
    literal = getattr(leaf, "style", None) in ("|", ">")
    while end > 0 and (
        not lines[end - 1].strip() or (not literal and lines[end - 1].lstrip().startswith("#"))
    ):
        end -= 1
    return end
