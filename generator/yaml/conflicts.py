"""Find what a merge of two versions left to be decided."""

import re
from pathlib import Path

from generator.problem import Place, Problem, problem

_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?=[ \r\n]|\Z)", re.MULTILINE)
"""How git begins and ends what the versions have each; its ``=======`` may be a heading."""
_FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)


def find_conflict(file: Path, text: str) -> Problem | None:
    """Return the first conflict of a merge in a text as a problem, or ``None``."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    mark = _MARK.search(text)
    place = mark and Place(file, position=(text.count("\n", 0, mark.start()) + 1, 1))
    return problem("merge-conflict", place) if place else None


def find_conflict_in_markdown(file: Path, text: str) -> Problem | None:
    """Return the first conflict in Markdown; a block of code may show one."""
    return find_conflict(file, _FENCED.sub(lambda block: "\n" * block[0].count("\n"), text))
