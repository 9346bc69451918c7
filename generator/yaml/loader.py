"""One YAML file → plain data, by the strict subset of YAML that scorebook accepts.

Plain data is text, ``int``, ``Decimal``, ``bool``, ``date``, ``None``, tuples and dicts
with text keys. What YAML 1.1 would read otherwise than its author meant is refused.
"""

import functools
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from generator.model.rich import LINK
from generator.problem import PathInFile, Place, Problem, problem
from generator.turbo import fast_yaml as plainly
from generator.yaml import scalars
from generator.yaml.nodes import (
    MAX_DEPTH,
    Refused,
    bytes_of,
    checked,
    checked_text,
    compose,
    start,
    text_of,
)
from generator.yaml.scalars import WORDS, Unclear, meaning

Plain = scalars.Plain

_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_HAN_AT_END, _HAN_AT_START = re.compile(rf"{_HAN}+$"), re.compile(rf"{_HAN}+")
_LINE_END = re.compile("\r\n|\r|\n")
"""What ends a line for YAML: also a carriage return alone."""
_LOST = re.compile(r" +#\S")
"""A comment that looks like a part of the text before it."""


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a file, the problems of its notation, and the paths of the fields that
    were left empty. With problems, the data is what could be understood, or ``None``. Texts that
    are not ``linked`` have no links."""

    data: Plain
    problems: tuple[Problem, ...] = ()
    empty: tuple[PathInFile, ...] = ()
    linked: bool = True


def read(file: Path) -> Document:
    """The document that ``file`` holds."""
    try:
        text = text_of(file)
        usual = plainly.plain(text)
        return strictly(file, text) if usual is None else Document(usual, linked=LINK in text)
    except Refused as refused:
        return Document(None, (refused.fault,))


def strictly(file: Path, text: str) -> Document:
    """The document that a text is, whatever its shape; ``Refused`` if it is not in the subset."""
    reader = _Reader(file, text)
    data = reader.plain(compose(file, checked(file, text)), ())
    return Document(data, tuple(reader.problems), tuple(reader.empty))


def locate(place: Place) -> tuple[int, int]:
    """Line and column, from 1, of a place; of the nearest node that exists."""
    if place.position:
        return place.position
    key = node = _composed(place.file)
    for step in place.path:
        found = _child(node, step)
        if found is None:
            break
        key, node = found
    chosen = key if place.on_key else node
    return start(chosen) if chosen else (1, 1)


def _composed(file: Path) -> yaml.Node | None:
    try:
        return _compose_again(file, bytes_of(file))
    except Refused:
        return None


@functools.lru_cache(maxsize=4)
def _compose_again(file: Path, data: bytes) -> yaml.Node | None:
    """Composing, remembered for the several problems that a file may have."""
    return compose(file, checked_text(file, data))


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


class _Reader:
    """Turns the nodes of one file into plain data and collects the problems."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.lines = _LINE_END.split(text)
        self.problems: list[Problem] = []
        self.empty: list[PathInFile] = []

    def plain(self, node: yaml.Node | None, path: PathInFile) -> Plain:
        """The data of a node; ``None`` where it is refused."""
        if len(path) > MAX_DEPTH:
            self._refuse("too-deep", path, limit=MAX_DEPTH)
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.plain(child, (*path, n)) for n, child in enumerate(node.value))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return None

    def _mapping(self, node: yaml.MappingNode, path: PathInFile) -> Plain:
        data: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.value:
                self._refuse_at(key, "key-not-text")
            elif key.value in data:
                self._refuse_at(key, "duplicate-key", key=key.value)
            else:
                data[key.value] = self.plain(value, (*path, key.value))
        return data

    def _scalar(self, node: yaml.ScalarNode, path: PathInFile) -> Plain:
        text: str = node.value
        if node.style == "|":
            return text
        first, last, column = _extent(node)
        if last > first:
            text = self._unfolded(text, first, last)
        if node.style and node.style in "'\">":
            return text
        if (lost := _LOST.match(self.lines[last], column)) is not None:
            where = Place(self.file, position=(last + 1, lost.end() - 1))
            self.problems.append(problem("hash-in-text", where))
        if text in WORDS and WORDS[text] is None:
            self.empty.append(path)
        try:
            return meaning(text)
        except Unclear as unclear:
            self._refuse(unclear.code, path, value=text)
            return None

    def _unfolded(self, text: str, first: int, last: int) -> str:
        """Text over several lines. YAML joins lines by a space; Chinese is set without it."""
        lines = [line.strip() for line in self.lines[first : last + 1]]
        for line, following in pairwise(lines):
            tail, head = _HAN_AT_END.search(line), _HAN_AT_START.match(following)
            if tail and head:
                text = text.replace(f"{tail[0]} {head[0]}", f"{tail[0]}{head[0]}", 1)
        return text

    def _refuse(self, code: str, path: PathInFile, **facts: object) -> None:
        self.problems.append(problem(code, Place(self.file, path), **facts))

    def _refuse_at(self, node: yaml.Node, code: str, **facts: object) -> None:
        self.problems.append(problem(code, Place(self.file, position=start(node)), **facts))


def _extent(node: yaml.Node) -> tuple[int, int, int]:
    """The first and the last line of a node, and the column where it ends, from 0."""
    begin, end = node.start_mark, node.end_mark
    return (begin.line, end.line, end.column) if begin and end else (0, 0, 0)
