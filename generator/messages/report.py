"""Problems in words: one line each, with the source line, as JSON, or as annotations."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from click import style

from generator.messages.labels import Labels
from generator.problem import PathInFile, Place, Problem, shorten
from generator.yaml.loader import locate


@dataclass(frozen=True, slots=True, order=True)
class Report:
    """A problem in words, at its line; line and column count from 1."""

    file: str
    line: int
    column: int
    where: str
    code: str
    message: str
    remedy: str

    @property
    def position(self) -> str:
        """``file:line:column``, as editors and terminals follow it."""
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def told(self) -> str:
        """What is wrong, where in the file, and what to do."""
        where = f"{self.where}: " if self.where else ""
        return f"{where}{self.message} ({self.remedy})"

    def __str__(self) -> str:
        return f"{self.position}: {self.told}"


def reports(problems: Iterable[Problem], words: Labels) -> list[Report]:
    """The problems in words, sorted by file and position."""
    return sorted({report(fault, words) for fault in problems})


def report(fault: Problem, words: Labels) -> Report:
    """One problem in words."""
    line, column = locate(fault.place)
    facts = dict(fault.facts)
    if "step" in facts:
        facts["step"] = words.section("console")["step"].get(facts["step"], facts["step"])
    remedy = words(f"problems.{fault.code}.remedy", **facts)
    if near := facts.get("near"):
        remedy = f"{words('console.near', near=near)} {remedy}"
    return Report(
        file=shown(fault.place.file),
        line=line,
        column=column,
        where=path_in_words(fault.place.path),
        code=fault.code,
        message=words(f"problems.{fault.code}.message", **facts),
        remedy=remedy,
    )


def at(place: Place) -> str:
    """``file:line:column`` of a place."""
    line, column = locate(place)
    return f"{shown(place.file)}:{line}:{column}"


def shown(file: Path) -> str:
    """A file's path as its reader knows it: from the folder they stand in, where it lies
    below that."""
    here = Path.cwd()
    path = (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()
    return shorten(path.encode("utf-8", "backslashreplace").decode("utf-8"), 1000)


def path_in_words(path: PathInFile) -> str:
    """``standards[3].points``: the way to a node, entries counted from 1."""
    words = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")


def short(found: list[Report]) -> str:
    """A line for each problem."""
    return "\n".join(map(str, found))


def text(found: list[Report]) -> str:
    """A line for each problem, in colour, with the line of the file and a caret below it."""
    return "\n".join(_with_source(one) for one in found)


def _with_source(one: Report) -> str:
    head = f"{style(one.position, bold=True)}: {style(one.told, fg='red')}"
    line = _line(Path(one.file), one.line)
    if not line.strip():
        return head
    margin = f"{one.line:>5} | "
    before = "".join(" " * _width(c) for c in line[: one.column - 1])
    return f"{head}\n{margin}{line}\n{' ' * len(margin)}{before}{style('^', fg='red', bold=True)}"


def _line(file: Path, number: int) -> str:
    """A line of a file as far as it can be shown; control characters become spaces."""
    try:
        lines = file.read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    line = lines[number - 1] if number <= len(lines) else ""
    return "".join(c if c.isprintable() else " " for c in line[:160])


def _width(character: str) -> int:
    """The columns that a character takes on a terminal: Chinese ones take two."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def as_json(found: list[Report]) -> str:
    """A JSON list with an object for each problem."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2)


def github(found: list[Report]) -> str:
    """Workflow commands that put each problem at its line in a change under review."""
    return "\n".join(map(_annotation, found))


def _annotation(one: Report) -> str:
    properties = {"file": one.file, "line": one.line, "col": one.column, "title": one.code}
    fields = ",".join(f"{name}={_escaped(str(v), ':,')}" for name, v in properties.items())
    return f"::error {fields}::{_escaped(one.told)}"


def _escaped(value: str, special: str = "") -> str:
    """A value of a workflow command, where line ends and separators are percent-encoded."""
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + special else c for c in value)


FORMATS: Mapping[str, Callable[[list[Report]], str]] = {
    "text": text,
    "short": short,
    "json": as_json,
    "github": github,
}
"""How problems can be printed."""
