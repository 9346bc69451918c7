"""The value of a cell, as data and as people write it.

A cell is read by what its column holds. What it says otherwise raises :class:`Unreadable`, whose
code and facts are those of a problem.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from generator.cells.choices import Choices, nearest, normalized
from generator.cells.fields import Kind
from generator.model.base import ID_PATTERN
from generator.yaml.characters import find_invisible
from generator.yaml.nodes import EARLIEST, LATEST, Plain

Raw = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""What a library gives for a cell."""
Shown = str | Decimal | int | dt.date
"""What is written into a cell."""

_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,10})?")
_PERCENT = re.compile(r"(?P<number>[+-]?[0-9]+(\.[0-9]+)?) ?%")
_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_DAY_ALONE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_BETWEEN = re.compile(r"[、,;\n]")
"""What stands between the entries of a list; full-width signs are plain ones by then."""
_GOES_ON = "↵"
"""Ends a line of a text that goes on, in a list with a text on each line."""
_MINUSES = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})
_DOUBLE = 15
"""How many digits of a number a spreadsheet keeps."""


class Unreadable(Exception):
    """Raised for a cell that does not hold what its column asks for."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


def is_blank(raw: Raw) -> bool:
    """Tell whether a cell is empty, or looks so."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def as_text(raw: Raw) -> str:
    """Return a text as its cell has it, without space at its ends.

    Raises ``Unreadable`` for a date, a time, or a text with characters that nobody sees.
    """
    if isinstance(raw, dt.date | dt.time | dt.timedelta):
        raise Unreadable("turned-into-date", value=raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float | int):
        return f"{_decimal(raw):f}"
    text = (raw or "").replace("\r\n", "\n").replace("_x000D_", "").strip()
    if match := find_invisible(text):
        raise Unreadable("invisible", character=f"U+{ord(match[0]):04X}")
    return text


def as_shown(raw: Raw) -> str:
    """Return what a cell shows, for messages."""
    return as_text(raw) if isinstance(raw, float) else str(raw)


def _decimal(raw: float) -> Decimal:
    value = Decimal(f"{raw:.{_DOUBLE}g}")
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def as_number(raw: Raw, percent: bool = False) -> Plain:
    """Return a number; one followed by ``%`` is read where the column is measured in percent.

    Raises ``Unreadable`` for anything else, and for a number with too many digits.
    """
    if isinstance(raw, bool):
        raise Unreadable("not-number", value=as_text(raw))
    if isinstance(raw, float | int):
        raw = f"{_decimal(raw):f}"
    text = normalized(as_text(raw)).translate(_MINUSES)
    if match := _PERCENT.fullmatch(text):
        if not percent:
            raise Unreadable("percent", value=text)
        text = match["number"]
    if not _NUMBER.fullmatch(text):
        digits = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text)
        raise Unreadable("too-many-digits" if digits else "not-number", value=text)
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value.normalize()


def as_integer(raw: Raw) -> Plain:
    """Return a whole number; raises ``Unreadable`` for anything else."""
    value = as_number(raw)
    if not isinstance(value, int):
        raise Unreadable("not-integer", value=value)
    return value


def as_date(raw: Raw) -> Plain:
    """Return a day: of a cell with a date, or of a text such as ``2027年1月31日``.

    Raises ``Unreadable`` for anything else, and for a day before ``EARLIEST`` or after ``LATEST``.
    """
    if isinstance(raw, dt.datetime):
        if raw.time() != dt.time():
            raise Unreadable("not-date", value=raw)
        raw = raw.date()
    if isinstance(raw, dt.date):
        return _within(raw, raw.isoformat())
    text = normalized(as_text(raw)) if not isinstance(raw, dt.time | dt.timedelta) else str(raw)
    match = _DATE.fullmatch(text) or _DAY_ALONE.fullmatch(text)
    if not match:
        raise Unreadable("not-date", value=text)
    try:
        return _within(dt.date(*map(int, match.groups())), text)
    except ValueError as error:
        raise Unreadable("no-such-date", value=text) from error


def _within(day: dt.date, text: str) -> dt.date:
    if not EARLIEST <= day <= LATEST:
        raise Unreadable("far-date", value=text)
    return day


def as_boolean(raw: Raw, words: Mapping[bool, str]) -> Plain:
    """Return ``True`` or ``False``; ``words`` are what cells say for them.

    Raises ``Unreadable`` for any other text.
    """
    text = normalized(as_text(raw)).lower()
    yes = {"true", "yes", "y", "1", "是", "√", "✓", words[True].lower()}
    no = {"false", "no", "n", "0", "否", "×", words[False].lower()}
    if text not in yes | no:
        raise Unreadable("not-boolean", value=text)
    return text in yes


def as_id(raw: Raw, choices: Choices | None) -> Plain:
    """Return the id of the choice that a cell names; without choices, any id,
    which may have a name behind it, as the words of a choice have.

    Raises ``Unreadable`` if the cell names no choice, or has no id.
    """
    text = normalized(as_text(raw))
    if choices is not None:
        found = choices.find(text)
        if found is None:
            raise Unreadable("not-a-choice", value=text, near=choices.near(text))
        return found
    id, _, name = text.partition(" ")
    if not re.fullmatch(ID_PATTERN, id) or (name and name.isascii()):
        raise Unreadable("bad-id", value=text)
    return id


def as_value(raw: Raw, choices: Choices | None) -> Plain:
    """Return a number, or the id of a choice; raises ``Unreadable`` for anything else."""
    try:
        return as_number(raw)
    except Unreadable:
        return as_id(raw, choices)


def as_list(raw: Raw, inner: Kind, choices: Choices | None) -> Plain:
    """Return the entries of a list: texts one a line, others with commas between them.

    Raises ``Unreadable`` if one of them cannot be read.
    """
    if inner == "text":
        lines = as_text(raw).replace(f"{_GOES_ON}\n", _GOES_ON).split("\n")
        return tuple(line.replace(_GOES_ON, "\n").strip() for line in lines if line.strip())
    if not isinstance(raw, str):
        return (as_id(raw, choices) if inner == "id" else as_number(raw),)
    parts = [part.strip() for part in _BETWEEN.split(_halved(as_text(raw)))]
    read: Callable[[str], Plain] = (
        (lambda part: as_id(part, choices)) if inner == "id" else as_number
    )
    return tuple(read(part) for part in parts if part)


def _halved(text: str) -> str:
    return text.replace("，", ",").replace("；", ";").replace("﹑", "、")


def as_literal(raw: Raw, words: Mapping[str, str]) -> Plain:
    """Return the word of the format that a cell names, itself or in words of the office.

    ``words`` holds the words of the office by those of the format. Raises ``Unreadable`` for any
    other text.
    """
    text = normalized(as_text(raw))
    if text in words:
        return text
    by_words = {normalized(shown): word for word, shown in words.items()}
    if text not in by_words:
        near = nearest(text, tuple(by_words))
        known = "、".join(words.values())
        raise Unreadable("not-a-word", value=text, near=near, known=known)
    return by_words[text]


def _in_list(entry: Plain, choices: Choices | None, words: Mapping[str, str]) -> str:
    """Return what a list says for an entry: its id, if its words would be taken for several."""
    text = str(shown(entry, choices, words))
    several = choices is not None and (choices.with_ids or _BETWEEN.search(_halved(text)))
    return str(entry) if several else text


def shown(value: Plain, choices: Choices | None, words: Mapping[str, str]) -> Shown | None:
    """Return what a cell says for a value; ``words`` are those for words of the format."""
    if isinstance(value, bool):
        return words["true" if value else "false"]
    if isinstance(value, tuple):
        texts = [_in_list(entry, choices, words) for entry in value]
        lines = choices is None and any(isinstance(entry, str) for entry in value)
        if lines:
            return "\n".join(text.replace("\n", f"{_GOES_ON}\n") for text in texts)
        return "、".join(texts)
    if isinstance(value, str):
        if choices is not None:
            return choices.shown(value)
        return words.get(value, value)
    return value if isinstance(value, int | Decimal | dt.date) else None
