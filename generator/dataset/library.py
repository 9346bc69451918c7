"""Load the folders of standards and results as far as they can be decoded."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from generator.dataset.approved import (
    HEADER,
    Approved,
    Read,
    Waiting,
    approved_editions,
    approved_results,
)
from generator.dataset.decode import decode
from generator.dataset.folders import Entry, has_id, list_entries, stray_file
from generator.model.base import page_of, targets
from generator.model.clauses import Part
from generator.model.edition import SECTIONS, Edition, EditionFile
from generator.model.fields import marked_texts
from generator.model.result import Organization, OrganizationsFile, Result, ResultFile, YearsFile
from generator.problem import Place, Problem, problem
from generator.yaml import loader
from generator.yaml.nodes import Document

YEARS = "years.yml"
RESULTS = "results"
"""The usual name of the folder of results."""
_YEAR = re.compile("[0-9]{4}")

M = TypeVar("M", OrganizationsFile, YearsFile)


class PageLink(NamedTuple):
    """A link of a rich text to a page of the site, and the place of the text."""

    place: Place
    page: str


@dataclass(frozen=True, eq=False)
class Frame:
    """All data but the results, as far as it could be decoded.

    ``broken`` names the editions that could not, so that nothing else is blamed for their
    absence. ``origins`` gives the place of each entry of an edition, by the id of the edition and
    the name of the section. ``result_files`` lists the files of results, sorted by year and name.
    ``waiting`` is what waits for its approval, where only what is approved is read.
    """

    standards: Path
    results_folder: Path
    editions: tuple[Edition, ...]
    origins: Mapping[str, Mapping[str, tuple[Place, ...]]]
    broken: frozenset[str]
    organizations: OrganizationsFile | None
    years: YearsFile | None
    result_files: tuple[Path, ...]
    waiting: tuple[Waiting, ...] = ()

    @cached_property
    def known_organizations(self) -> Mapping[str, Organization]:
        """The organizations by id; of several with one id, the first."""
        listed = self.organizations.organizations if self.organizations else ()
        return {organization.id: organization for organization in reversed(listed)}

    @cached_property
    def open_years(self) -> frozenset[int]:
        """The years whose results are still being recorded."""
        listed = self.years.years if self.years else ()
        return frozenset(year.year for year in listed if year.open)

    def with_results(self, results: Sequence[Result]) -> "Library":
        """Return the library that these results make with this frame."""
        fields = {name: getattr(self, name) for name in Frame.__dataclass_fields__}
        library = Library(**fields, results=tuple(results))
        vars(library)["known_organizations"] = self.known_organizations
        return library

    def edition_at(self, edition: str, *path: str | int) -> Place:
        """The place of a node of an edition, in whichever of its files it stands."""
        section, *rest = path or ("",)
        entries = self.origins[edition].get(str(section))
        if entries and rest:
            return entries[int(rest[0])].at(*rest[1:])
        return Place(self.standards / edition / HEADER, tuple(path))

    def place_of_result(self, year: int, organization: str, *path: str | int) -> Place:
        """The place of a node of the result file of an organization in a year."""
        return Place(Path(f"{self.results_folder}/{year}/{organization}.yml"), tuple(path))

    def result_at(self, result: Result, *path: str | int) -> Place:
        """The place of a node of a result file."""
        return self.place_of_result(result.year, result.organization, *path)

    def organizations_at(self, *path: str | int) -> Place:
        """The place of a node of ``organizations.yml``."""
        return Place(self.results_folder / "organizations.yml", tuple(path))

    def years_at(self, *path: str | int) -> Place:
        """The place of a node of ``years.yml``."""
        return Place(self.results_folder / YEARS, tuple(path))

    def edition_links(self) -> Iterator[PageLink]:
        """Yield the links to pages of the site in the texts of the editions."""
        for edition in self.editions:
            yield from _links(edition, partial(self.edition_at, edition.id))

    def result_links(self, result: Result) -> Iterator[PageLink]:
        """Yield the links to pages of the site in the texts of a result."""
        return _links(result, partial(self.result_at, result))

    def year_links(self) -> Iterator[PageLink]:
        """Yield the links to pages of the site in the texts of the assessed years."""
        return _links(self.years, self.years_at)

    def edition_of(self, year: int) -> Edition | None:
        """Return the edition in force in a year, or ``None``; a draft never is in force."""
        return next((e for e in self.editions if year in e.years and not e.draft), None)

    @property
    def in_force(self) -> Edition | None:
        """The edition in force: that of the latest assessed year, or the first one if no year is
        assessed yet."""
        if self.years and self.years.years:
            return self.edition_of(max(year.year for year in self.years.years))
        return next((edition for edition in self.editions if not edition.draft), None)


@dataclass(frozen=True, eq=False)
class Library(Frame):
    """All data that could be decoded."""

    results: tuple[Result, ...] = ()


def _links(value: object, place: Callable[..., Place]) -> Iterator[PageLink]:
    """The pages that the rich texts inside a value link to; ``place`` gives that of a path."""
    for path, text in marked_texts(value):
        pages = (page_of(target) for target in targets(text))
        yield from (PageLink(place(*path), page[0]) for page in pages if page)


def load(
    standards: Path, results: Path, read: Read = loader.read, approved: Path | None = None
) -> tuple[Library, tuple[Problem, ...]]:
    """Load both folders whole; the problems are those of single files and their names."""
    frame, problems = load_frame(standards, results, approved)
    loaded, faults = load_results(frame.result_files, read)
    return frame.with_results(loaded), (*problems, *faults)


def load_frame(
    standards: Path, results: Path, approved: Path | None = None
) -> tuple[Frame, tuple[Problem, ...]]:
    """Load all data but the results, whose files are only listed; returns its problems too. With
    ``approved``, a folder of copies, only what is approved is read."""
    problems: list[Problem] = []
    entries = _edition_entries(standards, problems)
    files = tuple(_result_files(results, problems))
    chosen = Approved(approved, loader.read) if approved else None
    if chosen:
        entries = approved_editions(entries, standards, chosen)
        files = tuple(approved_results(files, results, chosen))
    loaded = _editions(entries, problems)
    years = _only(results / "years.yml", YearsFile, files, problems)
    frame = Frame(
        standards=standards,
        results_folder=results,
        editions=tuple(sorted(loaded.editions, key=lambda edition: min(edition.years))),
        origins=loaded.origins,
        broken=frozenset(loaded.broken),
        organizations=_only(results / "organizations.yml", OrganizationsFile, files, problems),
        years=chosen.approved_years(years) if years and chosen else years,
        result_files=files,
        waiting=tuple(chosen.waiting) if chosen else (),
    )
    return frame, tuple(problems)


def load_results(
    files: Sequence[Path], read: Read = loader.read
) -> tuple[tuple[Result, ...], tuple[Problem, ...]]:
    """Load result files, in their order; what could not be decoded is missing."""
    results: list[Result] = []
    problems: list[Problem] = []
    for file in files:
        result, faults = _result(file, read(file))
        problems.extend(faults)
        if result:
            results.append(result)
    return tuple(results), tuple(problems)


def _only(file: Path, kind: type[M], results: Sequence[Path], problems: list[Problem]) -> M | None:
    """Load a file that may be missing as long as there is no result."""
    if not file.parent.is_dir() or not (results or file.exists() or file.is_symlink()):
        return None
    value, faults = decode(file, kind, loader.read(file))
    problems.extend(faults)
    return value


@dataclass(slots=True)
class _Editions:
    """The editions that could be decoded, the places of their entries, and the ids of others."""

    editions: list[Edition] = field(default_factory=list)
    origins: dict[str, dict[str, tuple[Place, ...]]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)


def _edition_entries(standards: Path, problems: list[Problem]) -> list[Entry]:
    """Return the folders of editions."""
    entries = list_entries(standards, problems)
    if not entries and standards.is_dir():
        problems.append(problem("no-edition", Place(standards), folder=standards.name))
    problems += [stray_file(entry) for entry in entries if not entry.is_folder]
    return [entry for entry in entries if entry.is_folder and has_id(entry, problems)]


def _editions(entries: Iterable[Entry], problems: list[Problem]) -> _Editions:
    loaded = _Editions()
    for entry in entries:
        _load_edition(entry.path, loaded, problems)
    return loaded


class _PartFile(NamedTuple):
    """A file of an edition, and what it holds."""

    file: Path
    part: Part


def _load_edition(folder: Path, loaded: _Editions, problems: list[Problem]) -> None:
    """Load an edition from the files of its folder: ``edition.yml`` and any number of parts."""
    header, problems_in_file = decode(folder / HEADER, EditionFile, loader.read(folder / HEADER))
    faults = list(problems_in_file)
    files = [_PartFile(folder / HEADER, header)] if header else []
    for entry in list_entries(folder, faults):
        if entry.path.name != HEADER and has_id(entry, faults):
            part, problems_in_file = decode(entry.path, Part, loader.read(entry.path))
            faults.extend(problems_in_file)
            files += [_PartFile(entry.path, part)] if part else []
    problems.extend(faults)
    if header is None or faults:
        loaded.broken.add(folder.name)
        return
    loaded.editions.append(_join_parts(header, folder.name, files))
    loaded.origins[folder.name] = {name: tuple(_places(name, files)) for name in SECTIONS}


def _join_parts(header: EditionFile, id: str, files: Sequence[_PartFile]) -> Edition:
    """Make an edition of its header and the lists of all its files, in the order of the files."""
    fields = {name: getattr(header, name) for name in type(header).model_fields}
    lists = {
        name: tuple(entry for file in files for entry in getattr(file.part, name))
        for name in SECTIONS
    }
    return Edition.model_construct(**{**fields, **lists, "id": id})


def _places(section: str, files: Sequence[_PartFile]) -> Iterator[Place]:
    """The places of the entries of a section."""
    for file, part in files:
        yield from (Place(file, (section, n)) for n in range(len(getattr(part, section))))


_BY_PATH = frozenset(Result.model_fields) - frozenset(ResultFile.model_fields)


def _result(file: Path, document: Document) -> tuple[Result | None, tuple[Problem, ...]]:
    """Decode a result file, whose path says whose it is and of which year."""
    data = document.data
    faults = decode(file, ResultFile, document)[1] if document.empty else document.problems
    if not faults and isinstance(data, dict) and _BY_PATH.isdisjoint(data):
        by_path = {"organization": file.stem, "year": int(file.parent.name)}
        with suppress(ValidationError):
            return Result.model_validate({**data, **by_path}), ()
    return None, decode(file, ResultFile, document)[1]


def _result_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    if folder.name == RESULTS and not (folder.exists() or folder.is_symlink()):
        return  # nobody has been assessed yet; a folder that somebody names must be there
    for entry in list_entries(folder, problems):
        if entry.is_folder and _YEAR.fullmatch(entry.path.name):
            files = list_entries(entry.path, problems)
            yield from (file.path for file in files if has_id(file, problems))
        elif entry.path.name not in ("organizations.yml", "years.yml"):
            problems.append(stray_file(entry))
