"""The ledger: what is to be put right, how late it is, and what the grades have led to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.analysis.rectification import count_ledger, ledger, overdue_before, uses_due
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.pages.page import Crumb, Page
from generator.pages.paging import paginate
from generator.urls import LEDGER, ledger_page


def ledger_pages(book: Book, labels: Labels) -> Iterator[Page]:
    """Yield the page that leads to the ledgers of all years, and the pages of each."""
    top = Crumb(labels("ui.ledger.title"), LEDGER)
    ledgers = {year: ledger(cards, book.years[year].as_of) for year, cards in book.by_year.items()}
    counts = {year: count_ledger(entries) for year, entries in ledgers.items()}
    pages = {year: ledger_page(year) for year in ledgers}
    context = {"counts": counts, "years": book.years, "pages": pages}
    yield Page(LEDGER, "ledgers.md.jinja", top.title, context)
    for year, entries in ledgers.items():
        due = uses_due(book.by_year[year])
        open_uses = sum(not entry.done for entry in due)
        facts = {
            "count": counts[year],
            "due": len(due),
            "open_uses": open_uses,
            "earlier": [
                (ledger_page(late.year), late)
                for late in overdue_before(book.by_year, book.years, year)
            ],
        }
        for name, rows in (("index", entries), ("uses", due)):
            title = labels(f"ui.ledger.of_{name}", year=year)
            listing = Listing(year, name, Crumb(title, ledger_page(year, name=name)), rows)
            yield from _listing_pages(book, listing, top, facts, labels)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of a year: the rectifications (``index``), or the ``uses`` of results."""

    year: int
    name: str
    first: Crumb
    rows: Sequence[Any]


def _listing_pages(
    book: Book, listing: Listing, top: Crumb, facts: Mapping[str, object], labels: Labels
) -> Iterator[Page]:
    year, first = listing.year, listing.first
    list_pages = paginate(listing.rows, partial(ledger_page, year, name=listing.name))
    for list_page in list_pages:
        later = labels("ui.pages.title", title=first.title, page=list_page.number)
        yield Page(
            path=list_page.path,
            template="ledger.md.jinja",
            title=first.title if list_page.number == 1 else later,
            context={
                **facts,
                "name": listing.name,
                "year": book.years[year],
                "edition": book.by_year[year][0].edition.whole,
                "kinds": book.kind_titles,
                "uses_page": ledger_page(year, name="uses"),
                "index_page": ledger_page(year),
                "list_page": list_page,
                "list_pages": list_pages,
            },
            crumbs=(top,) if list_page.number == 1 else (top, first),
            source=book.library.years_at().file,
        )
