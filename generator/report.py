"""Problems as text: ``file:line:column: where: what is wrong (what to do)``."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.labels import Labels
from generator.problem import PathInFile, Problem
from generator.source import locate


@dataclass(frozen=True, slots=True, order=True)
class Report:
    """A problem in words, at its line."""

    file: str
    line: int
    column: int
    where: str
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        position = f"{self.file}:{self.line}:{self.column}"
        where = f"{self.where}: " if self.where else ""
        return f"{position}: {where}{self.message} ({self.remedy})"


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


def shown(file: Path) -> str:
    """A file's path as its reader knows it: from the folder they stand in, where it lies
    below that."""
    here = Path.cwd()
    return (file.relative_to(here) if file.is_relative_to(here) else file).as_posix()


def path_in_words(path: PathInFile) -> str:
    """``standards[3].points``: the way to a node, entries counted from 1."""
    words = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")
