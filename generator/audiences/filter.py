"""The filter: from the book of all data to the books that the readers of an audience see.

Nothing but this decides what a tree is made from. A book is put together field by field, so what a
later version adds to the data is absent until it is let in here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from msgspec import structs

from generator.analysis.year_statistics import YearStatistics, ranked_by_kind, year_statistics
from generator.audiences.figures import is_told
from generator.audiences.model import Audience
from generator.dataset.book import Book
from generator.dataset.library import Frame
from generator.dataset.scope import Granted, RankedRow, Scope
from generator.model.result import Former, Organization, OrganizationsFile
from generator.scoring.summary import CardSummary

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class BookFilter:
    """Makes the books of an audience from the book of all data.

    ``whole`` has the graded summaries of all results. Its sums and usages must be made from the
    cards alone that the audience sees in their states. ``smallest_group`` is the number of ranked
    organizations from which on ranks are told.
    """

    whole: Book
    audience: Audience
    smallest_group: int

    def book_of(self, own: frozenset[str] = NOBODY) -> Book:
        """Return the book of the readers to whom the organizations ``own``, by id, belong.

        Without any, this is what all trees of the audience have in common.
        """
        if self.audience.complete:
            return self._complete_book(own)
        library = self._frame(own)
        summaries = tuple(self._own_summaries(library))
        return Book(library, summaries, {}, {}, (), self._partial_scope(own))

    def _complete_book(self, own: frozenset[str]) -> Book:
        """Return the book of all results; what it computes is computed once for all trees."""
        scope = replace(self._scope(own), cards=own if self.audience.separate else None)
        if self.audience.organizations == "none":
            scope = replace(scope, cards=NOBODY)
        book = replace(self._complete, scope=scope)
        computed = ("by_year", "by_open_year", "by_organization", "statistics", "clause_years")
        vars(book).update({name: getattr(self._complete, name) for name in computed})
        return book

    @cached_property
    def _complete(self) -> Book:
        whole = self.whole
        summaries = tuple(self._admitted(whole.summaries))
        return Book(self._frame(NOBODY), summaries, whole.sums, whole.usages, (), Scope())

    def _scope(self, own: frozenset[str]) -> Scope:
        return Scope(self.pages, own, years=tuple(self.whole.by_year))

    @cached_property
    def pages(self) -> frozenset[str]:
        """The kinds of page that the readers see. Where each organization has a tree of its own,
        there is a page of own results."""
        own = {"own"} if self.audience.separate else set()
        return frozenset({*self.audience.pages, *own})

    def _admitted(self, summaries: Iterable[CardSummary]) -> Iterator[CardSummary]:
        """Yield the summaries that exist for the readers. None is set beside the year before if
        they do not see an earlier year of the organization."""
        states, known = self.audience.states, tuple(summaries)
        hidden: dict[str, int] = {}
        for summary in known:
            if summary.state not in states:
                id = summary.organization.id
                hidden[id] = min(summary.year, hidden.get(id, summary.year))
        for summary in known:
            if summary.state in states:
                earlier = hidden.get(summary.organization.id, summary.year) < summary.year
                yield structs.replace(summary, carried=None) if earlier else summary

    def _own_summaries(self, library: Frame) -> Iterator[CardSummary]:
        """Yield the summaries of the organizations of a filtered frame, with these as it has
        them, sorted as in any book."""
        known = library.known_organizations
        found = [s for id in known for s in self.whole.by_organization.get(id, ())]
        for summary in sorted(self._admitted(found), key=_place):
            yield structs.replace(summary, organization=known[summary.organization.id])

    def _frame(self, own: frozenset[str]) -> Frame:
        """Return the data but the results: no edition that is still a draft, unless the readers
        see drafts, and no organization that they do not see."""
        frame, drafts = self.whole.library, "draft" in self.audience.states
        return Frame(
            standards=frame.standards,
            results_folder=frame.results_folder,
            editions=tuple(e for e in frame.editions if drafts or not e.draft),
            origins=frame.origins,
            broken=frame.broken,
            organizations=self._organizations(own),
            years=frame.years,
            result_files=(),
        )

    def _organizations(self, own: frozenset[str]) -> OrganizationsFile | None:
        file, known = self.whole.library.organizations, self.whole.library.known_organizations
        if file is None or self.audience.complete:
            return file
        entries = tuple(_without_strangers(known[id], own) for id in sorted(own))
        return OrganizationsFile.model_construct(kinds=file.kinds, organizations=entries)

    def _partial_scope(self, own: frozenset[str]) -> Scope:
        granted = {
            year: self._granted(comparison, own, self._rankings[year])
            for year, comparison in self._comparisons.items()
        }
        return replace(self._scope(own), partial=True, granted=granted)

    @cached_property
    def _comparisons(self) -> Mapping[int, "Comparison"]:
        """What ranks are taken from, by year: the results in the states that the readers see."""
        if not self.audience.knows("ranks"):
            return {}
        states = self.audience.states
        years = {
            year: [card for card in cards if card.state in states]
            for year, cards in self.whole.by_year.items()
        }
        return {year: Comparison(year_statistics(cards)) for year, cards in years.items()}

    @cached_property
    def _rankings(self) -> Mapping[int, tuple[RankedRow, ...]]:
        """The plain ranking of each year, which all readers of the audience see."""
        compared = self._comparisons
        return {year: tuple(self._rows(each)) for year, each in compared.items()}

    def _granted(
        self, comparison: "Comparison", own: frozenset[str], rows: tuple[RankedRow, ...]
    ) -> Granted:
        """Return what readers are told of a year of organizations that they do not see."""
        count = comparison.statistics.ranked
        kinds = comparison.ranked_by_kind
        in_kinds = [id for id in own if self._told("kind-rank", kinds[comparison.kind_of(id)])]
        among_all = own if self._told("rank", count) else ()
        return Granted(
            ranks=_of(comparison.statistics.ranks, in_kinds if comparison.by_kind else among_all),
            kind_ranks=_of(comparison.statistics.kind_ranks, in_kinds),
            ranked=count if self._told("ranked", count) else 0,
            rows=rows,
        )

    def _rows(self, comparison: "Comparison") -> Iterator[RankedRow]:
        """Yield the rows of a ranking; where each kind is ranked for itself, one kind after the
        other, and none of a kind in which too few are."""
        ranks = comparison.statistics.ranks
        for card in comparison.in_order:
            count = comparison.group_of(card)
            if not self._told("ranking-names", count):
                continue
            yield RankedRow(
                rank=ranks[card.organization.id],
                name=card.name,
                kind=card.kind,
                edition=card.edition,
                total=card.total if self._told("ranking-totals", count) else None,
                grade=card.grade if self._told("ranking-grades", count) else None,
            )

    def _told(self, figure: str, group: int) -> bool:
        return is_told(self.audience, figure, group, self.smallest_group)


@dataclass(frozen=True, eq=False)
class Comparison:
    """The results of a year that are ranked against each other."""

    statistics: YearStatistics

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {card.organization.id: card.kind for card in self.statistics.cards if card.ranked}

    @property
    def by_kind(self) -> bool:
        """Whether the edition ranks each kind for itself."""
        return ranked_by_kind(self.statistics.cards)

    @property
    def in_order(self) -> list[CardSummary]:
        """The cards that have a rank, by it; where kinds are ranked, those of one together."""
        ranks = self.statistics.ranks
        cards = [card for card in self.statistics.cards if card.organization.id in ranks]
        return sorted(
            cards,
            key=lambda card: (
                card.kind if self.by_kind else "",
                ranks[card.organization.id],
                card.organization.id,
            ),
        )

    def group_of(self, card: CardSummary) -> int:
        """Return how many organizations a card is ranked among."""
        return self.ranked_by_kind[card.kind] if self.by_kind else self.statistics.ranked

    @cached_property
    def ranked_by_kind(self) -> Counter[str]:
        """How many organizations of each kind have a rank, by the id of the kind."""
        return Counter(self._kinds.values())

    def kind_of(self, organization: str) -> str:
        """Return the kind of an organization in the year; empty if it has no rank."""
        return self._kinds.get(organization, "")


def own_organizations(
    audience: Audience, id: str, organizations: Iterable[Organization]
) -> frozenset[str]:
    """Return the organizations whose results an organization sees: itself and, if its audience
    says so, all that are under it today, at any depth."""
    own, entries = {id}, tuple(organizations)
    growing = audience.organizations == "own-and-subordinate"
    while growing:
        under = {entry.id for entry in entries if entry.parent in own} - own
        own |= under
        growing = bool(under)
    return frozenset(own)


def _place(summary: CardSummary) -> tuple[int, int, str]:
    """Return the place of a summary in a book: by edition, year and file name."""
    return min(summary.edition.years), summary.year, f"{summary.organization.id}.yml"


def _without_strangers(organization: Organization, own: frozenset[str]) -> Organization:
    """Return an organization without the ids of those above it that its readers do not see."""
    return Organization.model_construct(
        id=organization.id,
        name=organization.name,
        kind=organization.kind,
        parent=organization.parent if organization.parent in own else None,
        founded=organization.founded,
        closed=organization.closed,
        formerly=tuple(
            Former.model_construct(
                name=former.name,
                kind=former.kind,
                parent=former.parent if former.parent in own else None,
                until=former.until,
            )
            for former in organization.formerly
        ),
    )


def _of(ranks: Mapping[str, int], ids: Iterable[str]) -> Mapping[str, int]:
    return {id: ranks[id] for id in ids if id in ranks}
