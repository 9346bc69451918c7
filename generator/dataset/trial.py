"""Check what files would be like: a copy of the data with the changes, read, checked and scored."""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from generator.dataset.approved import Read
from generator.dataset.assessment import Assessment, examine
from generator.problem import Problem

Texts = Mapping[Path, str]
"""The new texts of files, by path."""


@dataclass(frozen=True)
class Trial:
    """The folders of data, and how their files are read."""

    standards: Path
    results: Path
    read: Read

    def outcome(self, texts: Texts) -> "Outcome":
        """Return what would be wrong with all data after a change of files, each problem at its
        place in the folders themselves."""
        with tempfile.TemporaryDirectory(prefix="scorebook-") as temporary:
            copies = {
                Path(temporary) / "standards": self.standards,
                Path(temporary) / "results": self.results,
            }
            for copy, folder in copies.items():
                _copy(folder, copy, texts)
            standards, results = copies
            assessment, problems = examine(standards, results, self.read)
            return Outcome(
                tuple(_moved(problem, copies) for problem in problems),
                tuple(_moved(problem, copies) for problem in assessment.gaps),
                assessment,
            )


@dataclass(frozen=True)
class Outcome:
    """What a trial gives: problems, what drafts of open years still lack, and the scorecards of all
    else."""

    problems: tuple[Problem, ...]
    gaps: tuple[Problem, ...]
    assessment: Assessment


def _moved(problem: Problem, originals: Mapping[Path, Path]) -> Problem:
    file = problem.place.file
    for copy, folder in originals.items():
        if file.is_relative_to(copy):
            place = replace(problem.place, file=folder / file.relative_to(copy))
            return replace(problem, place=place)
    return problem


def _copy(folder: Path, copy: Path, texts: Texts) -> None:
    """Copy a folder by links, but for the files that change."""
    changed = {file: text for file, text in texts.items() if file.is_relative_to(folder)}
    copy.mkdir(parents=True)
    for entry in folder.iterdir() if folder.is_dir() else ():
        inside = {file: text for file, text in changed.items() if file.is_relative_to(entry)}
        if entry in changed:
            continue
        if entry.is_dir() and inside:
            _copy(entry, copy / entry.name, inside)
        else:
            _link(entry, copy / entry.name)
    for file, text in changed.items():
        target = copy / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.write_text(text, encoding="utf-8", newline="")


def _link(entry: Path, link: Path) -> None:
    """Make a link to an entry of a folder, or copy it where the system has no links."""
    with suppress(OSError, NotImplementedError):
        link.symlink_to(entry)
        return
    shutil.copytree(entry, link) if entry.is_dir() else shutil.copy2(entry, link)
