"""The pages of an open year: who has been recorded so far, and who has not."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from generator.dataset.book import Book
from generator.dataset.library import Frame
from generator.dataset.standing import Begun
from generator.messages.labels import Labels
from generator.model.result import Organization
from generator.pages.page import Crumb, Page
from generator.pages.paging import ListPage, paginate
from generator.scoring.summary import CardSummary
from generator.urls import YEARS, ranking_page, year_page


class Recorded(NamedTuple):
    """An organization, and its card in an open year if it has been recorded."""

    organization: Organization
    card: CardSummary | None


Look = Callable[[Frame, int, Collection[str]], Mapping[str, Begun]]
"""Looks up how far the results of some organizations are in a year, those that are begun."""


def open_year_pages(look: Look, book: Book, year: int, labels: Labels) -> Iterator[Page]:
    """Yield the pages of an open year: its organizations, those that are recorded first. How far
    others are is looked up when a page is made."""
    list_pages = paginate(_rows(book, year), partial(ranking_page, year))
    top = Crumb(labels("ui.years.title"), YEARS)
    first = Crumb(labels("ui.year.title", year=year), year_page(year))
    for list_page in list_pages:
        is_first = list_page.number == 1
        later_title = labels("ui.pages.title", title=first.title, page=list_page.number)
        yield Page(
            path=list_page.path,
            template="open-year.md.jinja",
            title=first.title if is_first else later_title,
            context=partial(_context, look, book, year, list_page, list_pages),
            crumbs=(top,) if is_first else (top, first),
            source=book.library.years_at().file,
        )


def _rows(book: Book, year: int) -> list[Recorded]:
    cards = {card.organization.id: card for card in book.by_open_year[year]}
    rows = [
        Recorded(organization, cards.get(organization.id))
        for organization in book.organizations
        if organization.active_in(year)
    ]
    return sorted(rows, key=lambda row: row.card is None)


def _context(
    look: Look,
    book: Book,
    year: int,
    list_page: ListPage[Recorded],
    list_pages: tuple[ListPage[Recorded], ...],
) -> Mapping[str, Any]:
    others = [row.organization.id for row in list_page.rows if row.card is None]
    return {
        "begun": look(book.library, year, others),
        "year": book.years[year],
        "edition": book.library.edition_of(year),
        "recording": book.recordings[year],
        "kinds": book.kind_titles,
        "list_page": list_page,
        "list_pages": list_pages,
    }
