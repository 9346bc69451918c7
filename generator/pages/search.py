"""The page of search results: a form with the filters that the data allows."""

from collections.abc import Iterable, Mapping

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.clauses import Aspect
from generator.model.edition import Grade
from generator.pages.page import Page
from generator.urls import EDITIONS, ORGANIZATIONS, SEARCH, YEARS


def search_page(book: Book, labels: Labels) -> Page:
    """Return the page of search results.

    Its script reads the query and the filters from the address of the page.
    """
    newest = book.library.editions[::-1]
    years = {str(year) for edition in newest for year in edition.years} | set(map(str, book.years))
    years |= {edition.id for edition in newest}
    return Page(
        path=SEARCH,
        template="search.md.jinja",
        title=labels("ui.search.title"),
        context={
            "editions_page": EDITIONS,
            "years_page": YEARS,
            "organizations_page": ORGANIZATIONS,
            "filters": {
                "kind": labels.section("ui")["search"]["kind"],
                "year": {year: year for year in sorted(years, reverse=True)},
                "aspect": _titles(aspect for edition in newest for aspect in edition.aspects),
                "grade": _titles(grade for edition in newest for grade in edition.grades),
                "organization": book.kind_titles,
            },
        },
    )


def _titles(entries: Iterable[Aspect | Grade]) -> Mapping[str, str]:
    """Return titles by id. Of entries with one id, the first gives the title."""
    titles: dict[str, str] = {}
    for entry in entries:
        titles.setdefault(entry.id, entry.title)
    return titles
