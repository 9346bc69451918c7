"""Read, check, score: two folders → the Book, everything that pages are made from."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from generator.analysis.insight import ClauseYear, counted
from generator.analysis.sums import brought_together, summed_up
from generator.analysis.usage import Usage, usage
from generator.dataset.library import Library, Reading, load, one_by_one
from generator.model.edition import Edition
from generator.model.result import Organization, Year
from generator.problem import Place, Problem, ProblemsFound
from generator.rules.check import check, check_figures
from generator.scoring.card import Outline, Scorecard
from generator.scoring.grading import with_quotas
from generator.scoring.score import score
from generator.turbo import collector
from generator.turbo.told import Told

MOST_ROWS = 200
"""The rows of a list on one page: no page grows with the number of organizations."""


@dataclass(frozen=True)
class Book:
    """A library without problems, and the scorecards of all its results. Where other processes
    keep the cards there are outlines, and what is ``told`` of all of them together."""

    library: Library
    cards: tuple[Scorecard, ...]
    told: Told | None = None

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Scorecard, ...]]:
        """The scorecards of each assessed year, latest year first."""
        years: dict[int, list[Scorecard]] = defaultdict(list)
        for card in self.cards:
            years[card.year].append(card)
        return {year: tuple(years[year]) for year in sorted(years, reverse=True)}

    @cached_property
    def by_organization(self) -> Mapping[str, tuple[Scorecard, ...]]:
        """The scorecards of each organization, earliest year first."""
        organizations: dict[str, list[Scorecard]] = defaultdict(list)
        for card in sorted(self.cards, key=lambda card: card.year):
            organizations[card.organization.id].append(card)
        return {id: tuple(cards) for id, cards in organizations.items()}

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The editions by id."""
        return {edition.id: edition for edition in self.library.editions}

    @cached_property
    def clause_years(self) -> Mapping[int, Mapping[str, ClauseYear]]:
        """What each clause cost in each assessed year, latest year first."""
        return {year: self._clause_years(year) for year in self.by_year}

    def _clause_years(self, year: int) -> Mapping[str, ClauseYear]:
        cards = self.by_year[year]
        others = self.told.sums.get(year, ()) if self.told else ()
        sums = brought_together((summed_up(_whole(cards)), *others))
        return counted(year, cards[0].edition, sums)

    def uses(self, edition: Edition) -> Usage:
        """How the clauses of an edition were used; of each as many uses as a page may have."""
        if self.told:
            return self.told.uses[edition.id]
        return usage((card for card in self.cards if card.edition.id == edition.id), MOST_ROWS)

    def links_to_pages(self) -> Iterator[tuple[Place, str]]:
        """The pages of the site that rich texts link to, each with the place of the text."""
        yield from self.library.links_to_pages()
        yield from self.told.links if self.told else ()

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
        days = [step.date for card in self.cards for step in card.result.status]
        days += [year.as_of for year in self.years.values()]
        days += [one.published or dt.date(max(one.years), 1, 1) for one in self.library.editions]
        return max(days, default=dt.date(1980, 1, 1))


def _whole(cards: Iterable[Scorecard]) -> list[Scorecard]:
    """The cards that are no outlines."""
    return [card for card in cards if not isinstance(card, Outline)]


def examine(
    standards: Path, results: Path, reading: Reading = one_by_one
) -> tuple[Book, tuple[Problem, ...]]:
    """Everything that can be read of both folders, and every problem of it, sorted by file
    and place. What has a problem is not scored, so that no problem causes another."""
    with collector.paused():
        library, unreadable = load(standards, results, reading)
        problems = (*unreadable, *check(library))
        faulty = frozenset(fault.place.file for fault in problems)
        cards = tuple(_scored(library, faulty))
        problems += check_figures(library, cards)
    return Book(library, cards), problems


def read_book(standards: Path, results: Path, reading: Reading = one_by_one) -> Book:
    """The book of two folders; raises ``ProblemsFound`` with every problem."""
    book, problems = examine(standards, results, reading)
    if problems:
        raise ProblemsFound(problems)
    return book


def _scored(library: Library, faulty: frozenset[Path]) -> Iterator[Scorecard]:
    """The scorecards of all results that nothing is wrong with. A quota compares the results
    of a year, so a year with a faulty result has no grades yet."""
    blamed = {file.parent for file in faulty}
    sound = library.organizations_at().file not in faulty and library.years_at().file not in faulty
    for edition in library.editions if sound else ():
        if library.standards / edition.id not in blamed:
            for year in edition.years:
                whole = library.results_folder / str(year) not in blamed
                cards = tuple(_of_year(library, edition, year, faulty))
                yield from with_quotas(cards) if whole else map(_ungraded, cards)


def _ungraded(card: Scorecard) -> Scorecard:
    return replace(card, calculated=None, grade=None)


def _of_year(
    library: Library, edition: Edition, year: int, faulty: frozenset[Path]
) -> Iterator[Scorecard]:
    sound = not faulty
    for result in library.results:
        if result.year == year and (sound or library.result_at(result).file not in faulty):
            yield score(edition, library.known_organizations[result.organization], result)


def scored_alone(library: Library) -> Iterator[Scorecard]:
    """The scorecards of results that nothing is wrong with, before any is compared with
    another by a quota."""
    for edition in library.editions:
        for year in edition.years:
            yield from _of_year(library, edition, year, frozenset())
