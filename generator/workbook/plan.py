"""What an import does, as a value, and how it is to be done."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from generator.cells.columns import Cell
from generator.problem import Problem
from generator.workbook.drafts import CellProblem, Data, Draft


@dataclass(frozen=True)
class Change:
    """A file that an import changes: whose it is, its data before and after, its new text."""

    owner: str
    file: Path
    before: Data
    after: Data
    text: str


@dataclass
class Plan:
    """What an import does.

    ``notes`` are sheets and columns that it passes over, ``missing`` counts what drafts still lack,
    ``others`` are problems of other files that it would cause. It is ``blocked`` where it causes
    any in files that it leaves alone: then not even a part of it may be done.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    others: list[Problem] = field(default_factory=list)
    notes: list[CellProblem] = field(default_factory=list)
    missing: int = 0
    blocked: bool = False


@dataclass(frozen=True)
class Options:
    """How to import: whether entries that a workbook lacks are removed, whether what is right is
    written although other things are wrong, and the date of new drafts."""

    complete: bool
    partial: bool
    date: dt.date


def at_cell(problem: Problem, draft: Draft) -> CellProblem:
    """Return a problem of data as one of the cell that says it."""
    place = draft.cell_at(problem.place.path) or Cell("")
    facts: dict[str, object] = {**problem.facts}
    return CellProblem(problem.code, place, facts, draft.owner)
