"""The book of a site: its data without results, and what overviews show of these."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import structs

from generator.analysis.clause_costs import ClauseYear, HistoryRow, count_clauses, histories
from generator.analysis.clause_sums import YearSum
from generator.analysis.usage import Usage
from generator.analysis.year_statistics import (
    YearStatistics,
    YearSummary,
    by_kind,
    granted_statistics,
    ranked_by_kind,
    summarize_year,
    year_statistics,
)
from generator.dataset.library import Frame, PageLink
from generator.dataset.scope import WHOLE, Granted, Scope
from generator.model.edition import Edition
from generator.model.result import Organization, Result, Year
from generator.problem import Problem, problem
from generator.scoring.card import Scorecard
from generator.scoring.summary import CardSummary

CardSource = Callable[[str], Sequence[Scorecard]]
"""Gives the scorecards of an organization by its id, earliest year first."""

C = TypeVar("C", CardSummary, Scorecard)


class Recording(NamedTuple):
    """The number of organizations that are recorded in an open year, and of all of its own."""

    recorded: int
    expected: int


@dataclass(frozen=True, eq=False)
class Book:
    """The data of a site but for its results, and what overviews show of these.

    ``summaries`` are sorted by edition, year and file name. ``sums`` holds what the cards of a
    year say about clauses; ``usages`` how the clauses of an edition were used, by its id;
    ``links`` those that texts of results have to pages of the site. ``scope`` is what readers see
    of it.
    """

    library: Frame
    summaries: tuple[CardSummary, ...]
    sums: Mapping[int, YearSum]
    usages: Mapping[str, Usage]
    links: tuple[PageLink, ...] = ()
    scope: Scope = WHOLE

    @cached_property
    def illustrative(self) -> bool:
        """Whether any edition is a sample, which every page then says."""
        return any(edition.illustrative for edition in self.library.editions)

    @cached_property
    def by_year(self) -> Mapping[int, tuple[CardSummary, ...]]:
        """The summaries of each assessed year that is not open, latest year first."""
        years: dict[int, list[CardSummary]] = defaultdict(list)
        for summary in self.summaries:
            if summary.year not in self.library.open_years:
                years[summary.year].append(summary)
        return {year: tuple(years[year]) for year in sorted(years, reverse=True)}

    @property
    def compared_years(self) -> Mapping[int, tuple[CardSummary, ...]]:
        """The summaries of each year of which all results are known, as ``by_year`` has them.

        A book that knows only some organizations has no such year.
        """
        return {} if self.scope.partial else self.by_year

    @cached_property
    def assessed_years(self) -> Sequence[int]:
        """The assessed years that are not open, latest first, whether or not results of them are
        in the book."""
        return sorted({*self.by_year, *self.scope.years}, reverse=True)

    @cached_property
    def by_open_year(self) -> Mapping[int, tuple[CardSummary, ...]]:
        """The summaries of each open year, latest year first; it may have none yet."""
        return {
            year: tuple(summary for summary in self.summaries if summary.year == year)
            for year in sorted(self.library.open_years, reverse=True)
        }

    @cached_property
    def by_organization(self) -> Mapping[str, tuple[CardSummary, ...]]:
        """The summaries of each organization by its id, earliest year first."""
        return by_organization(self.summaries)

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The editions by id."""
        return {edition.id: edition for edition in self.library.editions}

    @cached_property
    def clause_years(self) -> Mapping[int, Mapping[str, ClauseYear]]:
        """What each clause cost, by its id, in each compared year, latest year first."""
        return {
            year: count_clauses(year, summaries[0].edition, self.sums[year])
            for year, summaries in self.compared_years.items()
        }

    @cached_property
    def clause_histories(self) -> Mapping[str, tuple[HistoryRow, ...]]:
        """The assessed years of each clause, earliest first, by its id."""
        return histories(self.editions, self.clause_years.values())

    @cached_property
    def statistics(self) -> Mapping[int, YearStatistics]:
        """The statistics of each assessed year; those of an open year are empty, as of no card."""
        open_years = dict.fromkeys(self.by_open_year, year_statistics(()))
        closed = {year: self._statistics(year, cards) for year, cards in self.by_year.items()}
        return open_years | closed

    def _statistics(self, year: int, cards: Sequence[CardSummary]) -> YearStatistics:
        if not self.scope.partial:
            return year_statistics(cards)
        granted = self.scope.granted.get(year, Granted())
        return granted_statistics(cards, granted.ranks, granted.kind_ranks, granted.ranked)

    def compared_with(self, year: int, kind: str) -> YearStatistics:
        """Return the statistics that a card of a kind is set beside: of all cards of its year, or
        of its kind, as the edition ranks. Of a kind that is not known whole, nobody knows how many
        have a rank."""
        whole = self.statistics[year]
        if not ranked_by_kind(whole.cards):
            return whole
        if self.scope.partial:
            return structs.replace(whole, ranked=0)
        return self._kind_statistics[year][kind]

    @cached_property
    def _kind_statistics(self) -> Mapping[int, Mapping[str, YearStatistics]]:
        return {
            year: {kind: year_statistics(group) for kind, group in by_kind(cards).items()}
            for year, cards in self.by_year.items()
        }

    @cached_property
    def year_summaries(self) -> Mapping[int, YearSummary]:
        """The results of each compared year in numbers, latest year first."""
        return {year: summarize_year(cards) for year, cards in self.compared_years.items()}

    @cached_property
    def recordings(self) -> Mapping[int, Recording]:
        """How far each open year has come, latest year first; empty if the book is partial."""
        return {
            year: Recording(
                len(summaries), sum(entry.active_in(year) for entry in self.organizations)
            )
            for year, summaries in self.by_open_year.items()
            if not self.scope.partial
        }

    def ranked_years(self, edition: Edition) -> tuple[int, ...]:
        """Return the years of an edition in which anybody has a rank, earliest first."""
        years = sorted(edition.years)
        cards = self.compared_years
        return tuple(y for y in years if any(card.ranked for card in cards.get(y, ())))

    def usage(self, edition: Edition) -> Usage:
        """Return how the clauses of an edition were used."""
        return self.usages.get(edition.id, Usage())

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

    @property
    def shown_organizations(self) -> tuple[Organization, ...]:
        """The organizations whose scorecards readers see."""
        shown, known = self.scope.cards, self.library.known_organizations
        if shown is None:
            return self.organizations
        return tuple(known[id] for id in sorted(shown) if id in known)

    @cached_property
    def kind_titles(self) -> Mapping[str, str]:
        """The titles of the kinds of organization, by id."""
        file = self.library.organizations
        return {kind.id: kind.title for kind in file.kinds} if file else {}

    @cached_property
    def years(self) -> Mapping[int, Year]:
        """The assessed years, by number, as the file of years lists them."""
        file = self.library.years
        return {year.year: year for year in file.years} if file else {}

    @cached_property
    def newest(self) -> dt.date:
        """The newest day that the data knows: the date of a site made from it."""
        days = [step.date for summary in self.summaries for step in summary.status]
        days += [year.as_of for year in self.years.values()]
        days += [
            edition.published or dt.date(max(edition.years), 1, 1)
            for edition in self.library.editions
        ]
        return max(days, default=dt.date(1980, 1, 1))


def by_organization(cards: Iterable[C]) -> Mapping[str, tuple[C, ...]]:
    """Group cards or summaries by the id of their organization, earliest year first."""
    groups: dict[str, list[C]] = defaultdict(list)
    for card in sorted(cards, key=lambda card: card.year):
        groups[card.organization.id].append(card)
    return {id: tuple(group) for id, group in groups.items()}


def without_draft(card: Scorecard) -> Scorecard:
    """Return what may be published of a card: of a draft, only whose it is, and since when it is
    in which state, without the reasons."""
    if card.result.state != "draft":
        return card
    steps = tuple(step.model_copy(update={"reason": None}) for step in card.result.status)
    organization, year = card.result.organization, card.result.year
    result = Result.model_construct(organization=organization, year=year, status=steps)
    return Scorecard(card.edition, card.organization, result)


def dead_links(
    links: Iterable[PageLink], pages: Collection[str], documents: Path
) -> Iterator[Problem]:
    """Yield a problem for each link to a page that nobody makes.

    ``pages`` are the paths of the generated pages, ``documents`` is the folder of those written
    by hand. A host looks for dead links in Markdown only, and gets these as HTML.
    """
    for link in links:
        if link.page not in pages and not (documents / link.page).is_file():
            yield problem("page-missing", link.place, page=link.page)
