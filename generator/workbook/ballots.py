"""Ballots in workbooks: where one level has a count, a blank is a count that is missing, not zero.

A file need not name a level for which nobody voted. A workbook shows a zero there, so that a count
that was cleared can be told from it.
"""

from collections.abc import Iterable

from generator.cells.columns import Cell, value_at
from generator.model.edition import Edition
from generator.model.fields import Path
from generator.problem import Problem
from generator.workbook.drafts import CellProblem, Data, Draft

BALLOTS_MISSING = "ballots-missing"
"""The code of a level without a count, where others have one."""


def ballots_in(data: Data, path: Path) -> Data:
    """Return the ballots at a path by level; none, if no level has a count."""
    ballots = value_at(data, path)
    counts = ballots if isinstance(ballots, dict) else {}
    return counts if any(count is not None for count in counts.values()) else {}


def completed(before: Data, ballots: Data, levels: Iterable[str], complete: bool) -> Data:
    """Return ballots that were read with ``None`` for each level that still needs a count.

    A zero that a file does not write stays unwritten. ``before`` is what the file says, to which
    a workbook that is not ``complete`` only adds.
    """
    whole = dict(ballots)
    for level in levels if ballots else ():
        unwritten = bool(before) and level not in before
        if unwritten and ballots.get(level) == 0:
            del whole[level]
        elif level not in ballots and (complete or not unwritten):
            whole[level] = None
    return whole


def ballots_missing(problem: Problem, draft: Draft, edition: Edition | None) -> CellProblem | None:
    """Return a problem as that of a level without a count; ``None``, if it is another."""
    *path, level = problem.place.path
    if edition is None or path[-1:] != ["ballots"] or not ballots_in(draft.data, tuple(path)):
        return None
    if value_at(draft.data, problem.place.path) is not None:
        return None
    titles = {entry.id: entry.title for scale in edition.scales for entry in scale.levels}
    place = draft.cell_at(problem.place.path) or Cell("")
    return CellProblem(
        BALLOTS_MISSING, place, {"level": titles.get(str(level), level)}, draft.owner
    )
