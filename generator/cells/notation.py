"""Values of several parts in one cell, in words: thresholds, tables of points, former names.

The entries of a list stand on a line each, as ``低于 80，分值 2``: fields by their headings, with
commas between. Points are a number, a list of numbers for the first, second, … time, ``全部``,
or a table by tiers with a line for each: ``省部级：集体 2，个人 1``. A text that has such signs
itself stands in quotes.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal

from generator.cells.choices import Choices, normalized
from generator.cells.values import Raw, Unreadable, as_number, as_text
from generator.yaml.nodes import Plain

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"(?:{_QUOTED}|[^\n;；])+")
_PART = re.compile(rf"(?:{_QUOTED}|[^,，])+")
_SIGNS = re.compile(r'[\s,，;；:：="]')
_NUMBERS = re.compile(r"[-+0-9.]+([、,][-+0-9.]+)*[、,]?")

Read = Callable[[str, str], tuple[str, Plain]]
"""Takes a heading and the words after it; returns the field and its value."""


def write_entries(
    entries: tuple[Plain, ...], headings: Callable[[str], str], show: Callable[[str, Plain], str]
) -> str:
    """Return the lines of a list of entries.

    ``headings`` gives the heading of a field, ``show`` the words of its value.
    """
    lines = []
    for entry in entries:
        fields = entry if isinstance(entry, dict) else {}
        parts = (f"{headings(n)} {_quoted(show(n, value))}" for n, value in fields.items())
        lines.append("，".join(parts))
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if _SIGNS.search(text) or not text else text


def read_entries(raw: Raw, fields: dict[str, str], read: Callable[[str, str], Plain]) -> Plain:
    """Return the entries that a cell lists.

    ``fields`` are the names of the fields by heading, ``read`` reads the words of a field.
    """
    return tuple(_entry(line, fields, read) for line in _lines(as_text(raw)))


def _lines(text: str) -> list[str]:
    """Split a text at the ends of lines and semicolons outside quotes."""
    return [line for line in _LINE.findall(text) if line.strip()]


def _entry(line: str, fields: dict[str, str], read: Callable[[str, str], Plain]) -> Plain:
    entry: dict[str, Plain] = {}
    for part in (match[0].strip() for match in _PART.finditer(line)):
        name, words = _field(part, fields)
        entry[name] = read(name, _unquoted(words))
    return entry


def _field(part: str, fields: dict[str, str]) -> tuple[str, str]:
    """Split a part into the field that its heading names, and the words after it."""
    for heading in sorted(fields, key=len, reverse=True):
        if part.startswith(heading) and part[len(heading) :].strip(" :：="):
            return fields[heading], part[len(heading) :].strip(" :：=")
    raise Unreadable("not-in-words", value=part, known="、".join(fields))


def _unquoted(text: str) -> str:
    if not text.startswith('"'):
        return text
    try:
        return str(json.loads(text))
    except json.JSONDecodeError as error:
        raise Unreadable("not-in-words", value=text, known='"…"') from error


def write_points(value: Plain, keys: Choices, words: dict[str, str]) -> str | int | Decimal:
    """Return points in words; a single number stays a number."""
    if isinstance(value, dict):
        return "\n".join(f"{keys.shown(key)}：{_row(row, keys)}" for key, row in value.items())
    if isinstance(value, tuple):
        return "、".join(map(str, value)) + ("、" if len(value) == 1 else "")
    return words.get(value, value) if isinstance(value, str) else _number(value)


def _number(value: Plain) -> int | Decimal:
    assert isinstance(value, int | Decimal)
    return value


def _row(row: Plain, keys: Choices) -> str:
    if isinstance(row, dict):
        return "，".join(f"{keys.shown(key)} {points}" for key, points in row.items())
    return str(row)


def read_points(raw: Raw, keys: Choices, words: dict[str, str]) -> Plain:
    """Return the points that a cell states."""
    if not isinstance(raw, str):
        return as_number(raw)
    text = as_text(raw)
    plain = normalized(text)
    by_words = {shown: word for word, shown in words.items()} | {word: word for word in words}
    if plain in by_words:
        return by_words[plain]
    if _NUMBERS.fullmatch(plain):
        numbers = tuple(as_number(part) for part in re.split("[、,]", plain) if part)
        return numbers if re.search("[、,]", plain) else numbers[0]
    return dict(_table_row(line, keys) for line in _lines(text))


def _table_row(line: str, keys: Choices) -> tuple[str, Plain]:
    head, sign, rest = normalized(line).partition(":")
    if not sign:
        return _pair(normalized(line), keys)
    if _NUMBERS.fullmatch(rest.strip()):
        return _key(head, keys), as_number(rest)
    return _key(head, keys), dict(_pair(part, keys) for part in re.split("[,、]", rest))


def _pair(text: str, keys: Choices) -> tuple[str, Plain]:
    """Split ``集体 2`` into the id of the key, and the points."""
    match = re.fullmatch(r"(.*?)\s*[:=]?\s*([0-9.]+)", text.strip())
    if not match:
        raise Unreadable("not-points", value=text)
    return _key(match[1], keys), as_number(match[2])


def _key(text: str, keys: Choices) -> str:
    found = keys.find(text)
    if found is None:
        raise Unreadable("not-a-choice", value=text, near=keys.near(text))
    return found
