"""The page of one's own results, which stands at one address in every tree of an audience."""

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.pages.page import Page
from generator.urls import OWN


def own_page(book: Book, labels: Labels) -> Page:
    """Return the page that leads an organization to its scorecards, and to those under it."""
    cards = [
        (organization, book.by_organization.get(organization.id, ())[::-1])
        for organization in book.shown_organizations
    ]
    ranks = {year: statistics.ranks for year, statistics in book.statistics.items()}
    return Page(OWN, "own.md.jinja", labels("ui.own.title"), {"cards": cards, "ranks": ranks})
