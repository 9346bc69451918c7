"""Folders → the Library: every edition, organization, year and result that can be read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from generator.dataset.decode import decode, decoded
from generator.model.base import ID_PATTERN, marked_texts
from generator.model.clauses import Part
from generator.model.edition import Edition, EditionFile
from generator.model.result import Organization, OrganizationsFile, Result, ResultFile, YearsFile
from generator.model.rich import page_of, targets
from generator.problem import Place, Problem, problem
from generator.yaml import loader as source
from generator.yaml.loader import Document

SECTIONS = tuple(Part.model_fields)
HEADER = "edition.yml"
_ID = re.compile(ID_PATTERN)
_YEAR = re.compile("[0-9]{4}")

M = TypeVar("M", OrganizationsFile, YearsFile)


@dataclass(frozen=True)
class Library:
    """All data that could be decoded. What could not is missing, and ``broken`` names the
    editions among it, so that nothing else is blamed for their absence. ``linking`` are those of
    the results whose texts may have links."""

    standards: Path
    results_folder: Path
    editions: tuple[Edition, ...]
    origins: Mapping[str, Mapping[str, tuple[Place, ...]]]
    broken: frozenset[str]
    organizations: OrganizationsFile | None
    years: YearsFile | None
    results: tuple[Result, ...]
    linking: tuple[Result, ...] = ()

    @cached_property
    def known_organizations(self) -> Mapping[str, Organization]:
        """The organizations by id; of several with one id, the first."""
        file = self.organizations
        return {one.id: one for one in reversed(file.organizations)} if file else {}

    def with_results(
        self, results: Sequence[Result], linking: tuple[Result, ...] = ()
    ) -> "Library":
        """The library with other results. What it has found out about all else it keeps."""
        other = replace(self, results=tuple(results), linking=linking)
        vars(other)["known_organizations"] = self.known_organizations
        return other

    def edition_at(self, edition: str, *path: str | int) -> Place:
        """The place of a node of an edition, in whichever of its files it stands."""
        section, *rest = path or ("",)
        entries = self.origins[edition].get(str(section))
        if entries and rest:
            return entries[int(rest[0])].at(*rest[1:])
        return Place(self.standards / edition / HEADER, tuple(path))

    def result_at(self, result: Result, *path: str | int) -> Place:
        """The place of a node of a result file."""
        folder = _folder_of_year(self.results_folder, result.year)
        return Place(folder / f"{result.organization}.yml", tuple(path))

    def organizations_at(self, *path: str | int) -> Place:
        """The place of a node of ``organizations.yml``."""
        return Place(self.results_folder / "organizations.yml", tuple(path))

    def years_at(self, *path: str | int) -> Place:
        """The place of a node of ``years.yml``."""
        return Place(self.results_folder / "years.yml", tuple(path))

    def links_to_pages(self) -> Iterator[tuple[Place, str]]:
        """The pages of the site that rich texts link to, each with the place of the text."""
        for edition in self.editions:
            yield from _links(edition, partial(self.edition_at, edition.id))
        yield from self.links_of_results()
        yield from _links(self.years, self.years_at)

    def links_of_results(self) -> Iterator[tuple[Place, str]]:
        """Those of them that the texts of results lead to."""
        for result in self.linking:
            yield from _links(result, partial(self.result_at, result))

    def edition_of(self, year: int) -> Edition | None:
        """The edition in force in a year."""
        return next((edition for edition in self.editions if year in edition.years), None)


@lru_cache(maxsize=256)
def _folder_of_year(results: Path, year: int) -> Path:
    return results / str(year)


def _links(value: object, place: Callable[..., Place]) -> Iterator[tuple[Place, str]]:
    """The pages that the rich texts inside a value link to; ``place`` gives that of a path."""
    for path, text in marked_texts(value):
        found = (page_of(target) for target in targets(text))
        yield from ((place(*path), page[0]) for page in found if page)


Reading = Callable[[Sequence[Path]], Iterable[Document]]
"""Reads files, in their order."""


def one_by_one(files: Sequence[Path]) -> Iterable[Document]:
    """Reads each file when it is asked for."""
    return map(source.read, files)


def load(
    standards: Path, results: Path, reading: Reading = one_by_one
) -> tuple[Library, tuple[Problem, ...]]:
    """Read both folders whole; the problems are those of single files and their names.
    ``reading`` may be another way to read many results."""
    library, files, problems = frame(standards, results)
    found = read_results(files, reading)
    return library.with_results(found.results, found.linking), (*problems, *found.problems)


def frame(standards: Path, results: Path) -> tuple[Library, tuple[Path, ...], tuple[Problem, ...]]:
    """Both folders but for the results; the files of these; and the problems of all else."""
    problems: list[Problem] = []
    editions, origins, broken = _editions(standards, problems)
    library = Library(
        standards=standards,
        results_folder=results,
        editions=tuple(sorted(editions, key=lambda edition: min(edition.years))),
        origins=origins,
        broken=frozenset(broken),
        organizations=_only(results / "organizations.yml", OrganizationsFile, problems),
        years=_only(results / "years.yml", YearsFile, problems),
        results=(),
    )
    files = tuple(_result_files(results, problems))
    return library, files, tuple(problems)


def _only(file: Path, kind: type[M], problems: list[Problem]) -> M | None:
    if not file.parent.is_dir():
        return None
    value, faults = decode(file, kind)
    problems.extend(faults)
    return value


def _entries(folder: Path, problems: list[Problem]) -> list[tuple[Path, bool]]:
    """What stands in a folder, sorted, each with whether it is a folder; hidden files and
    Markdown are left alone."""
    if not folder.is_dir():
        problems.append(problem("no-folder", Place(folder), folder=folder.name))
        return []
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        problems.append(problem("unreadable", Place(folder), reason=error.strerror))
        return []
    folders = {path.name for path in folder.glob("*/")}  # asks the system once for all
    known = ((path, path.name in folders) for path in entries)
    return [one for one in known if one[0].name[0] != "." and not one[0].name.endswith(".md")]


def _named_by_id(path: Path, is_folder: bool, problems: list[Problem]) -> bool:
    """Whether a folder, or a YAML file, whose name becomes an id is named by one."""
    name = path.name if is_folder else path.name.removesuffix(".yml")
    if _ID.fullmatch(name) and (is_folder or name != path.name):
        return True
    problems.append(problem("stray-file", Place(path), name=path.name))
    return False


_Origin = dict[str, tuple[Place, ...]]


def _editions(
    standards: Path, problems: list[Problem]
) -> tuple[list[Edition], dict[str, _Origin], set[str]]:
    editions, origins, broken = [], {}, set()
    for folder, is_folder in _entries(standards, problems):
        if not is_folder:
            problems.append(problem("stray-file", Place(folder), name=folder.name))
        if not is_folder or not _named_by_id(folder, is_folder, problems):
            continue
        edition, origin, faults = _edition(folder)
        problems.extend(faults)
        if edition is None:
            broken.add(folder.name)
        else:
            editions.append(edition)
            origins[folder.name] = origin
    return editions, origins, broken


def _edition(folder: Path) -> tuple[Edition | None, _Origin, list[Problem]]:
    """One edition from the files of its folder: ``edition.yml`` and any number of parts."""
    problems: list[Problem] = []
    header, faults = decode(folder / HEADER, EditionFile)
    problems.extend(faults)
    parts: list[tuple[Path, Part]] = [(folder / HEADER, header)] if header else []
    for file, is_folder in _entries(folder, problems):
        if file.name == HEADER or not _named_by_id(file, is_folder, problems):
            continue
        part, faults = decode(file, Part)
        problems.extend(faults)
        if part:
            parts.append((file, part))
    if header is None or problems:
        return None, {}, problems
    lists = {name: tuple(e for _, part in parts for e in getattr(part, name)) for name in SECTIONS}
    origin = {
        name: tuple(
            Place(file, (name, n)) for file, part in parts for n in range(len(getattr(part, name)))
        )
        for name in SECTIONS
    }
    return header_with(header, folder.name, lists), origin, problems


def header_with(header: EditionFile, id: str, lists: Mapping[str, object]) -> Edition:
    """The edition that a header and the joined lists make."""
    fields = {name: getattr(header, name) for name in type(header).model_fields}
    return Edition.model_construct(**{**fields, **lists, "id": id})


class Results(NamedTuple):
    """What result files hold; those of the results whose texts may have links; and the
    problems."""

    results: tuple[Result, ...]
    linking: tuple[Result, ...]
    problems: tuple[Problem, ...]


def read_results(files: Sequence[Path], reading: Reading = one_by_one) -> Results:
    """Read result files."""
    results: list[Result] = []
    linking: list[Result] = []
    problems: list[Problem] = []
    for file, document in zip(files, reading(files), strict=True):
        result, faults = _result(file, document)
        problems.extend(faults)
        if result:
            results.append(result)
            if document.linked:
                linking.append(result)
    return Results(tuple(results), tuple(linking), tuple(problems))


_BY_PATH = frozenset(Result.model_fields) - frozenset(ResultFile.model_fields)


def _result(file: Path, document: Document) -> tuple[Result | None, tuple[Problem, ...]]:
    """What a result file holds, with what its path says. What is wrong with it, the model of
    the file tells."""
    data = document.data
    faults = decoded(file, ResultFile, document)[1] if document.empty else document.problems
    if not faults and isinstance(data, dict) and _BY_PATH.isdisjoint(data):
        by_path = {"organization": file.stem, "year": int(file.parent.name)}
        with suppress(ValidationError):
            return Result.model_validate({**data, **by_path}), ()
    return None, decoded(file, ResultFile, document)[1]


def _result_files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    for entry, is_folder in _entries(folder, problems):
        if is_folder and _YEAR.fullmatch(entry.name):
            found = _entries(entry, problems)
            yield from (file for file, inner in found if _named_by_id(file, inner, problems))
        elif entry.name not in ("organizations.yml", "years.yml"):
            problems.append(problem("stray-file", Place(entry), name=entry.name))
