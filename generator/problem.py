"""A fault in the data, as a value: what is wrong and where it stands."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

PathInFile = tuple[str | int, ...]
"""The way from the top of a YAML file to a node: keys and list indices."""


_UNSHOWN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\uffff]"
)
"""Controls and formats, halves of pairs, and what is no character."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node of a file.

    ``on_key`` means the key itself and not its value. ``position`` (line and column, from 1) is
    given where there is no node, as in broken YAML.
    """

    file: Path
    path: PathInFile = ()
    on_key: bool = False
    position: tuple[int, int] | None = None

    def at(self, *path: str | int) -> "Place":
        """Return the place of a node further down by ``path``."""
        return Place(self.file, self.path + path)

    def key(self, *path: str | int) -> "Place":
        """Return the place of the key of a node further down by ``path``."""
        return Place(self.file, self.path + path, on_key=True)


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault: a code of the catalogue, its place, and the facts that its message names.

    A ``gap`` is something that has not been recorded yet.
    """

    code: str
    place: Place
    facts: Mapping[str, str] = field(default_factory=dict)
    gap: bool = False


def problem(code: str, place: Place, **facts: object) -> Problem:
    """Make a ``Problem``; facts become text of one line."""
    return Problem(code, place, {name: shorten(str(fact)) for name, fact in facts.items()})


def gap(code: str, place: Place, **facts: object) -> Problem:
    """Make a ``Problem`` of something that has not been recorded yet."""
    return replace(problem(code, place, **facts), gap=True)


def named(id: str, title: str) -> str:
    """Return an id that people type, with the title that they know it by."""
    if title.lower() in ("", id.replace("_", " ")):
        return id
    return f"{id} ({title})" if title.isascii() else f"{id}（{title}）"


def nearest(word: str, known: Mapping[str, object] | set[str] | tuple[str, ...]) -> str:
    """Return the known word most like ``word``, or an empty text if none is like it."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), "")


def shorten(text: str, length: int = 200) -> str:
    """Put a text on one line, and cut it to ``length`` characters.

    What a terminal would obey, or not show, is written as an escape.
    """
    line = " ".join(_UNSHOWN.sub(_escape, text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


class ProblemsFound(Exception):
    """Raised where data has problems, so that nothing may be built from it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")
