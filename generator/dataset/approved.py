"""Take the approved copies of results and editions where the current ones are not approved yet.

The folder of copies has the files as they were when they were approved, at the paths that they
have in the project: ``results/2027/office.yml``, ``standards/2027/edition.yml``. Drafts need no
approval, and neither do the lists of organizations and years.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from generator.dataset.folders import Entry, list_entries
from generator.model.result import YearsFile
from generator.yaml.nodes import Document, Plain

STANDARDS, RESULTS = "standards", "results"
"""The folders of copies, whatever those of the data are called."""
HEADER = "edition.yml"

Read = Callable[[Path], Document]
"""Reads a YAML file."""


class Waiting(NamedTuple):
    """A result, or the folder of an edition, that waits for its approval, and why: it never had
    one, it has changed since, or it was removed. What had one is published as it was then."""

    path: Path
    why: Literal["never", "changed", "removed"]


@dataclass(frozen=True)
class Approved:
    """What is approved: the folder of ``copies``, how files are read, and what waits."""

    copies: Path
    read: Read
    waiting: list[Waiting] = field(default_factory=list)

    @cached_property
    def held_years(self) -> frozenset[int]:
        """The years of editions that were never approved, of which nothing can be published."""
        never = [one.path for one in self.waiting if one.why == "never" and one.path.is_dir()]
        return frozenset(year for path in never for year in years_of(path, self.read))

    def approved_years(self, years: YearsFile) -> YearsFile:
        """Return the assessed years without those."""
        listed = tuple(year for year in years.years if year.year not in self.held_years)
        return years.model_copy(update={"years": listed})


def approved_editions(entries: Iterable[Entry], folder: Path, approved: Approved) -> list[Entry]:
    """Return the folders of editions in the form that may be published; what waits is noted.

    ``entries`` are those of the ``folder`` of standards.
    """
    current = {entry.path.name: entry for entry in entries}
    kept = {path.name: path for path in _listed(approved.copies / STANDARDS)}
    chosen = (
        _chosen(current.get(name), folder / name, kept.get(name), approved)
        for name in sorted({*current, *kept})
    )
    return [entry for entry in chosen if entry]


def approved_results(files: Iterable[Path], folder: Path, approved: Approved) -> list[Path]:
    """Return the files of results in the form that may be published; what waits is noted.

    ``files`` are those in the ``folder`` of results.
    """
    current = {(file.parent.name, file.name): file for file in files}
    kept = {
        (year.name, file.name): file
        for year in _listed(approved.copies / RESULTS)
        for file in _listed(year)
    }
    found = []
    for key in sorted({*current, *kept}):
        file = current.get(key)
        entry = Entry(file, is_folder=False) if file else None
        chosen = _chosen(entry, folder.joinpath(*key), kept.get(key), approved)
        found += [chosen.path] if chosen else []
    return [file for file in found if int(file.parent.name) not in approved.held_years]


def _chosen(
    current: Entry | None, place: Path, kept: Path | None, approved: Approved
) -> Entry | None:
    """Return the current entry if nothing has to be approved, else its copy, if there is one."""
    if kept is None:
        if current is None or is_draft(current.path, approved.read):
            return current
        approved.waiting.append(Waiting(place, "never"))
        return None
    if current is not None and says_the_same(current.path, kept):
        return current
    approved.waiting.append(Waiting(place, "changed" if current else "removed"))
    return Entry(kept, kept.is_dir())


def says_the_same(path: Path, copy: Path) -> bool:
    """Tell whether a file, or all files of a folder, are as they were when they were approved."""
    return contents(path) == contents(copy)


def contents(path: Path) -> Mapping[str, bytes]:
    """Return what a file, or each YAML file of a folder, holds; nothing, if it cannot be read."""
    files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files if file.is_file()}


def is_draft(path: Path, read: Read) -> bool:
    """Tell whether a result or an edition is a draft; one that cannot be read is, so that its
    problems are told."""
    data = read(path / HEADER if path.is_dir() else path).data
    if not isinstance(data, dict):
        return True
    return data.get("draft") is True or _last_state(data.get("status")) == "draft"


def _last_state(status: Plain) -> Plain:
    last = status[-1] if isinstance(status, tuple) and status else None
    return last.get("state") if isinstance(last, dict) else None


def years_of(folder: Path, read: Read) -> frozenset[int]:
    """Return the years that an edition is for."""
    data = read(folder / HEADER).data
    years = data.get("years") if isinstance(data, dict) else None
    listed = years if isinstance(years, tuple) else ()
    return frozenset(year for year in listed if isinstance(year, int))


def _listed(folder: Path) -> Iterator[Path]:
    entries = list_entries(folder, []) if folder.is_dir() else []
    return (entry.path for entry in entries)
