"""Book → pages and navigation: which pages there are, and what each of them shows."""

from collections.abc import Iterator

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.pages.directory import directory
from generator.pages.navigation import Entry, navigation
from generator.pages.page import Page
from generator.pages.results import OWN_TEMPLATES, own_pages, result_pages
from generator.pages.rules import rules_page
from generator.pages.search import search_page
from generator.pages.standards import edition_pages
from generator.pages.standing import summaries
from generator.urls import HOME

__all__ = ["OWN_TEMPLATES", "Entry", "Page", "navigation", "own_pages", "pages", "search_page"]


def pages(book: Book, words: Labels) -> Iterator[Page]:
    """Every page of the site, in the order of its parts."""
    yield _home(book, words)
    yield from edition_pages(book, words)
    yield from result_pages(book, words)
    yield rules_page(words)


def _home(book: Book, words: Labels) -> Page:
    editions = book.library.editions
    return Page(
        path=HOME,
        template="home.md.jinja",
        title=words("ui.home.title"),
        context={
            "current": editions[-1] if editions else None,
            "summaries": summaries(book),
            "directory": directory(book),
        },
    )
