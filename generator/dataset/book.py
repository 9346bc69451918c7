"""Read, check and score the data of a site."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from generator.analysis.insight import ClauseYear, counted
from generator.analysis.sums import YearSum, sums_by_year
from generator.analysis.usage import Usage, usage_by_edition
from generator.dataset.library import Frame, Library, PageLink, Read, load
from generator.model.edition import Edition
from generator.model.result import Organization, Result, Year
from generator.problem import Problem, ProblemsFound
from generator.rules.check import check, check_figures
from generator.scoring.card import Scorecard
from generator.scoring.quotas import apply_quotas, take_grade
from generator.scoring.score import score
from generator.scoring.summary import CardSummary, summarize
from generator.yaml import loader

CardSource = Callable[[str], Sequence[Scorecard]]
"""Gives the scorecards of an organization by its id, earliest year first."""

C = TypeVar("C", CardSummary, Scorecard)


@dataclass(frozen=True, eq=False)
class Book:
    """The data of a site but for its results, and what overviews show of these.

    ``summaries`` are sorted by edition, year and file name. ``sums`` holds what the cards of a
    year say about clauses; ``usages`` how the clauses of an edition were used, by its id;
    ``links`` those that texts of results have to pages of the site.
    """

    library: Frame
    summaries: tuple[CardSummary, ...]
    sums: Mapping[int, YearSum]
    usages: Mapping[str, Usage]
    links: tuple[PageLink, ...] = ()

    @cached_property
    def by_year(self) -> Mapping[int, tuple[CardSummary, ...]]:
        """The summaries of each assessed year, latest year first."""
        years: dict[int, list[CardSummary]] = defaultdict(list)
        for summary in self.summaries:
            years[summary.year].append(summary)
        return {year: tuple(years[year]) for year in sorted(years, reverse=True)}

    @cached_property
    def by_organization(self) -> Mapping[str, tuple[CardSummary, ...]]:
        """The summaries of each organization, earliest year first."""
        return by_organization(self.summaries)

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The editions by id."""
        return {edition.id: edition for edition in self.library.editions}

    @cached_property
    def clause_years(self) -> Mapping[int, Mapping[str, ClauseYear]]:
        """What each clause cost in each assessed year, latest year first."""
        return {
            year: counted(year, summaries[0].edition, self.sums[year])
            for year, summaries in self.by_year.items()
        }

    def links_to_pages(self) -> Iterator[PageLink]:
        """Yield the links of all rich texts to pages of the site."""
        yield from self.library.edition_links()
        yield from self.links
        yield from self.library.year_links()

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """All organizations, in the order of their file."""
        file = self.library.organizations
        return file.organizations if file else ()

    @cached_property
    def kind_titles(self) -> Mapping[str, str]:
        """The titles of the kinds of organization, by id."""
        file = self.library.organizations
        return {kind.id: kind.title for kind in file.kinds} if file else {}

    @cached_property
    def years(self) -> Mapping[int, Year]:
        """The assessed years."""
        file = self.library.years
        return {year.year: year for year in file.years} if file else {}

    @cached_property
    def newest(self) -> dt.date:
        """The newest day that the data knows: the date of a site made from it."""
        days = [step.date for summary in self.summaries for step in summary.status]
        days += [year.as_of for year in self.years.values()]
        days += [one.published or dt.date(max(one.years), 1, 1) for one in self.library.editions]
        return max(days, default=dt.date(1980, 1, 1))


def by_organization(cards: Iterable[C]) -> Mapping[str, tuple[C, ...]]:
    """Group cards or summaries by the id of their organization, earliest year first."""
    groups: dict[str, list[C]] = defaultdict(list)
    for card in sorted(cards, key=lambda card: card.year):
        groups[card.organization.id].append(card)
    return {id: tuple(group) for id, group in groups.items()}


@dataclass(frozen=True, eq=False)
class Assessment:
    """Everything that could be read of two folders, with all scorecards whole."""

    library: Library
    cards: tuple[Scorecard, ...]

    @cached_property
    def book(self) -> Book:
        """What overviews know of it."""
        return Book(
            library=self.library,
            summaries=tuple(map(summarize, self.cards)),
            sums=sums_by_year(self.cards),
            usages=usage_by_edition(self.cards),
            links=tuple(chain.from_iterable(map(self.library.result_links, self.library.results))),
        )

    def cards_of(self, organization: str) -> Sequence[Scorecard]:
        """Return the scorecards of an organization, earliest year first."""
        return self.by_organization.get(organization, ())

    @cached_property
    def by_organization(self) -> Mapping[str, tuple[Scorecard, ...]]:
        """The scorecards of each organization, earliest year first."""
        return by_organization(self.cards)

    def without_drafts(self) -> "Assessment":
        """Return what may be published of it: of a draft, nothing but that there is one."""
        return replace(self, cards=tuple(map(without_draft, self.cards)))


def without_draft(card: Scorecard) -> Scorecard:
    """Return what may be published of a card: of a draft, only whose it is and its state."""
    if card.result.state != "draft":
        return card
    public = {"organization", "year", "status"}
    fields = {name: getattr(card.result, name) for name in public}
    return Scorecard(card.edition, card.organization, Result.model_construct(**fields))


def examine(
    standards: Path, results: Path, read: Read = loader.read
) -> tuple[Assessment, tuple[Problem, ...]]:
    """Read, check and score both folders.

    Returns everything that can be read, and every problem, sorted by file and place. What has
    a problem is not scored, so that no problem causes another.
    """
    library, unreadable = load(standards, results, read)
    problems = (*unreadable, *check(library))
    faulty = frozenset(fault.place.file for fault in problems)
    cards = tuple(_scored(library, faulty))
    return Assessment(library, cards), (*problems, *check_figures(library, cards))


def read_assessment(standards: Path, results: Path, read: Read = loader.read) -> Assessment:
    """Read, check and score both folders; raises ``ProblemsFound`` with every problem."""
    assessment, problems = examine(standards, results, read)
    if problems:
        raise ProblemsFound(problems)
    return assessment


def _scored(library: Library, faulty: frozenset[Path]) -> Iterator[Scorecard]:
    """The scorecards of all results that nothing is wrong with. A quota compares the results
    of a year, so a year with a faulty result has no grades yet."""
    blamed = {file.parent for file in faulty}
    sound = library.organizations_at().file not in faulty and library.years_at().file not in faulty
    for edition in library.editions if sound else ():
        if library.standards / edition.id not in blamed:
            for year in edition.years:
                whole = library.results_folder / str(year) not in blamed
                cards = tuple(_score_year(library, edition, year, faulty))
                yield from _graded(cards) if whole else map(_ungraded, cards)


def _score_year(
    library: Library, edition: Edition, year: int, faulty: frozenset[Path]
) -> Iterator[Scorecard]:
    for result in library.results:
        if result.year == year and (not faulty or library.result_at(result).file not in faulty):
            yield score(edition, library.known_organizations[result.organization], result)


def _graded(cards: Sequence[Scorecard]) -> Iterator[Scorecard]:
    """The cards of a year with the grades that its quotas leave them."""
    return map(take_grade, cards, apply_quotas(tuple(map(summarize, cards))))


def _ungraded(card: Scorecard) -> Scorecard:
    return replace(card, calculated=None, grade=None)
