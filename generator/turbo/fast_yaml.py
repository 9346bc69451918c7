"""The text of a file of the usual shape → plain data, fast; any other shape is declined.

Taken is a file of these lines, in which ``KEY`` is of small ASCII letters, digits, ``-`` and
``_``, and a ``VALUE`` ends with its line:

- nothing, spaces, or a comment that has the line for itself;
- ``KEY: VALUE``, or ``KEY:`` with deeper lines or a list below it;
- ``- VALUE`` and ``- KEY: VALUE``, the other keys of that entry below its first;
- ``{KEY: VALUE, KEY: VALUE}`` as a value, with single values inside;
- a single value: text without quotes, or in quotes with none inside and no backslash.

Everything else is for the strict reader in :mod:`generator.yaml.loader`, which alone tells what
is wrong: empty fields, comments after values, texts over several lines, tabs, anchors, tags,
lists in brackets, keys that stand twice, lines that fit nowhere, and values whose meaning is
not certain. Where this reader gives data, the strict one gives the same.
"""

import functools
import re
from sys import intern

from generator.yaml.nodes import INVISIBLE, MAX_DEPTH
from generator.yaml.scalars import SUSPECT, SUSPECT_START, Plain, Unclear, meaning

_LONGEST = 1_000_000
"""The most characters of a usual file."""
_KEY = r"[a-z0-9_][a-z0-9_-]{0,63}+"
_OUT = rf"\n\r\t{INVISIBLE}"
"""The characters that no part of a line is."""
_QUOTED = rf"""'[^'{_OUT}]*+'(?!') | "[^"\\{_OUT}]*+\""""
_INDICATORS = re.escape("-?:,[]{}#&*!|>'\"%@`")
"""With these, or a space, no text without quotes begins."""
_SUSPECTS = re.escape("".join(sorted(SUSPECT_START)))


def _single(stops: str, more: str) -> str:
    """The pattern of a single value that ends before ``stops``, unless ``more`` fits there.
    Its groups: what is text for certain (a number that counts something in Chinese begins one),
    what has to be looked at, and text in quotes."""
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


class _Unusual(Exception):
    """The file is for the strict reader."""


def plain(text: str) -> Plain | None:
    """The data of a text, or ``None`` where it is declined."""
    if len(text) > _LONGEST:
        return None
    try:
        return _read(text.split("\n"))
    except (_Unusual, Unclear):
        return None


def _read(lines: list[str]) -> Plain:
    nest = _Nest()
    for text in lines:
        common = len(text) < _SHORT and text.isascii()
        level, key, value = _common(text) if common else _line(text)
        if level >= 0:
            nest.add(level, key, value)
    return nest.whole()


_Line = tuple[int, str, Plain]
"""The level, the key and the value of a line; one that says nothing has no level."""
_NOTHING: _Line = (-1, "", None)


def _line(text: str) -> _Line:
    found = _LINE.fullmatch(text)
    if found is None:
        raise _Unusual
    indent, dash, key, braces, certain, other, quoted = found.groups()
    value: Plain = None
    if certain:
        value = certain
    elif braces:
        value = _pairs(braces[1:-1])
    elif other:
        value = _value(other)
    elif quoted:
        value = quoted[1:-1]
    if dash or key:
        return 2 * len(indent) + (1 if dash else 0), intern(key or ""), value
    if value is not None:
        raise _Unusual
    return _NOTHING


_SHORT = 40
"""A line of fewer characters, all of them ASCII, is common to many files: it says a key, an id,
a level or a date, and no note."""
_common = functools.lru_cache(maxsize=8192)(_line)
"""What such a line says; its value is one in all files."""


def _value(text: str) -> Plain:
    """The meaning of a text. What files have alike is one value in all of them."""
    return _meaning(text) if len(text) < _WORD else _given(meaning(text))


_WORD = 24
"""A text of fewer characters may be a number, a date or a word, and no note."""


@functools.lru_cache(maxsize=4096)
def _meaning(text: str) -> Plain:
    return _given(meaning(text))


def _given(value: Plain) -> Plain:
    if value is None:
        raise _Unusual
    return value


def _pairs(text: str) -> Plain:
    """The mapping that is written within braces."""
    pairs = _PAIRS.findall(text)
    data: dict[str, Plain] = {}
    for key, certain, other, quoted in pairs:
        if certain:  # what may be an id is one value in all files
            data[key] = intern(certain) if certain.isascii() else certain
        else:
            data[key] = _value(other) if other else quoted[1:-1]
    if len(data) != len(pairs) or "" in data:
        raise _Unusual
    return data


_Fields = dict[str, Plain]
_Items = list[Plain]


class _Nest:
    """The mappings and lists that the next line may go on with, the innermost last.

    The level of the lines of a mapping is twice their column, that of a list one more: so a
    list lies deeper than the mapping with its key, although it may stand right below it.
    """

    def __init__(self) -> None:
        self._whole: _Fields = {}
        self._lists: list[tuple[_Fields, str, _Items]] = []
        self._open: list[tuple[int, _Fields, _Items]] = [(-1, self._whole, [])]
        self._level, self._fields, self._items = self._open[0]
        self._heading: str | None = ""
        """The key whose value is on the lines that follow."""

    def add(self, level: int, key: str, value: Plain) -> None:
        """Take in a line; the value ``None`` is one on the lines that follow."""
        if self._heading is not None:
            self._begin(level)
        elif level != self._level:
            self._return(level)
        if level % 2:
            if not key:
                self._items.append(_given(value))
                return
            entry: _Fields = {}
            self._items.append(entry)
            self._push(level + 3, entry, self._items)
        if key in self._fields:
            raise _Unusual
        self._fields[key] = value
        if value is None:
            self._heading = key

    def _begin(self, level: int) -> None:
        """Open the list or the mapping that stands below the heading."""
        if level <= self._level or self._heading is None:
            raise _Unusual
        if level % 2:
            items: _Items = []
            self._lists.append((self._fields, self._heading, items))
            self._push(level, self._fields, items)
        else:
            fields: _Fields = {}
            self._fields[self._heading] = fields
            self._push(level, fields, self._items)
        self._heading = None

    def _push(self, level: int, fields: _Fields, items: _Items) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _Unusual
        self._open.append((level, fields, items))
        self._level, self._fields, self._items = level, fields, items

    def _return(self, level: int) -> None:
        """Go back to what is still open at that level."""
        while self._level > level:
            self._open.pop()
            self._level, self._fields, self._items = self._open[-1]
        if self._level != level:
            raise _Unusual

    def whole(self) -> Plain:
        """What all lines together are."""
        if self._heading is not None:
            raise _Unusual
        for fields, key, items in self._lists:
            fields[key] = tuple(items)
        return self._whole[""]
