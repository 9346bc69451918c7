"""Compose the node tree of a file in the strict subset of YAML that we accept.

Refused are: other encodings than UTF-8, invisible characters, tabs, anchors and aliases,
tags and directives, several documents, and files that are too large or nested too deep.
:func:`meaning` says what a text without quotes stands for: a number, a date, a word or text.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from generator.problem import PathInFile, Place, Problem, problem
from generator.system_files import size_of_file
from generator.yaml import lookalikes
from generator.yaml.breaks import find_break
from generator.yaml.characters import LINE_END, find_invisible

Plain = str | int | Decimal | bool | dt.date | None | tuple["Plain", ...] | dict[str, "Plain"]

WORDS: dict[str, Plain] = {"": None, "null": None, "true": True, "false": False}
SUSPECT_START = frozenset("~=<yYnNoOtTfF+-.0123456789０１２３４５６７８９＋－−．｛［＂＇")
"""Only what begins so, or holds ``SUSPECT``, can be anything but text."""
SUSPECT = f"：{lookalikes.SPACES}"
"""Characters as they stand inside the brackets of a pattern."""
_NUMBER = re.compile(r"-?(?=[0-9.]{1,16}\Z)(0|[1-9][0-9]{0,8})(\.[0-9]{1,10})?")
"""A number of at most 15 digits: so many the doubles of JSON and of spreadsheets hold."""
_LONG_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
EARLIEST, LATEST = dt.date(1901, 1, 1), dt.date(2107, 12, 31)
"""The days that a file may have: spreadsheets do not agree on days of 1900, archives hold none
after 2107."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMBIGUOUS = re.compile(
    r"""~ | = | <<
      | (?:y|n|yes|no|on|off|true|false|null)          # other spellings of true, false, null
      | [-+.＋－−．]*[0-9０-９][0-9０-９_,.．：:+\-TZe ]*   # octal, times, exponents, full width
      | 0[xob][0-9a-f_]+ | [-+]?\.(?:inf|nan)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_FIELD_IN_WORDS = re.compile("[\\w\u4e00-\u9fff]{1,12}(?P<colon>：)")
"""A full-width colon after a name: a field, or text that begins so."""
_SUSPECT = re.compile(f"[{SUSPECT}]")

_NEAR = 3
"""How many lines before the place of an error its cause is looked for."""
MAX_BYTES = 1_000_000
MAX_DEPTH = 16

_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_MAX_UNWATCHED = 1_000
_DEEP = re.compile(rf"^[ ?:-]{{{_MAX_UNWATCHED}}}", re.MULTILINE)
"""A line that could lie so deep that composing it would exhaust the stack."""
_INDIRECT = re.compile(r"(?:^|[\s\[\]{},])[&*!]|^%", re.MULTILINE)
"""Where an anchor, an alias, a tag or a directive may begin, in a text or not."""
_BAD_ESCAPE = re.compile("escape|hexa?decimal")
"""What the library says of an escape that YAML does not know."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds: its data, and the problems of its notation.

    ``empty`` are the paths of fields that were left empty. With problems, the data is what could
    be understood, or ``None``.
    """

    data: Plain
    problems: tuple[Problem, ...] = ()
    empty: tuple[PathInFile, ...] = ()


class Refused(Exception):
    """Raised for a file outside the accepted subset; ``fault`` is the problem."""

    def __init__(self, fault: Problem) -> None:
        self.fault = fault
        super().__init__(fault.code)


def read_text(file: Path) -> str:
    """Read a file of an acceptable size as UTF-8; raises ``Refused`` where that fails."""
    data = _read_bytes(file)
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Refused(problem("not-utf8", Place(file, position=(line, 1)))) from error


def _read_bytes(file: Path) -> bytes:
    try:
        if size_of_file(file) > MAX_BYTES:
            raise Refused(problem("too-large", Place(file), limit=MAX_BYTES))
        with open(file, "rb", buffering=0) as stream:
            return stream.read()
    except FileNotFoundError as error:
        raise Refused(problem("no-file", Place(file), name=file.name)) from error
    except OSError as error:
        raise Refused(problem("unreadable", Place(file), reason=error.strerror)) from error


def check_visible(file: Path, text: str) -> str:
    """Return the text of a file; raises ``Refused`` if it has invisible characters."""
    if match := find_invisible(text):
        raise Refused(_invisible(file, text, match.start()))
    return text


def _invisible(file: Path, text: str, index: int) -> Problem:
    name = unicodedata.name(text[index], "")
    where = Place(file, position=_position(text, index))
    return problem("invisible", where, character=f"U+{ord(text[index]):04X} {name}".strip())


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def compose(file: Path, text: str) -> yaml.Node | None:
    """Compose the node tree of a text; an empty text has none.

    Raises ``Refused`` for broken YAML, tabs, anchors, aliases, tags, directives, several
    documents, and nodes that lie too deep.
    """
    if (tab := re.search(r"^[ ]*\t", text, re.MULTILINE)) is not None:
        raise Refused(problem("tab", Place(file, position=_position(text, tab.end() - 1))))
    try:
        if _INDIRECT.search(text) or _may_be_deep(text):
            _refuse_indirection(file, text)
        node: yaml.Node | None = _LOADER(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise Refused(_syntax(file, text, error)) from error
    except (yaml.YAMLError, ValueError) as error:  # a code beyond Unicode is a ``ValueError``
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
    if mark and _BAD_ESCAPE.search(error.problem or ""):
        line = LINE_END.split(text)[mark.line]
        at = line.rfind("\\", 0, mark.column + 1)
        return problem("escape", where, written=line[at : at + 2])
    if broken := find_break(LINE_END.split(text), *_lines_of(error)):
        where = Place(file, position=(broken.line + 1, broken.column + 1))
        return problem(broken.code, where, **broken.facts)
    return problem("syntax", where, reason=error.problem or error.context)


def _lines_of(error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Return the first and the last line, from 0, in which the cause of an error may lie."""
    marks = [mark.line for mark in (error.context_mark, error.problem_mark) if mark]
    last = max(marks, default=0)
    first = max(min(marks, default=0), last - _NEAR)
    return max(min(first, last - 1), 0), last


def _refuse_indirection(file: Path, text: str) -> None:
    for depth, event in _events(text):
        where = Place(file, position=start(event))
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


def start(at: yaml.Node | yaml.Event) -> tuple[int, int]:
    """Return line and column, from 1, where a node or an event begins."""
    mark = at.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class Unclear(Exception):
    """Raised for a text whose meaning is not certain; code and facts are those of the problem.

    ``index`` is the number of the character of the text that is at fault, from 0.
    """

    def __init__(self, code: str, index: int = 0, **facts: str) -> None:
        self.code, self.index, self.facts = code, index, facts
        super().__init__(code)


def meaning(text: str) -> Plain:
    """Return the value that a text without quotes stands for.

    Raises ``Unclear`` for what YAML readers do not agree on (``yes``, ``1e3``, ``12:30``), for
    dates that do not exist or lie far away, and for numbers of too many digits.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] not in SUSPECT_START and not _SUSPECT.search(text):
        return text
    if _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    if _DATE.fullmatch(text):
        return _date(text)
    if _LONG_NUMBER.fullmatch(text):
        raise Unclear("too-many-digits", value=text)
    if _AMBIGUOUS.fullmatch(text):
        raise Unclear("ambiguous", value=text)
    if match := _FIELD_IN_WORDS.match(text):
        raise Unclear("colon-in-value", match.start("colon"), value=text)
    if found := lookalikes.in_value(text):
        raise Unclear(found.code, found.offset, **found.facts)
    return text


def _date(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise Unclear("no-such-date", value=text) from error
    if not EARLIEST <= day <= LATEST:
        raise Unclear("far-date", value=text)
    return day


def is_plain_text(text: str) -> bool:
    """Tell whether a text can stand without quotes and still be read as the same text."""
    if text in WORDS or text != text.strip() or lookalikes.in_value(text):
        return False
    patterns = (_NUMBER, _DATE, _AMBIGUOUS)
    return not (_FIELD_IN_WORDS.match(text) or any(p.fullmatch(text) for p in patterns))
