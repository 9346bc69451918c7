"""Find characters that look like those of the notation and are others: full-width signs, and spaces
that are not the plain one. As parts of a text they are fine."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that YAML takes for letters, as they stand inside the brackets of a pattern."""
_PLAIN = str.maketrans("，、；：｛｝［］【】「」“”‘’＂＇＃－—–−", ",,,:{}[][][]\"\"''\"'#----")
"""The character of the notation that each of these looks like."""

_FIELD = "[a-z0-9_-]+"
_KEY = re.compile(
    rf"-?(?P<s>[{SPACES}])|[- ]*{_FIELD}[ :]?(?P<t>[{SPACES}：，、；])|(?P<u>[－—–−｛［＂“＃])"
)
_VALUE = re.compile(
    rf"-?(?P<s>[{SPACES}])|{_FIELD}:(?P<t>[{SPACES}])|.*(?P<u>[{SPACES}])$", re.DOTALL
)
_WHOLE = re.compile(r"(?P<s>[｛［]).*[｝］]|(?P<t>[＂＇]).*[＂＇]", re.DOTALL)
_ENTRY = re.compile(rf"{_FIELD}(?P<s>[，、；]){_FIELD}(?:[，、；]{_FIELD})*")
_LINE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^ *(?:- *)*(?P<s>[{SPACES}])",
        rf"(?:^|[ {{,]){_FIELD}:(?P<s>[{SPACES}])",
        r"(?:^[- ]*|[{,，] *)[\"']?[\w-]{1,40}[\"']? *(?P<s>：)",
        rf"[{{\[][^}}\]\"']*?(?P<s>[，、；]) *{_FIELD} *[:：]",
        r"^ *(?P<s>[＃－—–−])",
        r"(?:^[- ]*|[:,] +)(?P<s>[｛［＂＇])",
        r"[{\[].*(?P<s>[｝］])",
    )
)
"""Where such a character breaks the notation, the likeliest first."""
_LAST_LINE = re.compile(r"(?:^[- ]*|[:,] +)(?P<s>[【「“‘])")
"""What a text may begin with; it is named if it stands on the line of an error, and nothing else
is wrong there."""


class LookAlike(NamedTuple):
    """A character in place of another, and where it stands in the text that was searched."""

    offset: int
    sign: str

    @property
    def code(self) -> str:
        """The code of the problem."""
        return "foreign-space" if self.sign.isspace() else "full-width"

    @property
    def facts(self) -> dict[str, str]:
        """What the message names: ``sign``, the character, and ``plain``, what to type instead."""
        name = f"U+{ord(self.sign):04X} {unicodedata.name(self.sign)}"
        shown = name if self.sign.isspace() else self.sign
        return {"sign": shown, "plain": self.sign.translate(_PLAIN)}


def in_key(key: str) -> LookAlike | None:
    """Find a look-alike that changes a key without quotes; ``None`` if there is none."""
    return _found(_KEY.match(key))


def in_value(text: str) -> LookAlike | None:
    """Find a look-alike that changes a text without quotes; ``None`` if there is none.

    Such is a foreign space at its ends or after a dash or a field, and a pair of full-width
    brackets or quotes around all of it.
    """
    return _found(_VALUE.match(text) or _WHOLE.fullmatch(text))


def in_entry(text: str) -> LookAlike | None:
    """Find the character that joins ids to one text, such as ``、`` in the entry ``a、b``.

    Returns ``None`` if the entry is one id, or any other text.
    """
    return _found(_ENTRY.fullmatch(text))


def in_lines(lines: Iterable[str]) -> tuple[int, LookAlike] | None:
    """Find a look-alike that breaks the notation in the lines around an error.

    Returns the index of its line, counted from 0, and the look-alike; ``None`` if there is none.
    The line of the error is the last one.
    """
    return next(_in_lines(list(lines)), None)


def _in_lines(lines: list[str]) -> Iterator[tuple[int, LookAlike]]:
    for pattern in _LINE:
        for number in range(len(lines) - 1, -1, -1):
            if (found := _found(pattern.search(lines[number]))) is not None:
                yield number, found
    if found := _found(_LAST_LINE.search(lines[-1])):
        yield len(lines) - 1, found


def _found(match: re.Match[str] | None) -> LookAlike | None:
    if match is None or match.lastgroup is None:
        return None
    return LookAlike(match.start(match.lastgroup), match[match.lastgroup])
