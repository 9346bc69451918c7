"""What readers see of data that one process has read whole."""

from dataclasses import dataclass, replace
from functools import cached_property

from generator.analysis.sums import sums_by_year
from generator.analysis.usage import usage_by_edition
from generator.audiences.filter import BookFilter
from generator.audiences.readers import Readers, book_for, cards_as_seen, found_by, shown_to
from generator.dataset.assessment import Assessment
from generator.dataset.book import Book, CardSource
from generator.scoring.card import Scorecard


@dataclass(frozen=True, eq=False)
class SeenData:
    """All scorecards, without drafts that the ``readers`` do not see; ``None`` see all."""

    assessment: Assessment
    readers: Readers | None

    @cached_property
    def whole(self) -> Book:
        """The book of all data, with sums and usages of what exists for the readers."""
        book = self.assessment.book
        if self.readers is None:
            return book
        cards = shown_to(self.readers, self.assessment.cards)
        return replace(book, sums=sums_by_year(cards), usages=usage_by_edition(cards))

    @cached_property
    def book(self) -> Book:
        """The book that the readers see."""
        return book_for(self.readers, self.whole)

    @property
    def cards(self) -> CardSource:
        """The cards of that book."""
        cards = self.assessment.cards_of
        return cards_as_seen(self.book, cards) if self.readers else cards

    @property
    def found(self) -> tuple[Scorecard, ...]:
        """The cards that the search finds."""
        shown = shown_to(self.readers, self.assessment.cards)
        return tuple(found_by(self.readers, shown, self.assessment.library))

    @cached_property
    def _filter(self) -> BookFilter:
        assert self.readers is not None, "a site for all has no trees"
        return self.readers.filter(self.whole)

    def tree_of(self, organization: str) -> tuple[Book, CardSource]:
        """Return the book and the cards of the tree of an organization."""
        assert self.readers is not None, "a site for all has no trees"
        readers = replace(self.readers, organization=organization)
        book = self._filter.book_of(readers.own(self.whole.organizations))
        return book, cards_as_seen(book, self.assessment.cards_of)
