"""The navigation of the site."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.urls import (
    COMPARE,
    EDITIONS,
    LEDGER,
    ORGANIZATIONS,
    YEARS,
    aspect_page,
    edition_page,
    list_page,
    year_page,
)

NEWEST_EDITIONS, NEWEST_YEARS = 5, 10
"""How many the navigation names; the pages of all editions and of all years name the others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation: a page, or a section with entries of its own."""

    title: str
    page: str | None = None
    entries: tuple["Entry", ...] = ()


def navigation(book: Book, labels: Labels) -> tuple[Entry, ...]:
    """Return the entries of the navigation: standards, results and organizations.

    A host renders every page of the navigation into every other page. So the pages of scorecards,
    organizations and single standards are left out, and so are old editions and years.
    """
    newest = book.library.editions[-NEWEST_EDITIONS:]
    editions = tuple(edition_entry(edition, labels) for edition in reversed(newest))
    known = dict.fromkeys((*book.by_open_year, *book.scope.granted, *book.by_year))
    years = tuple(year_entry(year, labels) for year in [*known][:NEWEST_YEARS])
    return (
        Entry(
            labels("ui.nav.standards"),
            entries=(Entry(labels("ui.editions.title"), EDITIONS), *editions),
        ),
        Entry(
            labels("ui.nav.results"),
            entries=(
                Entry(labels("ui.years.title"), YEARS),
                *years,
                *([Entry(labels("ui.compare.title"), COMPARE)] if book.by_year else []),
                Entry(labels("ui.ledger.title"), LEDGER),
            ),
        ),
        Entry(labels("ui.nav.organizations"), ORGANIZATIONS),
    )


def seen_of(entries: Iterable[Entry], pages: Collection[str]) -> tuple[Entry, ...]:
    """Return entries without those that lead to none of some pages."""
    inner = (replace(entry, entries=seen_of(entry.entries, pages)) for entry in entries)
    return tuple(entry for entry in inner if entry.entries or entry.page in pages)


def entered_pages(book: Book, labels: Labels) -> frozenset[str]:
    """Return the pages that have an entry of their own wherever their edition or year is open. The
    host marks the entry on the page itself, so that no other page has the same navigation."""
    editions = (edition_entry(edition, labels).entries for edition in book.library.editions)
    years = (year_entry(year, labels) for year in book.years)
    return frozenset(entry.page for entry in chain(*editions, years) if entry.page)


def year_entry(year: int, labels: Labels) -> Entry:
    """Return the entry of an assessed year."""
    return Entry(labels("ui.year.title", year=year), year_page(year))


def edition_entry(edition: Edition, labels: Labels) -> Entry:
    """Return the entry of an edition, with its pages."""
    return Entry(edition.title, entries=tuple(_edition(edition, labels)))


def _edition(edition: Edition, labels: Labels) -> list[Entry]:
    lists = {
        "items": edition.items,
        "adjustments": edition.adjustments,
        "negative-list": edition.negative_cases,
        "changes": edition.follows,
    }
    return [
        Entry(labels("ui.edition.overview"), edition_page(edition.id)),
        *(Entry(aspect.title, aspect_page(edition.id, aspect.id)) for aspect in edition.aspects),
        *(
            Entry(labels(f"ui.{name}.title"), list_page(edition.id, name))
            for name, entries in lists.items()
            if entries
        ),
    ]
