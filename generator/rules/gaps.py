"""Leave out what is still being recorded in an open year."""

from collections.abc import Sequence
from pathlib import Path

from generator.dataset.library import Frame
from generator.model.result import Result
from generator.problem import Problem


def leave_out_gaps(
    frame: Frame, results: Sequence[Result], problems: Sequence[Problem]
) -> tuple[tuple[Result, ...], tuple[Problem, ...]]:
    """Return the results and the problems without what is still being recorded.

    That is a draft or an interim result of an open year in which something is missing, and the
    problems that say so; whatever else is wrong in it remains a problem.
    """
    files = {frame.result_at(result).file: result for result in results}

    def is_recording(file: Path) -> bool:
        result = files.get(file)
        return file.parent in folders and (result is None or result.state in ("draft", "interim"))

    folders = {frame.results_folder / str(year) for year in frame.open_years}
    left = {problem.place.file for problem in problems if problem.gap} if folders else set()
    left = set(filter(is_recording, left))
    return (
        tuple(result for file, result in files.items() if file not in left),
        tuple(fault for fault in problems if not (fault.gap and fault.place.file in left)),
    )
