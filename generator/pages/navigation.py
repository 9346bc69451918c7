"""The navigation: the parts of the site, without the thousands of scorecards."""

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


def navigation(book: Book, words: Labels) -> tuple[Entry, ...]:
    """Standards, results and organizations. Every page in the navigation is rendered into
    every other, so scorecards, organizations and single standards stay out of it."""
    editions = tuple(
        Entry(edition.title, entries=tuple(_edition(edition, words)))
        for edition in reversed(book.library.editions)
    )
    years = tuple(Entry(words("ui.year.title", year=y), year_page(y)) for y in book.by_year)
    return (
        Entry(
            words("ui.nav.standards"),
            entries=(Entry(words("ui.editions.title"), EDITIONS), *editions),
        ),
        Entry(words("ui.nav.results"), entries=(Entry(words("ui.years.title"), YEARS), *years)),
        Entry(words("ui.nav.organizations"), ORGANIZATIONS),
    )


def _edition(edition: Edition, words: Labels) -> list[Entry]:
    lists = {
        "items": edition.items,
        "adjustments": edition.adjustments,
        "negative-list": edition.negative_cases,
        "changes": edition.follows,
    }
    return [
        Entry(words("ui.edition.overview"), edition_page(edition.id)),
        *(Entry(aspect.title, aspect_page(edition.id, aspect.id)) for aspect in edition.aspects),
        *(
            Entry(words(f"ui.{name}.title"), list_page(edition.id, name))
            for name, entries in lists.items()
            if entries
        ),
    ]
