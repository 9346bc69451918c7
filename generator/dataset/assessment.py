"""Read, check and score the data of a site."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from msgspec import structs

from generator.analysis.sums import sums_by_year
from generator.analysis.usage import usage_by_edition
from generator.attribution.carried_total import summarize_years
from generator.dataset.approved import Read
from generator.dataset.book import Book, by_organization, without_draft
from generator.dataset.library import Frame, Library, load
from generator.model.edition import Edition
from generator.model.result import Organization, Result
from generator.problem import Problem, ProblemsFound
from generator.rules.check import check, check_figures, check_results
from generator.rules.gaps import leave_out_gaps
from generator.rules.titles import name_titles
from generator.scoring.card import Scorecard
from generator.scoring.peers import NO_PEERS, Peers
from generator.scoring.quotas import apply_quotas, take_grade
from generator.scoring.score import find_peers, score
from generator.scoring.summarize import summarize
from generator.scoring.summary import CardSummary
from generator.yaml import loader


@dataclass(frozen=True, eq=False)
class Assessment:
    """Everything that could be read of two folders, with all scorecards whole. ``gaps`` are what
    is still missing in open years, and was left out."""

    library: Library
    cards: tuple[Scorecard, ...]
    gaps: tuple[Problem, ...] = ()

    @cached_property
    def book(self) -> Book:
        """What overviews know of it."""
        return Book(
            library=self.library,
            summaries=tuple(self._summaries()),
            sums=sums_by_year(self.cards),
            usages=usage_by_edition(self.cards),
            links=tuple(chain.from_iterable(map(self.library.result_links, self.library.results))),
        )

    def _summaries(self) -> Iterator[CardSummary]:
        """Yield the summaries of the cards, in their order."""
        years = {card.year for card in self.cards}
        summaries = {
            (summary.organization.id, summary.year): summary
            for cards in self.by_organization.values()
            for summary in summarize_years(cards, years)
        }
        return (summaries[card.organization.id, card.year] for card in self.cards)

    def cards_of(self, organization: str) -> Sequence[Scorecard]:
        """Return the scorecards of an organization, earliest year first."""
        return self.by_organization.get(organization, ())

    @cached_property
    def by_organization(self) -> Mapping[str, tuple[Scorecard, ...]]:
        """The scorecards of each organization by its id, earliest year first."""
        return by_organization(self.cards)

    def without_drafts(self) -> "Assessment":
        """Return what may be published of it: of a draft, nothing but that there is one."""
        return replace(self, cards=tuple(map(without_draft, self.cards)))


def examine(
    standards: Path,
    results: Path,
    read: Read = loader.read,
    *,
    gaps: bool = False,
    approved: Path | None = None,
) -> tuple[Assessment, tuple[Problem, ...]]:
    """Read, check and score both folders.

    Returns everything that can be read, and every problem, sorted by file and place. What has
    a problem is not scored, so that no problem causes another. What is still missing in an open
    year is left out, unless ``gaps`` are asked for as problems. With ``approved``, the folder of
    approved copies, only what is approved is read.
    """
    library, unreadable = load(standards, results, read, approved)
    problems = (*name_titles(library, unreadable), *check(library))
    missing: tuple[Problem, ...] = ()
    if not gaps and library.open_years:
        recorded, left = leave_out_gaps(library, library.results, problems)
        kept = set(map(id, left))
        missing = tuple(fault for fault in problems if id(fault) not in kept)
        problems, library = left, library.with_results(recorded)
    faulty = frozenset(fault.place.file for fault in problems)
    cards = tuple(_scored(library, faulty))
    return Assessment(library, cards, missing), (*problems, *check_figures(library, cards))


def read_assessment(
    standards: Path, results: Path, read: Read = loader.read, approved: Path | None = None
) -> Assessment:
    """Read, check and score both folders; raises ``ProblemsFound`` with every problem."""
    assessment, problems = examine(standards, results, read, approved=approved)
    if problems:
        raise ProblemsFound(problems)
    return assessment


def _scored(library: Library, faulty: frozenset[Path]) -> Iterator[Scorecard]:
    """The scorecards of all results that nothing is wrong with. A quota compares the results
    of a year, so a year with a faulty result has no grades yet; one whose methods compare results
    has no cards."""
    blamed = {file.parent for file in faulty}
    sound = library.organizations_at().file not in faulty and library.years_at().file not in faulty
    for edition in library.editions if sound else ():
        if library.standards / edition.id not in blamed:
            for year in edition.years:
                whole = library.results_folder / str(year) not in blamed
                if whole or not edition.compares:
                    cards = tuple(_score_year(library, edition, year, faulty))
                    yield from _graded(cards) if whole else map(_ungraded, cards)


def _score_year(
    library: Library, edition: Edition, year: int, faulty: frozenset[Path]
) -> Iterator[Scorecard]:
    results = [
        result
        for result in library.results
        if result.year == year and (not faulty or library.result_at(result).file not in faulty)
    ]
    peers = peers_by_year(library, results).get(year, NO_PEERS)
    for result in results:
        yield score(edition, library.known_organizations[result.organization], result, peers)


def peers_by_year(frame: Frame, results: Iterable[Result]) -> Mapping[int, Peers]:
    """Find what methods compare, in each year of an edition that has such methods."""
    by_year: dict[int, list[tuple[Edition, Organization, Result]]] = defaultdict(list)
    for result in results:
        edition = frame.edition_of(result.year)
        if edition and edition.compares:
            entry = edition, frame.known_organizations[result.organization], result
            by_year[result.year].append(entry)
    return {year: find_peers(entries) for year, entries in by_year.items()}


def peers_if_sound(frame: Frame, results: Iterable[Result]) -> Mapping[int, Peers]:
    """Find what methods compare in each year; nothing where any result has a problem.

    Results are only taken where any method of any edition compares them.
    """
    if not any(edition.compares for edition in frame.editions):
        return {}
    known = tuple(results)
    strange = {result.organization for result in known} - frame.known_organizations.keys()
    return {} if strange or check_results(frame, known) else peers_by_year(frame, known)


def _graded(cards: Sequence[Scorecard]) -> Iterator[Scorecard]:
    """The cards of a year with the grades that its quotas leave them."""
    return map(take_grade, cards, apply_quotas(tuple(map(summarize, cards))))


def _ungraded(card: Scorecard) -> Scorecard:
    return structs.replace(card, calculated=None, grade=None)
