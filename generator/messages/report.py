"""Put problems into words, and print them: as lines, with the source, as JSON, as annotations."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from click import style

from generator.messages.labels import Labels
from generator.problem import PathInFile, Problem, named, nearest, shorten
from generator.system_files import size_of_file, system_files
from generator.yaml.loader import Composer, composer, locate

SHOWN_COLUMNS = 160
"""How much of a line of a file is shown."""
_NOT_WRITTEN = ("method-to-record", "method-to-complete")
"""The problems of what is not there yet, which no line of a file can show."""
SHOWN_PATH = 1000
"""How many characters of the path of a file are shown."""


@dataclass(frozen=True, slots=True, order=True)
class Report:
    """A problem in words.

    ``file`` is a path as its reader knows it; ``line`` and ``column`` count from 1. ``where`` is
    the way to the node, such as ``standards[3].points``.
    """

    file: str
    line: int
    column: int
    where: str
    code: str
    message: str
    remedy: str

    @property
    def position(self) -> str:
        """Return ``file:line:column``, which editors and terminals follow."""
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def sentence(self) -> str:
        """Return what is wrong, where in the file, and what to do."""
        where = f"{self.where}: " if self.where else ""
        return f"{where}{self.message} ({self.remedy})"

    def __str__(self) -> str:
        return f"{self.position}: {self.sentence}"


def report_problems(problems: Iterable[Problem], labels: Labels) -> list[Report]:
    """Return problems in words, each once, sorted by file and position."""
    by_file, compose_file = sorted(problems, key=lambda problem: problem.place.file), composer()
    return sorted({_report(problem, compose_file, labels) for problem in by_file})


def _report(problem: Problem, compose_file: Composer, labels: Labels) -> Report:
    line, column = locate(problem.place, compose_file)
    facts = facts_in_words(problem, labels)
    remedy = labels(f"problems.{problem.code}.remedy", **facts)
    if near := facts.get("near"):
        remedy = f"{labels('console.near', near=near)} {remedy}"
    return Report(
        file=display_path(problem.place.file),
        line=line,
        column=column,
        where=_display_node(problem.place.path),
        code=problem.code,
        message=labels(f"problems.{problem.code}.message", **facts),
        remedy=remedy,
    )


def facts_in_words(problem: Problem, labels: Labels) -> dict[str, str]:
    """Return the facts of a problem as its message names them: what only programs write, in words
    of the language; words of the format, with what they stand for."""
    facts = dict(problem.facts)
    if "step" in facts:
        facts["step"] = labels.section("console")["steps"].get(facts["step"], facts["step"])
    if "reason" in facts:
        facts["reason"] = reason(facts["reason"], labels)
    for name in ("character", "sign"):
        if labels.language == "zh" and facts.get(name, "").startswith("U+"):
            facts[name] = facts[name].partition(" ")[0]
    words = labels.section("workbook")["words"]
    for name in ("expected", "before", "after", "state"):
        if facts.get(name):
            parts = (named(word, words.get(word, "")) for word in facts[name].split(", "))
            facts[name] = labels("console.listed").join(parts)
    if problem.code == "not-one-of":
        expected = {word: words.get(word, word) for word in problem.facts["expected"].split(", ")}
        facts["near"] = _near(facts, expected)
    if "known" in facts and problem.code in ("unknown-field", "not-a-field"):
        headings = {**labels.section("ui")["field"], **labels.section("workbook")["headings"]}
        known = {name: headings.get(name, name) for name in facts["known"].split()}
        facts["near"] = _near({"value": facts["field"], **facts}, known)
    if problem.code == "of-other-list":
        facts["title"] = labels.section("workbook")["sheets"][facts["list"]]
    return facts


def reason(said: str, labels: Labels) -> str:
    """Return what a library or the system said of a failure, in the language of the labels."""
    key = f"console.reasons.{'-'.join(re.findall('[a-z]+', said.lower()))}"
    return labels(key) if key in labels.keys() else said  # noqa: SIM118 it is no mapping


def _near(facts: Mapping[str, str], words: Mapping[str, str]) -> str:
    """Return the word whose meaning is what was written, or else the one that is near."""
    written = facts["value"].lower()
    by_meaning = [word for word, meaning in words.items() if meaning.lower() == written]
    like = nearest(written, tuple(words.values()))
    near = by_meaning or [word for word, meaning in words.items() if like and meaning == like]
    word = (near or [facts.get("near", "")])[0]
    return named(word, words.get(word, "")) if word else ""


def display_path(file: Path) -> str:
    """Return the path of a file as messages show it, shortened to ``SHOWN_PATH`` characters.

    It is relative to the current directory if the file lies below that, and absolute otherwise.
    """
    here = Path.cwd()
    path = (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()
    return shorten(path.encode("utf-8", "backslashreplace").decode("utf-8"), SHOWN_PATH)


def passed_over(folders: Iterable[Path], labels: Labels) -> str:
    """Return a word on the files that systems left in folders, empty if there are none."""
    files = ", ".join(map(display_path, system_files(folders)))
    return labels("console.passed_over", files=files) if files else ""


def _display_node(path: PathInFile) -> str:
    """Return the way to a node, where entries of lists count from 1."""
    steps = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".")


def note_source(error: Exception, path: str, source: Path | None, labels: Labels) -> None:
    """Add to an error which file of the site could not be made, and of which data file it is."""
    file = display_path(source) if source else "—"
    error.add_note(labels("console.not_made", path=path, source=file))


def format_short(reports: Sequence[Report]) -> str:
    """Return a line for each problem."""
    return "\n".join(map(str, reports))


def format_text(reports: Sequence[Report]) -> str:
    """Return a line for each problem, in colour, with the line of the file and a caret."""
    return "\n".join(map(_with_source, reports))


def format_json(reports: Sequence[Report]) -> str:
    """Return a JSON list with an object for each problem."""
    return json.dumps([asdict(report) for report in reports], ensure_ascii=False, indent=2)


def format_github(reports: Sequence[Report]) -> str:
    """Return workflow commands that put each problem at its line in a change under review."""
    return "\n".join(map(_annotation, reports))


FORMATS: Mapping[str, Callable[[Sequence[Report]], str]] = {
    "text": format_text,
    "short": format_short,
    "json": format_json,
    "github": format_github,
}
"""How problems can be printed, by the value of the option ``--format``."""


def _with_source(report: Report) -> str:
    head = f"{style(report.position, bold=True)}: {style(report.sentence, fg='red')}"
    line = _source_line(Path(report.file), report.line)
    if report.code in _NOT_WRITTEN or not line.strip():
        return head
    margin = f"{report.line:>5} | "
    before = "".join(" " * _columns(character) for character in line[: report.column - 1])
    caret = style("^", fg="red", bold=True)
    return f"{head}\n{margin}{line}\n{' ' * len(margin)}{before}{caret}"


def _source_line(file: Path, number: int) -> str:
    """Return a line of a file as far as it is shown; control characters become spaces."""
    try:
        size_of_file(file)
        lines = file.read_text("utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    line = lines[number - 1] if number <= len(lines) else ""
    return "".join(c if c.isprintable() else " " for c in line[:SHOWN_COLUMNS])


def _columns(character: str) -> int:
    """Return how many columns of a terminal a character takes: Chinese ones take two."""
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _annotation(report: Report) -> str:
    properties = {
        "file": report.file,
        "line": report.line,
        "col": report.column,
        "title": report.code,
    }
    fields = ",".join(f"{name}={_escape(str(v), ':,')}" for name, v in properties.items())
    return f"::error {fields}::{_escape(report.sentence)}"


def _escape(value: str, separators: str = "") -> str:
    """Percent-encode line ends and separators in a value of a workflow command."""
    special = "%\r\n" + separators
    return "".join(f"%{ord(c):02X}" if c in special else c for c in value)
