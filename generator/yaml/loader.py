"""Load a YAML file as plain data, by the strict subset of YAML that scorebook accepts.

Plain data is text, ``int``, ``Decimal``, ``bool``, ``date``, ``None``, tuples and dicts
with text keys. What YAML 1.1 would read otherwise than its author meant is refused.
"""

import functools
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import yaml

from generator.problem import PathInFile, Place, Problem, problem
from generator.yaml import lookalikes
from generator.yaml.characters import LINE_END
from generator.yaml.conflicts import find_conflict
from generator.yaml.escapes import wrong_escape
from generator.yaml.nodes import (
    MAX_DEPTH,
    WORDS,
    Document,
    Plain,
    Refused,
    Unclear,
    check_visible,
    compose,
    meaning,
    read_text,
    start,
)

_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_HAN_AT_END, _HAN_AT_START = re.compile(rf"{_HAN}+$"), re.compile(rf"{_HAN}+")
_GLUED = re.compile(r"[a-z_]+:(?=\S)")
"""A field whose value stands right after the colon."""
_LOST = re.compile(r" +#\S")
"""A comment that looks like a part of the text before it."""


def read(file: Path) -> Document:
    """Read a YAML file; every problem, also that it cannot be read, is in the document."""
    try:
        return parse(file, read_text(file))
    except Refused as refused:
        return Document(None, (refused.fault,))


def parse(file: Path, text: str) -> Document:
    """Parse the text of a file, which problems name; raises ``Refused`` for what is not YAML, or
    outside the accepted subset."""
    if conflict := find_conflict(file, text):
        raise Refused(conflict)
    converter = _Converter(file, text)
    data = converter.convert(compose(file, check_visible(file, text)), ())
    return Document(data, tuple(converter.problems), tuple(converter.empty))


Composer = Callable[[Path], yaml.Node | None]
"""Composes the nodes of a file; ``None`` where it has none, or cannot be read."""


def locate(place: Place, compose_file: Composer) -> tuple[int, int]:
    """Return line and column, from 1, of a place, or of the nearest node that exists."""
    if place.position:
        return place.position
    key = node = compose_file(place.file)
    for step in place.path:
        child = _child(node, step)
        if child is None:
            break
        key, node = child
    chosen = key if place.on_key else node
    return start(chosen) if chosen else (1, 1)


def composer() -> Composer:
    """Return what composes a file once for all its problems, if these follow on each other."""
    return functools.lru_cache(maxsize=1)(_compose_file)


def _compose_file(file: Path) -> yaml.Node | None:
    try:
        return compose(file, check_visible(file, read_text(file)))
    except Refused:
        return None


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return _pairs(node).get(step)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


@functools.lru_cache(maxsize=16)
def _pairs(node: yaml.MappingNode) -> dict[str | int, tuple[yaml.Node, yaml.Node]]:
    """Return the keys and values of a mapping by key; of equal keys the first."""
    return {pair[0].value: pair for pair in reversed(node.value) if isinstance(pair[0].value, str)}


class _Converter:
    """Converts the nodes of one file to plain data, and collects the problems."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = LINE_END.split(text)
        self.problems: list[Problem] = []
        self.empty: list[PathInFile] = []

    def convert(self, node: yaml.Node | None, path: PathInFile) -> Plain:
        """Convert a node; what is refused becomes ``None``."""
        if len(path) > MAX_DEPTH:
            self._refuse("too-deep", path, limit=MAX_DEPTH)
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self._entry(child, (*path, n)) for n, child in enumerate(node.value))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return None

    def _entry(self, node: yaml.Node, path: PathInFile) -> Plain:
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        if plain and (found := lookalikes.in_entry(node.value)):
            self._refuse_sign(node, found)
        return self.convert(node, path)

    def _mapping(self, node: yaml.MappingNode, path: PathInFile) -> Plain:
        data: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.value:
                self._refuse_at(key, "key-not-text")
            elif not key.style and (found := lookalikes.in_key(key.value)):
                self._refuse_sign(key, found)
            elif key.value in data:
                self._refuse_at(key, "duplicate-key", key=key.value)
            elif _has_no_colon(key, value):
                self._refuse_bare(key, (*path, key.value))
            else:
                self._check_escapes(key)
                data[key.value] = self.convert(value, (*path, key.value))
        return data

    def _scalar(self, node: yaml.ScalarNode, path: PathInFile) -> Plain:
        text: str = node.value
        if node.style == "|":
            return text
        first, last, column = _extent(node)
        if last > first:
            text = self._unfolded(text, first, last)
        if node.style and node.style in "'\">":
            self._check_escapes(node)
            return text
        if (lost := _LOST.match(self.lines[last], column)) is not None:
            where = Place(self.file, position=(last + 1, lost.end() - 1))
            self.problems.append(problem("hash-in-text", where))
        if text in WORDS and WORDS[text] is None:
            self.empty.append(path)
        try:
            return meaning(text)
        except Unclear as unclear:
            line, column = start(node)
            if column + unclear.index <= len(self.lines[line - 1]):
                column += unclear.index
            where = Place(self.file, path, position=(line, column))
            self.problems.append(problem(unclear.code, where, **unclear.facts))
            return None

    def _unfolded(self, text: str, first: int, last: int) -> str:
        """Drop the space that YAML put for a line break where it stands between two Han characters.

        ``text`` is the value of the scalar. ``first`` and ``last`` are the numbers, from 0, of the
        lines of the file that it stands on.
        """
        lines = [line.strip() for line in self.lines[first : last + 1]]
        for line, following in pairwise(lines):
            tail, head = _HAN_AT_END.search(line), _HAN_AT_START.match(following)
            if tail and head:
                text = text.replace(f"{tail[0]} {head[0]}", f"{tail[0]}{head[0]}", 1)
        return text

    def _check_escapes(self, node: yaml.ScalarNode) -> None:
        if wrong := wrong_escape(node, self.text):
            position, escape = wrong
            where = Place(self.file, position=position)
            self.problems.append(problem("escape", where, written=escape))

    def _refuse(self, code: str, path: PathInFile, **facts: object) -> None:
        self.problems.append(problem(code, Place(self.file, path), **facts))

    def _refuse_sign(self, node: yaml.Node, found: lookalikes.LookAlike) -> None:
        line, column = start(node)
        where = Place(self.file, position=(line, column + found.offset))
        self.problems.append(problem(found.code, where, **found.facts))

    def _refuse_bare(self, key: yaml.Node, path: PathInFile) -> None:
        """Refuse what stands between commas in braces and has no value: a colon without a space
        after it, or a text that a comma cut."""
        glued = _GLUED.match(key.value)
        code, facts = ("space-after", {"sign": ":"}) if glued else ("comma-in-text", {})
        line, column = start(key)
        place = Place(self.file, path, position=(line, column + (glued.end() - 1 if glued else 0)))
        self.problems.append(problem(code, place, field=key.value, **facts))

    def _refuse_at(self, node: yaml.Node, code: str, **facts: object) -> None:
        self.problems.append(problem(code, Place(self.file, position=start(node)), **facts))


def _has_no_colon(key: yaml.Node, value: yaml.Node) -> bool:
    """Tell whether a key has no colon after it, which is possible in braces alone."""
    end, begin = key.end_mark, value.start_mark
    at_once = end and begin and end.index == begin.index
    return bool(at_once and isinstance(value, yaml.ScalarNode) and not value.value)


def _extent(node: yaml.Node) -> tuple[int, int, int]:
    """Return the first and the last line of a node, and the column where it ends, from 0."""
    begin, end = node.start_mark, node.end_mark
    return (begin.line, end.line, end.column) if begin and end else (0, 0, 0)
