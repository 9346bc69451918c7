"""The readers for whom a site is made: an audience, and the organization that is theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import structs

from generator.audiences.filter import NOBODY, BookFilter, own_organizations
from generator.audiences.model import Audience
from generator.dataset.book import Book, CardSource
from generator.dataset.library import Frame
from generator.model.result import Organization
from generator.scoring.card import Scorecard
from generator.scoring.quotas import take_grade
from generator.scoring.summary import CardSummary


@dataclass(frozen=True, eq=False)
class Readers:
    """An audience, the smallest group of which it is told ranks, and an organization by its id.

    Where each organization has a tree of its own and none is named, the site is the part that all
    trees have in common.
    """

    audience: Audience
    smallest_group: int
    organization: str = ""

    @property
    def drafts(self) -> bool:
        """Whether they see drafts."""
        return "draft" in self.audience.states

    def own(self, organizations: Iterable[Organization]) -> frozenset[str]:
        """Return the organizations, by id, that are theirs."""
        if not (self.organization and self.audience.separate):
            return NOBODY
        return own_organizations(self.audience, self.organization, organizations)

    def filter(self, whole: Book) -> BookFilter:
        """Return the filter of the book of all data."""
        return BookFilter(whole, self.audience, self.smallest_group)


def book_for(readers: Readers | None, whole: Book) -> Book:
    """Return the book that readers see; ``None`` stands for readers who see all."""
    if readers is None:
        return whole
    return readers.filter(whole).book_of(readers.own(whole.organizations))


def shown_to(readers: Readers | None, cards: Iterable[Scorecard]) -> tuple[Scorecard, ...]:
    """Return the cards that exist for readers: those in a state that they see."""
    if readers is None:
        return tuple(cards)
    return tuple(card for card in cards if card.result.state in readers.audience.states)


def found_by(
    readers: Readers | None, cards: Sequence[Scorecard], frame: Frame
) -> Sequence[Scorecard]:
    """Return the cards whose pages readers see and can search for, of those that exist for them."""
    if readers is None:
        return cards
    if "cards" not in readers.audience.pages:
        return ()
    if readers.audience.organizations == "all":
        return cards
    own = readers.own(frame.known_organizations.values())
    return [card for card in cards if card.organization.id in own]


def cards_as_seen(book: Book, cards: CardSource) -> CardSource:
    """Return the cards of the results in a book, as its readers see them."""

    def of_organization(id: str) -> list[Scorecard]:
        by_year = {card.year: card for card in cards(id)}
        return [as_seen(by_year[s.year], s) for s in book.by_organization.get(id, ())]

    return of_organization


def as_seen(card: Scorecard, summary: CardSummary) -> Scorecard:
    """Return a card with the grade, and the organization, that its summary in a book has."""
    graded = take_grade(card, summary)
    if graded.organization is summary.organization:
        return graded
    return structs.replace(graded, organization=summary.organization)
