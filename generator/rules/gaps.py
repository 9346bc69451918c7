"""What is still being recorded: it is left out in an open year, or told in a line a method."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from generator.dataset.library import Frame
from generator.model.edition import Edition
from generator.model.methods import Method
from generator.model.result import Result
from generator.problem import Place, Problem, gap
from generator.rules.recorded import BEGUN, method_of, state_of
from generator.rules.titles import in_words, titles_of
from generator.yaml import loader


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
        state = result.state if result else state_of(loader.read(file).data)
        return file.parent in folders and state in (*BEGUN, "")

    folders = {frame.results_folder / str(year) for year in frame.open_years}
    left = {problem.place.file for problem in problems if problem.gap} if folders else set()
    left = set(filter(is_recording, left))
    return (
        tuple(result for file, result in files.items() if file not in left),
        tuple(fault for fault in problems if not (fault.gap and fault.place.file in left)),
    )


def gather_gaps(frame: Frame, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems with one for each method of a result that is only begun, in place of all
    that say what the method still lacks."""
    files = {fault.place.file for fault in problems if fault.gap}
    begun = {file for file in files if _is_begun(frame, file)}
    gathered: dict[tuple[Path, str], list[Problem]] = defaultdict(list)
    others = []
    for fault in problems:
        method = method_of(fault) if fault.gap and fault.place.file in begun else ""
        if method:
            gathered[fault.place.file, method].append(fault)
        else:
            others.append(fault)
    return (*others, *(_line(frame, *of, faults) for of, faults in gathered.items()))


def _is_begun(frame: Frame, file: Path) -> bool:
    """Tell whether a file is a draft of a known organization in a year that has an edition."""
    data = loader.read(file).data
    known = file.stem in frame.known_organizations and frame.edition_of(int(file.parent.name))
    return bool(known) and state_of(data) in BEGUN


def _line(frame: Frame, file: Path, id: str, faults: Sequence[Problem]) -> Problem:
    """Return the problem that stands for all that a method of a result lacks, at the first."""
    year = int(file.parent.name)
    edition = frame.edition_of(year)
    method = next((m for m in edition.methods if m.id == id), None) if edition else None
    facts = {
        "organization": frame.known_organizations[file.stem].name_in(year),
        "method": method.title if method else id,
    }
    compose_file = loader.composer()
    position = min(loader.locate(fault.place, compose_file) for fault in faults)
    place = Place(file, position=position)
    known = _titles(edition, method) if edition and method else {}
    lacking = [name for fault in faults if (name := _name(fault)) in known]
    if not lacking:
        return gap("method-to-record", place, **facts)
    return gap("method-to-complete", place, **facts, missing=in_words(known, lacking))


def _titles(edition: Edition, method: Method) -> dict[str, str]:
    """Return the titles of what a method may lack by id: periods, standards, situations, levels."""
    situations = (rule for standard in edition.standards for rule in standard.situations)
    scale = next((scale.levels for scale in edition.scales if scale.id == method.scale), ())
    return titles_of([*method.periods, *edition.standards, *situations, *scale])


def _name(fault: Problem) -> str:
    """Return the id of what a problem says is missing: a period, a standard, a situation, a
    level."""
    named = (fault.facts.get(name) for name in ("period", "standard", "rule"))
    return next(filter(None, named), str(fault.place.path[-1]))
