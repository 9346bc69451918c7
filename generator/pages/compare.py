"""The page on which organizations that a reader chooses stand side by side."""

from collections.abc import Iterator

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.pages.page import Crumb, Page
from generator.urls import COMPARE, YEARS, results_file

MOST_COMPARED = 3
"""The number of organizations that stand beside each other; a phone has room for no more."""


def compare_pages(book: Book, labels: Labels) -> Iterator[Page]:
    """Yield the page; its script reads year and organizations from the address.

    All that it shows comes from the JSON of the results of the year, without which there is none.
    """
    if not book.by_year or book.scope.partial or not book.scope.has_page("downloads"):
        return
    yield Page(
        path=COMPARE,
        template="compare.md.jinja",
        title=labels("ui.compare.title"),
        context={
            "files": {year: results_file(year, "json") for year in book.by_year},
            "places": range(1, MOST_COMPARED + 1),
            "states": labels.section("ui")["state"],
        },
        crumbs=(Crumb(labels("ui.years.title"), YEARS),),
    )
