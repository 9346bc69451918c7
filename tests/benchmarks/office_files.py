"""All results out to workbooks and back: ``scorebook workbook`` and ``scorebook import``."""

import sys
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from statistics import median

from running import Usage, run
from table import Trip

PROGRAM = str(Path(sys.executable).parent / "scorebook")


def trips(project: Path, runs: int) -> list[Trip]:
    """Write the results of every year as a workbook, then read each back, in so many rounds."""
    folder = project / "results"
    years = sorted(path.name for path in folder.iterdir() if path.name.isdecimal())
    rounds = [
        (_all(project, "workbook", years), _all(project, "import", years)) for _ in range(runs)
    ]
    names = ("写出", "读回")
    return [
        _middle(name, used) for name, used in zip(names, zip(*rounds, strict=True), strict=True)
    ]


def _all(project: Path, command: str, years: Sequence[str]) -> Usage:
    """Run a command on the workbook of each year."""
    of_year = (
        (PROGRAM, command, *([year] if command == "workbook" else []), f"{year}.xlsx")
        for year in years
    )
    return reduce(Usage.then, (run(words, project) for words in of_year))


def _middle(name: str, used: Sequence[Usage]) -> Trip:
    seconds, work = median(one.seconds for one in used), median(one.work for one in used)
    return Trip(name, seconds, work, max(one.tree for one in used) / 1e6)
