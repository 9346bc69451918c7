"""The page of search results: a form whose filters offer what the book has."""

from collections.abc import Iterable, Mapping

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.clauses import Aspect
from generator.model.edition import Grade
from generator.pages.page import Page
from generator.urls import SEARCH


def search_page(book: Book, words: Labels) -> Page:
    """The page of search results. Its script reads the query and the filters from its address."""
    newest = book.library.editions[::-1]
    years = {str(year) for edition in newest for year in edition.years} | set(map(str, book.years))
    years |= {edition.id for edition in newest}
    return Page(
        path=SEARCH,
        template="search.md.jinja",
        title=words("ui.search.title"),
        context={
            "filters": {
                "kind": words.section("ui")["search"]["kind"],
                "year": {year: year for year in sorted(years, reverse=True)},
                "aspect": _titled(aspect for edition in newest for aspect in edition.aspects),
                "grade": _titled(grade for edition in newest for grade in edition.grades),
                "organization": book.kind_titles,
            }
        },
    )


def _titled(entries: Iterable[Aspect | Grade]) -> Mapping[str, str]:
    """Titles by id; of several editions the newest one names the entry."""
    titles: dict[str, str] = {}
    for entry in entries:
        titles.setdefault(entry.id, entry.title)
    return titles
