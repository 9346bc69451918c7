"""Write changed data over the text of a file: what does not change keeps its lines and comments.

What is new is written as short as a careful clerk would: fields of one value in braces on a line
if they fit on it.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import yaml

from generator.new.yaml_writer import scalar
from generator.yaml.loader import parse
from generator.yaml.nodes import Plain, Refused

_WIDTH = 100
"""How long a line with braces may be."""
_PHRASE = 16
"""Texts longer than that stand on a line each, in a list."""


def merge(text: str, before: dict[str, Plain], after: dict[str, Plain]) -> str:
    """Return the text of a file that said ``before``, so that it says ``after``."""
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    root = yaml.compose("\n".join(lines), Loader=yaml.BaseLoader) if text.strip() else None
    if isinstance(root, yaml.MappingNode) and not root.flow_style:
        end = _content_end(lines, len(lines))
        merged = [
            *_Merge(lines).mapping(root, before, after, (0, end)),
            *lines[end:],
        ]
        joined = "\n".join(merged)
        if _says(joined, after):
            return joined.replace("\n", ending)
    return "\n".join(_lines(after, "")) + "\n"


def _says(text: str, data: dict[str, Plain]) -> bool:
    """Tell whether a text reads as some data."""
    try:
        document = parse(Path("merged.yml"), text)
    except Refused:
        return False
    return not document.problems and document.data == data


class _Part(NamedTuple):
    """The lines of a part of a collection: where it begins, with the comments above, where its
    own first line is, and where it ends."""

    start: int
    first: int
    end: int


def _content_end(lines: list[str], end: int) -> int:
    """Return the line after the last one before ``end`` that is neither empty nor a comment."""
    while end > 0 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _parts(lines: list[str], firsts: list[int], start: int, end: int) -> list[_Part]:
    """Return the parts that begin at some lines, one after the other, up to ``end``."""
    ends = [_content_end(lines, following) for _, following in pairwise([*firsts, end])]
    starts = [start, *ends[:-1]]
    return [_Part(*part) for part in zip(starts, firsts, ends, strict=True)]


class _Merge:
    """Writes what changes over the lines of a file."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def mapping(
        self,
        node: yaml.MappingNode,
        before: dict[str, Plain],
        after: dict[str, Plain],
        extent: tuple[int, int],
    ) -> Iterator[str]:
        """Yield the lines of a mapping, which has the lines of ``extent``."""
        keys = [key.value for key, _ in node.value]
        firsts = [key.start_mark.line for key, _ in node.value]
        parts = dict(zip(keys, _parts(self.lines, firsts, *extent), strict=True))
        nodes = {key.value: value for key, value in node.value}
        indent = " " * node.start_mark.column
        for key in _order(keys, after):
            part = parts.get(key)
            if part is None or key not in before:
                yield from _field(key, after[key], indent)
            elif before[key] == after[key]:
                yield from self.lines[part.start : part.end]
            else:
                yield from self.lines[part.start : part.first]
                inside = self._inside(nodes[key], part, before[key], after[key])
                yield from inside or _field(key, after[key], indent)

    def _inside(
        self, node: yaml.Node, part: "_Part", before: Plain, after: Plain
    ) -> list[str] | None:
        """Return the lines of a field whose collection changes somewhere inside; ``None``, if it
        is to be written anew."""
        first = node.start_mark.line
        if first == part.first or getattr(node, "flow_style", True) or not after:
            return None
        head, extent = self.lines[part.first : first], (first, part.end)
        if isinstance(node, yaml.MappingNode):
            if isinstance(before, dict) and isinstance(after, dict):
                return [*head, *self.mapping(node, before, after, extent)]
        elif isinstance(before, tuple) and isinstance(after, tuple):
            return [*head, *self.sequence(node, before, after, extent)]
        return None

    def sequence(
        self,
        node: yaml.Node,
        before: tuple[Plain, ...],
        after: tuple[Plain, ...],
        extent: tuple[int, int],
    ) -> Iterator[str]:
        """Yield the lines of a list: those of entries that it had, and new ones."""
        firsts = [entry.start_mark.line for entry in node.value]
        parts = _parts(self.lines, firsts, *extent)
        indent = " " * node.start_mark.column
        left = list(range(len(before)))
        for value in after:
            same = next((n for n in left if before[n] == value), None)
            near = next((n for n in left if _is_near(before[n], value)), None)
            number = near if same is None else same
            if number is None:
                yield from _entry(value, indent)
                continue
            left.remove(number)
            part = parts[number]
            if same is not None:
                yield from self.lines[part.start : part.end]
            else:
                yield from self.lines[part.start : part.first]
                yield from self._entry(node.value[number], part, before[number], value)

    def _entry(self, node: yaml.Node, part: "_Part", before: Plain, after: Plain) -> Iterator[str]:
        """Yield the lines of an entry that changes, the dash before its first field."""
        line = self.lines[part.first]
        indent = line[: len(line) - len(line.lstrip())]
        if getattr(node, "flow_style", True) or not isinstance(node, yaml.MappingNode):
            yield from _entry(after, indent)
            return
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        inner = list(self.mapping(node, before, after, (part.first, part.end)))
        column = node.start_mark.column
        first = next(n for n, text in enumerate(inner) if not text.lstrip().startswith("#"))
        inner[first] = f"{indent}-".ljust(column) + inner[first][column:]
        yield from inner


def _order(keys: list[str], after: dict[str, Plain]) -> list[str]:
    """Return the keys of new data, those that were in the order that was; a new one stands behind
    the key that it stands behind in the new data."""
    ordered = [key for key in keys if key in after]
    before: str | None = None
    for key in after:
        if key not in ordered:
            ordered.insert(ordered.index(before) + 1 if before else 0, key)
        before = key
    return ordered


def _is_near(before: Plain, after: Plain) -> bool:
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return False
    return "id" in before and before["id"] == after.get("id")


def _lines(data: dict[str, Plain], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _field(key, value, indent)


def _field(key: str, value: Plain, indent: str) -> Iterator[str]:
    flow = _flow(value)
    if flow is not None and len(indent) + len(key) + len(flow) < _WIDTH:
        yield f"{indent}{key}: {flow}"
    elif isinstance(value, dict):
        yield f"{indent}{key}:"
        yield from _lines(value, indent + "  ")
    elif isinstance(value, tuple):
        yield f"{indent}{key}:"
        for entry in value:
            yield from _entry(entry, indent + "  ")
    else:
        yield f"{indent}{key}: {scalar(value)}"


def _entry(value: Plain, indent: str) -> Iterator[str]:
    flow = _flow(value)
    if isinstance(value, dict) and (flow is None or len(indent) + len(flow) > _WIDTH):
        first, *others = _lines(value, indent + "  ")
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from others
    else:
        yield f"{indent}- {flow if flow is not None else scalar(value)}"


def _flow(value: Plain) -> str | None:
    """Return a value as it stands on one line; ``None`` for what has several parts of parts, or
    for texts of a list that are more than words."""
    if isinstance(value, dict):
        inner = {key: _flow(field) for key, field in value.items()}
        if any(text is None for text in inner.values()) or _is_deep(value):
            return None
        return "{" + ", ".join(f"{key}: {text}" for key, text in inner.items()) + "}"
    if isinstance(value, tuple):
        if any(isinstance(v, dict | tuple) or len(str(v)) > _PHRASE for v in value):
            return None
        return "[" + ", ".join(map(scalar, value)) + "]"
    return scalar(value)


def _is_deep(value: dict[str, Plain]) -> bool:
    inner = [field for field in value.values() if isinstance(field, dict)]
    return any(isinstance(field, dict) for mapping in inner for field in mapping.values())
