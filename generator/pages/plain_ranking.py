"""The ranking of a year for readers who are told ranks, and not all results."""

from collections.abc import Iterator
from functools import partial

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.pages.page import Crumb, Page
from generator.pages.paging import paginate
from generator.urls import YEARS, ranking_page, year_page


def plain_ranking_pages(book: Book, year: int, labels: Labels) -> Iterator[Page]:
    """Yield the pages of the ranking of a year; none where too few are ranked to tell ranks."""
    rows = book.scope.granted[year].rows
    if not rows:
        return
    top = Crumb(labels("ui.years.title"), YEARS)
    first = Crumb(labels("ui.year.title", year=year), year_page(year))
    list_pages = paginate(rows, partial(ranking_page, year))
    for list_page in list_pages:
        is_first = list_page.number == 1
        later = labels("ui.pages.title", title=first.title, page=list_page.number)
        yield Page(
            path=list_page.path,
            template="ranking.md.jinja",
            title=first.title if is_first else later,
            context={
                "year": book.years[year],
                "edition": rows[0].edition.whole,
                "kinds": book.kind_titles,
                "totals": rows[0].total is not None,
                "list_page": list_page,
                "list_pages": list_pages,
                "spans": {
                    page.number: (page.rows[0].rank, page.rows[-1].rank)
                    for page in list_pages
                    if rows[0].edition.ranking != "kind"
                },
            },
            crumbs=(top,) if is_first else (top, first),
            source=book.library.years_at().file,
        )
