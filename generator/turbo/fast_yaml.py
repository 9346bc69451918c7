"""Read YAML files of a simple shape fast; any other shape is left to the plain loader.

A simple file has only these lines, in which ``KEY`` is of small ASCII letters, digits, ``-`` and
``_``, and a ``VALUE`` ends with its line:

- nothing, spaces, or a comment that has the line for itself;
- ``KEY: VALUE``, or ``KEY:`` with deeper lines or a list below it;
- ``- VALUE`` and ``- KEY: VALUE``, the other keys of that entry below its first;
- ``{KEY: VALUE, KEY: VALUE}`` as a value, with single values inside;
- a single value: text without quotes, or in quotes with none inside and no backslash.

Everything else goes to :mod:`generator.yaml.loader`, which alone says what is wrong: empty
fields, comments after values, texts over several lines, tabs, anchors, tags, lists in brackets,
keys that stand twice, lines that fit nowhere, and values whose meaning is not certain. Where
this reader returns data, the plain one returns the same.
"""

import functools
import re
from pathlib import Path
from sys import intern
from typing import NamedTuple

from generator.yaml import loader
from generator.yaml.characters import find_invisible
from generator.yaml.nodes import (
    MAX_DEPTH,
    SUSPECT,
    SUSPECT_START,
    Document,
    Plain,
    Refused,
    Unclear,
    meaning,
    read_text,
)

_MAX_LENGTH = 1_000_000
"""The most characters of a text that is parsed here."""
_KEY = r"[a-z0-9_][a-z0-9_-]{0,63}+"
_OUT = r"\n\r\t"
"""The characters that no part of a line is; there are no invisible ones by then."""
_QUOTED = rf"""'[^'{_OUT}]*+'(?!') | "[^"\\{_OUT}]*+\""""
_INDICATORS = re.escape("-?:,[]{}#&*!|>'\"%@`")
"""With these, or a space, no text without quotes begins."""
_SUSPECTS = re.escape("".join(sorted(SUSPECT_START)))


def _single(stops: str, more: str) -> str:
    """Return the pattern of a single value that ends before ``stops``, unless ``more`` fits there.

    Its groups: what is text for certain (a number that counts something in Chinese begins one),
    what may mean something else, and text in quotes.
    """
    stops += _OUT
    first = rf"(?:[^\ {_OUT}{_INDICATORS}{_SUSPECTS}{SUSPECT}] | [0-9]++(?=[\u4e00-\u9fff]))"
    certain = rf"{first}(?:[^{stops}{SUSPECT}]++|{more})*+"
    other = rf"(?:-(?=[0-9])|[^\ {_OUT}{_INDICATORS}])(?:[^{stops}]++|{more})*+"
    return rf"(?:({certain}) | ({other}) | ({_QUOTED}))"


_ON_A_LINE = _single(r"\ :", r":(?=[^\ \n])|\ ++(?=[^\ \#\n])")
_IN_BRACES = _single(r"\ :?,\[\]{}", r"\ ++(?=[^\ \#:?,\[\]{}])")
_LINE = re.compile(
    rf"""(?: (\ *+) (-\ )? (?:({_KEY}):(?=\ |$))? \ *+ (?:({{[^\n]*}}) | {_ON_A_LINE})? \ *+
      | \ *+\#[^{_OUT}]* )""",
    re.VERBOSE,
)
_PAIRS = re.compile(rf"\ ?({_KEY}):\ ++{_IN_BRACES}\ ?(?:,|$) | (?s:.+)", re.VERBOSE)
"""The pairs within braces; where no pair fits, all the rest is one without a key."""


class _Declined(Exception):
    """Raised for a text that is left to the plain loader."""


def read(file: Path) -> Document:
    """Read a YAML file, with the answers of :func:`generator.yaml.loader.read`."""
    try:
        data = parse_simple(read_text(file))
    except Refused:
        data = None
    return loader.read(file) if data is None else Document(data)


def parse_simple(text: str) -> Plain | None:
    """Parse a text of a simple shape; return ``None`` for any other."""
    if len(text) > _MAX_LENGTH or find_invisible(text):
        return None
    try:
        return _parse_lines(text.split("\n"))
    except (_Declined, Unclear):
        return None


def _parse_lines(lines: list[str]) -> Plain:
    builder = _Builder()
    for text in lines:
        repeated = len(text) < _SHORT_LINE and text.isascii()
        line = _cached_line(text) if repeated else _parse_line(text)
        if line is not None:
            builder.add(line)
    return builder.finish()


class _Line(NamedTuple):
    """A line: its level (see :class:`_Builder`), key and value.

    The value ``None`` stands on the lines that follow.
    """

    level: int
    key: str
    value: Plain


def _parse_line(text: str) -> _Line | None:
    """Parse a line; one without data is ``None``."""
    match = _LINE.fullmatch(text)
    if match is None:
        raise _Declined
    indent, dash, key, braces, certain, other, quoted = match.groups()
    value: Plain = None
    if certain:
        value = certain
    elif braces:
        value = _parse_pairs(braces[1:-1])
    elif other:
        value = _parse_value(other)
    elif quoted:
        value = quoted[1:-1]
    if dash or key:
        return _Line(2 * len(indent) + (1 if dash else 0), intern(key or ""), value)
    if value is not None:
        raise _Declined
    return None


_SHORT_LINE = 40
"""A line of fewer characters, all of them ASCII, recurs in many files: it has a key, an id, a
level or a date, and no note."""
_cached_line = functools.lru_cache(maxsize=8192)(_parse_line)


def _parse_value(text: str) -> Plain:
    """Return the meaning of a text; a short one is the same object in all files."""
    return _cached_meaning(text) if len(text) < _SHORT_TEXT else _require(meaning(text))


_SHORT_TEXT = 24
"""A text of fewer characters may be a number, a date or a word, and no note."""


@functools.lru_cache(maxsize=4096)
def _cached_meaning(text: str) -> Plain:
    return _require(meaning(text))


def _require(value: Plain) -> Plain:
    if value is None:
        raise _Declined
    return value


def _parse_pairs(text: str) -> Plain:
    """Parse the text within braces; raises ``_Declined`` if a key is empty or comes twice."""
    pairs = _PAIRS.findall(text)
    data: dict[str, Plain] = {}
    for key, certain, other, quoted in pairs:
        if certain:  # what may be an id is one object in all files
            data[key] = intern(certain) if certain.isascii() else certain
        else:
            data[key] = _parse_value(other) if other else quoted[1:-1]
    if len(data) != len(pairs) or "" in data:
        raise _Declined
    return data


_Fields = dict[str, Plain]
_Items = list[Plain]


class _Open(NamedTuple):
    """A mapping or a list that the next line may go on with."""

    level: int
    fields: _Fields
    items: _Items


class _List(NamedTuple):
    """A list that is to become the value of a key."""

    fields: _Fields
    key: str
    items: _Items


class _Builder:
    """Builds nested mappings and lists from lines.

    The level of the lines of a mapping is twice their column, that of a list one more: so a
    list lies deeper than the mapping with its key, although it may stand right below it.
    """

    def __init__(self) -> None:
        self._root: _Fields = {}
        self._lists: list[_List] = []
        self._stack = [_Open(-1, self._root, [])]
        self._level, self._fields, self._items = self._stack[0]
        self._heading: str | None = ""
        """The key whose value is on the lines that follow."""

    def add(self, line: _Line) -> None:
        """Add a line."""
        level, key, value = line
        if self._heading is not None:
            self._begin(level)
        elif level != self._level:
            self._return(level)
        if level % 2:
            if not key:
                self._items.append(_require(value))
                return
            entry: _Fields = {}
            self._items.append(entry)
            self._push(level + 3, entry, self._items)
        if key in self._fields:
            raise _Declined
        self._fields[key] = value
        if value is None:
            self._heading = key

    def _begin(self, level: int) -> None:
        """Open the list or the mapping that stands below the heading."""
        if level <= self._level or self._heading is None:
            raise _Declined
        if level % 2:
            items: _Items = []
            self._lists.append(_List(self._fields, self._heading, items))
            self._push(level, self._fields, items)
        else:
            fields: _Fields = {}
            self._fields[self._heading] = fields
            self._push(level, fields, self._items)
        self._heading = None

    def _push(self, level: int, fields: _Fields, items: _Items) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise _Declined
        self._stack.append(_Open(level, fields, items))
        self._level, self._fields, self._items = level, fields, items

    def _return(self, level: int) -> None:
        """Go back to what is still open at a level."""
        while self._level > level:
            self._stack.pop()
            self._level, self._fields, self._items = self._stack[-1]
        if self._level != level:
            raise _Declined

    def finish(self) -> Plain:
        """Return what all lines together are."""
        if self._heading is not None:
            raise _Declined
        for entry in self._lists:
            entry.fields[entry.key] = tuple(entry.items)
        return self._root[""]
