"""The page on which organizations that a reader chooses stand side by side."""

from collections.abc import Iterator

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.pages.page import Crumb, Page
from generator.urls import COMPARE, YEARS, results_file

ANY = "ID"
"""Stands in an address for the id of an organization, which has no capitals."""
MOST_COMPARED = 3
"""The number of organizations that stand beside each other; a phone has room for no more."""


def compare_pages(book: Book, labels: Labels) -> Iterator[Page]:
    """Yield the page; its script reads year and organizations from the address.

    All that it shows comes from the JSON of the results of the year, without which there is none.
    """
    scope = book.scope
    if not book.by_year or scope.partial or scope.cards is not None:
        return
    if not (scope.has_page("downloads") and scope.has_page("cards")):
        return
    yield Page(
        path=COMPARE,
        template="compare.md.jinja",
        title=labels("ui.compare.title"),
        context={
            "files": {year: results_file(year, "json") for year in book.by_year},
            "any": ANY,
            "places": range(1, MOST_COMPARED + 1),
            "states": labels.section("ui")["state"],
        },
        crumbs=(Crumb(labels("ui.years.title"), YEARS),),
    )
