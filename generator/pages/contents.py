"""Which pages a site has."""

from collections.abc import Iterator

from generator.dataset.book import Book, CardSource
from generator.messages.labels import Labels
from generator.model.result import Organization
from generator.pages.cards import scorecard_page
from generator.pages.directory import directory, directory_pages
from generator.pages.organizations import organization_page
from generator.pages.page import Page
from generator.pages.rules import rules_page
from generator.pages.standards import edition_pages
from generator.pages.standing import summaries
from generator.pages.years import year_pages
from generator.urls import HOME, YEARS, card_page


def all_pages(book: Book, cards: CardSource, words: Labels) -> Iterator[Page]:
    """Yield every page of the site but that of search results, in the order of its parts."""
    own = {
        page.path: page
        for organization in book.organizations
        for page in own_pages(book, organization, cards, words)
    }
    return _in_order(book, words, own)


def shared_pages(book: Book, words: Labels) -> Iterator[Page]:
    """Yield the pages of all that belong to no organization, in the same order."""
    return _in_order(book, words, {})


def _in_order(book: Book, words: Labels, own: dict[str, Page]) -> Iterator[Page]:
    """The shared pages, and between them those of organizations: cards follow their year."""
    yield _home(book, words)
    yield from edition_pages(book, words)
    yield Page(YEARS, "years.md.jinja", words("ui.years.title"), {"summaries": summaries(book)})
    for year, results in book.by_year.items():
        yield from year_pages(book, year, words)
        paths = (card_page(year, result.organization.id) for result in results)
        yield from (own.pop(path) for path in paths if path in own)
    yield from directory_pages(book, words)
    yield from own.values()
    yield rules_page(words)


def own_pages(
    book: Book, organization: Organization, cards: CardSource, words: Labels
) -> Iterator[Page]:
    """Yield the pages of one organization: each of its scorecards, and its own page."""
    for summary in book.by_organization.get(organization.id, ()):
        yield scorecard_page(book, summary, cards, words)
    yield organization_page(book, organization, words)


def _home(book: Book, words: Labels) -> Page:
    editions = book.library.editions
    return Page(
        path=HOME,
        template="home.md.jinja",
        title=words("ui.home.title"),
        context={
            "current": editions[-1] if editions else None,
            "summaries": summaries(book),
            "directory": directory(book),
        },
    )
