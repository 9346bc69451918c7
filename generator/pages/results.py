"""The pages of results: the list of years, each year, each scorecard, each organization."""

from collections.abc import Container, Iterator, Mapping

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.pages.cards import CARD_TEMPLATE, cards_of
from generator.pages.directory import directory_pages
from generator.pages.organizations import ORGANIZATION_TEMPLATE, organization_pages
from generator.pages.page import Page
from generator.pages.standing import Peers, peers, summaries
from generator.pages.years import year_pages
from generator.urls import YEARS

OWN_TEMPLATES = (CARD_TEMPLATE, ORGANIZATION_TEMPLATE)
"""What the pages of organizations and their results are printed with."""


def result_pages(book: Book, words: Labels) -> Iterator[Page]:
    """The list of years, each year, each scorecard, and each organization."""
    yield Page(YEARS, "years.md.jinja", words("ui.years.title"), {"summaries": summaries(book)})
    standing = _standing(book)
    for year, cards in book.by_year.items():
        yield from year_pages(book, year, standing[year], words)
        yield from cards_of(book, cards, standing[year], words)
    yield from directory_pages(book, words)
    yield from organization_pages(book, book.organizations, _ranks(standing), words)


def own_pages(book: Book, organizations: Container[str], words: Labels) -> Iterator[Page]:
    """The scorecards of some organizations, year by year, since those of a year have much
    alike; and the pages of these organizations."""
    standing = _standing(book)
    for year, cards in book.by_year.items():
        own = (card for card in cards if card.organization.id in organizations)
        yield from cards_of(book, own, standing[year], words)
    some = [one for one in book.organizations if one.id in organizations]
    yield from organization_pages(book, some, _ranks(standing), words)


def _standing(book: Book) -> Mapping[int, Peers]:
    return {year: peers(cards) for year, cards in book.by_year.items()}


def _ranks(standing: Mapping[int, Peers]) -> Mapping[int, Mapping[str, int]]:
    return {year: among.ranks for year, among in standing.items()}
