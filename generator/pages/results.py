"""The pages of results: the list of years, each year, each scorecard, each organization."""

from collections.abc import Iterator

from generator.addresses import YEARS
from generator.book import Book
from generator.labels import Labels
from generator.pages.cards import card_of
from generator.pages.directory import directory_pages
from generator.pages.organizations import organization_pages
from generator.pages.page import Page
from generator.pages.standing import peers, summaries
from generator.pages.years import year_pages


def result_pages(book: Book, words: Labels) -> Iterator[Page]:
    """The list of years, each year, each scorecard, and each organization."""
    yield Page(YEARS, "years.md.jinja", words("ui.years.title"), {"summaries": summaries(book)})
    standing = {year: peers(cards) for year, cards in book.by_year.items()}
    for year, cards in book.by_year.items():
        yield from year_pages(book, year, standing[year], words)
        yield from (card_of(book, card, standing[year], words) for card in cards)
    yield from directory_pages(book, words)
    ranks = {year: among.ranks for year, among in standing.items()}
    yield from organization_pages(book, ranks, words)
