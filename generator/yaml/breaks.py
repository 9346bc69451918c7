"""Say what broke the notation of a file where the parser only knows where it stumbled."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.yaml import lookalikes

_KEY = r"[\w-]+"
_EMPTY = re.compile(rf"^( *)(?:- +)*(?P<key>{_KEY}) *: *(?P<signs>\[ *\]|\{{ *\}}) *(?:#.*)?$")
_PAIR = re.compile(rf"^ *(?:- +)*(?P<key>{_KEY}): +(?P<value>[^\s#|>\[{{&*!'\"][^#]*?) *(?:#.*)?$")
_GLUED_DASH = re.compile(rf"^ *(?P<dash>-)(?:\{{|{_KEY}: )")
_COLON_IN_TEXT = re.compile(
    rf"^ *(?:- +)*{_KEY}: +(?![\[{{'\"|>])\S.*?(?P<s>: )|[{{,] *{_KEY}: +[^\[\]{{}}'\",]*?(?P<t>: )"
)


class Break(NamedTuple):
    """What broke the notation: the code and the facts of the problem, its line from 0, and its
    column from 0."""

    code: str
    line: int
    column: int
    facts: dict[str, str]


def find_break(lines: Sequence[str], first: int, at: int) -> Break | None:
    """Return what broke the notation near a line where a parser stumbled; ``None`` if unknown.

    Lines are numbered from 0; ``first`` is the first one that a sign of another kind may stand on.
    """
    at = min(at, len(lines) - 1)
    return (
        _filled_though_empty(lines, at)
        or _look_alike(lines, first, at)
        or _glued_dash(lines, at)
        or _colon_in_text(lines, at)
        or _deeper_below_a_value(lines, at)
    )


def _look_alike(lines: Sequence[str], first: int, at: int) -> Break | None:
    found = lookalikes.in_lines(lines[first : at + 1])
    return found and Break(found[1].code, first + found[0], found[1].offset, found[1].facts)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _line_before(lines: Sequence[str], at: int) -> int | None:
    """Return the number of the line before that has more than a comment."""
    numbers = range(at - 1, -1, -1)
    return next((n for n in numbers if lines[n].strip(" ").partition("#")[0]), None)


def _filled_though_empty(lines: Sequence[str], at: int) -> Break | None:
    """Find ``key: []`` above lines that fill the list."""
    for number in (at, at - 1):
        before = _line_before(lines, number) if number >= 0 else None
        match = _EMPTY.match(lines[before]) if before is not None else None
        if before is None or match is None or not lines[number].strip():
            continue
        listed = lines[number].lstrip().startswith("-")
        if _indent(lines[number]) > len(match[1]) or (listed and "[" in match["signs"]):
            facts = {"signs": match["signs"], "field": match["key"]}
            return Break("filled-though-empty", before, match.start("signs"), facts)
    return None


def _glued_dash(lines: Sequence[str], at: int) -> Break | None:
    match = _GLUED_DASH.match(lines[at])
    return match and Break("space-after", at, match.start("dash"), {"sign": "-"})


def _colon_in_text(lines: Sequence[str], at: int) -> Break | None:
    match = _COLON_IN_TEXT.search(lines[at])
    return match and Break("colon-in-text", at, match.start(match.lastgroup or 0), {})


def _deeper_below_a_value(lines: Sequence[str], at: int) -> Break | None:
    """Find a field that stands deeper than the one above, which has a value."""
    before = _line_before(lines, at)
    match = _PAIR.match(lines[before]) if before is not None else None
    own = _PAIR.match(lines[at]) or re.match(rf"^ *{_KEY}: *$", lines[at])
    if before is None or match is None or own is None:
        return None
    if _indent(lines[at]) <= match.start("key"):
        return None
    return Break("indented-below-value", at, _indent(lines[at]), {"field": match["key"]})
