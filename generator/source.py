"""One YAML file → plain data, by the strict subset of YAML that scorebook accepts.

Plain data is text, ``int``, ``Decimal``, ``bool``, ``date``, ``None``, tuples and dicts
with text keys. What YAML 1.1 would read otherwise than its author meant is refused.
"""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from generator.problem import PathInFile, Place, Problem, problem

Plain = str | int | Decimal | bool | dt.date | None | tuple["Plain", ...] | dict[str, "Plain"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 16

_MAX_UNWATCHED = 1_000
_DEEP = re.compile(rf"^[ ?:-]{{{_MAX_UNWATCHED}}}", re.MULTILINE)
"""A line that could lie so deep that composing it would exhaust the stack."""
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_WORDS: dict[str, Plain] = {"": None, "null": None, "true": True, "false": False}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,10})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMBIGUOUS = re.compile(
    r"""~ | = | <<
      | (?:y|n|yes|no|on|off|true|false|null)          # other spellings of true, false, null
      | [-+.]*[0-9０-９][0-9０-９_,.．：:+\-TZe ]*          # octal, times, exponents, full width
      | 0[xob][0-9a-f_]+ | [-+]?\.(?:inf|nan)
      | [\w\u4e00-\u9fff]{1,12}：.*                      # a full-width colon after a name""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_FOLD = re.compile(f"(?<={_HAN}) (?={_HAN})")
"""The space that YAML puts where a line of text was broken; Chinese is set without it."""
_SUSPECT_START = frozenset("~=<yYnNoOtTfF+-.0123456789０１２３４５６７８９")
_HASH = re.compile(r"^[^#\n\"']*[^\x00-\x7f#\"'][^#\n\"']* (?=#\S)", re.MULTILINE)
"""Text that is not ASCII, unquoted, and a ``#`` that looks like a part of it."""
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]"
)


class Refused(Exception):
    """The file is not in the accepted subset; carries the problem."""

    def __init__(self, fault: Problem) -> None:
        self.fault = fault
        super().__init__(fault.code)


@dataclass(frozen=True, slots=True)
class Document:
    """The data of a file, the problems of its notation, and the paths of the fields that
    were left empty. With problems, the data is what could be understood, or ``None``."""

    data: Plain
    problems: tuple[Problem, ...] = ()
    empty: tuple[PathInFile, ...] = ()


def read(file: Path) -> Document:
    """The document that ``file`` holds."""
    try:
        root = _compose(file, _text(file))
    except Refused as refused:
        return Document(None, (refused.fault,))
    reader = _Reader(file)
    data = reader.plain(root, ())
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
    return _start(chosen) if chosen else (1, 1)


def _start(at: yaml.Node | yaml.Event) -> tuple[int, int]:
    mark = at.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


@functools.lru_cache(maxsize=4)
def _composed(file: Path) -> yaml.Node | None:
    try:
        return _compose(file, _text(file))
    except Refused:
        return None


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _text(file: Path) -> str:
    """The text of a file of an acceptable size, in UTF-8, without invisible characters."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Refused(problem("too-large", Place(file), limit=MAX_BYTES))
        text = file.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise Refused(problem("no-file", Place(file), name=file.name)) from error
    except OSError as error:
        raise Refused(problem("unreadable", Place(file), reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Refused(problem("not-utf8", Place(file, position=(line, 1)))) from error
    text = text.removeprefix("\ufeff")
    if found := _FORBIDDEN.search(text):
        raise Refused(_invisible(file, text, found.start()))
    return text


def _invisible(file: Path, text: str, index: int) -> Problem:
    name = unicodedata.name(text[index], "")
    where = Place(file, position=_position(text, index))
    return problem("invisible", where, character=f"U+{ord(text[index]):04X} {name}".strip())


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _compose(file: Path, text: str) -> yaml.Node | None:
    """The node tree; refuses tabs, anchors, aliases, tags, directives, more documents."""
    if (tab := re.search(r"^[ ]*\t", text, re.MULTILINE)) is not None:
        raise Refused(problem("tab", Place(file, position=_position(text, tab.end() - 1))))
    if (found := _HASH.search(text)) is not None:
        raise Refused(problem("hash-in-text", Place(file, position=_position(text, found.end()))))
    try:
        if any(mark in text for mark in "&*!%") or _may_be_deep(text):
            _refuse_indirection(file, text)
        node: yaml.Node | None = _LOADER(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise Refused(_syntax(file, text, error)) from error
    except yaml.YAMLError as error:
        raise Refused(problem("syntax", Place(file), reason=error)) from error
    except RecursionError as error:
        raise Refused(problem("too-deep", Place(file), limit=MAX_DEPTH)) from error
    return node


def _may_be_deep(text: str) -> bool:
    return text.count("[") + text.count("{") > _MAX_UNWATCHED or _DEEP.search(text) is not None


def _syntax(file: Path, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    where = Place(file, position=(mark.line + 1, mark.column + 1) if mark else None)
    if error.problem == "but found another document":
        return problem("several-documents", where)
    lines = text.splitlines()[max(mark.line - 1, 0) : mark.line + 1] if mark else []
    code = "syntax-full-width" if any("：" in line for line in lines) else "syntax"
    return problem(code, where, reason=error.problem or error.context)


def _refuse_indirection(file: Path, text: str) -> None:
    for depth, event in _events(text):
        where = Place(file, position=_start(event))
        if depth > MAX_DEPTH:
            raise Refused(problem("too-deep", where, limit=MAX_DEPTH))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Refused(problem("anchor", where))
        if getattr(event, "tag", None) or getattr(event, "version", None):
            raise Refused(problem("tag", where))


def _events(text: str) -> Iterator[tuple[int, yaml.Event]]:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        yield depth, event
        depth -= isinstance(event, yaml.CollectionEndEvent)


def is_plain_text(text: str) -> bool:
    """Whether text can stand without quotes and still be read as the same text."""
    if text in _WORDS or text != text.strip():
        return False
    return not (_NUMBER.fullmatch(text) or _DATE.fullmatch(text) or _AMBIGUOUS.fullmatch(text))


class _Reader:
    """Turns the nodes of one file into plain data and collects the problems."""

    def __init__(self, file: Path) -> None:
        self.file = file
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
        if node.end_mark and node.start_mark and node.end_mark.line > node.start_mark.line:
            text = _FOLD.sub("", text) if node.style != "|" else text
        if node.style and node.style in "'\"|>":
            return text
        if text in _WORDS:
            if _WORDS[text] is None:
                self.empty.append(path)
            return _WORDS[text]
        if text[0] not in _SUSPECT_START and "：" not in text:
            return text
        return self._suspect(text, path)

    def _suspect(self, text: str, path: PathInFile) -> Plain:
        if _NUMBER.fullmatch(text):
            return Decimal(text) if "." in text else int(text)
        if _DATE.fullmatch(text):
            return self._date(text, path)
        if _AMBIGUOUS.fullmatch(text):
            self._refuse("ambiguous", path, value=text)
            return None
        return text

    def _date(self, text: str, path: PathInFile) -> Plain:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            self._refuse("no-such-date", path, value=text)
            return None

    def _refuse(self, code: str, path: PathInFile, **facts: object) -> None:
        self.problems.append(problem(code, Place(self.file, path), **facts))

    def _refuse_at(self, node: yaml.Node, code: str, **facts: object) -> None:
        self.problems.append(problem(code, Place(self.file, position=_start(node)), **facts))
