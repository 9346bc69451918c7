"""The navigation of the site."""

from dataclasses import dataclass

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.urls import (
    EDITIONS,
    ORGANIZATIONS,
    YEARS,
    aspect_page,
    edition_page,
    list_page,
    year_page,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation: a page, or a section with entries of its own."""

    title: str
    page: str | None = None
    entries: tuple["Entry", ...] = ()


def navigation(book: Book, labels: Labels) -> tuple[Entry, ...]:
    """Return the entries of the navigation: standards, results and organizations.

    A host renders every page of the navigation into every other page. So the pages of scorecards,
    organizations and single standards are left out.
    """
    editions = tuple(
        Entry(edition.title, entries=tuple(_edition(edition, labels)))
        for edition in reversed(book.library.editions)
    )
    years = tuple(Entry(labels("ui.year.title", year=y), year_page(y)) for y in book.by_year)
    return (
        Entry(
            labels("ui.nav.standards"),
            entries=(Entry(labels("ui.editions.title"), EDITIONS), *editions),
        ),
        Entry(labels("ui.nav.results"), entries=(Entry(labels("ui.years.title"), YEARS), *years)),
        Entry(labels("ui.nav.organizations"), ORGANIZATIONS),
    )


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
