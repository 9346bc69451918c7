"""A site: all its pages and downloads, each made when it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generator.dataset.book import Book, CardSource
from generator.exports.downloads import (
    Download,
    Sources,
    by_page,
    organization_downloads,
    shared_downloads,
)
from generator.exports.feed import Publication
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.model.result import Organization
from generator.pages.cards import scorecard_page
from generator.pages.directory import directory_pages, home_page
from generator.pages.editions import aspect_pages, changes_pages, list_pages, overview_page
from generator.pages.organizations import organization_page
from generator.pages.page import Page
from generator.pages.rules import rules_page
from generator.pages.search import search_page
from generator.pages.standards import standard_pages, whole_page
from generator.pages.years import year_pages
from generator.render.markdown_page import MarkdownPage, parse_page
from generator.search.index import build_index
from generator.search.prose import Prose
from generator.search.record import Record
from generator.search.records import book_records, prose_records
from generator.tools import PLAIN, Tools
from generator.urls import EDITIONS, YEARS, Links, card_page, locate_clauses

INDEX = "assets/search-index"
"""The folder of the search index."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How the host serves pages: ``a/b.md`` as ``a/b/`` or, without ``directories``, as
    ``a/b.html``; whether there is the page of search results, which needs the index and the
    scripts of the site; and where the site is published, if it is."""

    directories: bool = True
    searched: bool = False
    publication: Publication | None = None


class Site:
    """The pages and downloads of a book, each made when it is asked for."""

    def __init__(
        self,
        book: Book,
        cards: CardSource,
        words: Labels,
        serving: Serving = Serving(),
        tools: Tools = PLAIN,
    ) -> None:
        self.book = book
        self.cards = cards
        self.words = words
        self.tools = tools
        self.serving = serving
        self._sources = Sources(book, words, serving.publication, tools.workbook)
        self.shared = tuple(shared_downloads(self._sources))
        self._offered = by_page(self.shared)
        self._own = lru_cache(maxsize=1)(self._own_downloads)
        self._env = tools.environment(words)
        self._clauses = locate_clauses(book.library.editions)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order of the parts of the site."""
        own = {
            page.path: page
            for organization in self.book.organizations
            for page in self.own_pages(organization)
        }
        return tuple(self._in_order(own))

    @cached_property
    def shared_pages(self) -> tuple[Page, ...]:
        """The pages that belong to no organization, in the same order."""
        return tuple(self._in_order({}))

    def _in_order(self, own: dict[str, Page]) -> Iterator[Page]:
        """The shared pages, and between them those of organizations: cards follow their year."""
        book, words = self.book, self.words
        yield home_page(book, words)
        yield Page(EDITIONS, "editions.md.jinja", words("ui.editions.title"))
        for edition in reversed(book.library.editions):
            yield overview_page(book, edition, words)
            yield whole_page(book, edition, words)
            for make in (aspect_pages, standard_pages, list_pages, changes_pages):
                yield from make(book, edition, words)
        yield Page(YEARS, "years.md.jinja", words("ui.years.title"), {"years": book.year_figures})
        for year, results in book.by_year.items():
            yield from year_pages(book, year, words)
            paths = (card_page(year, result.organization.id) for result in results)
            yield from (own.pop(path) for path in paths if path in own)
        yield from directory_pages(book, words)
        yield from own.values()
        yield rules_page(words)
        if self.serving.searched:
            yield search_page(book, words)

    def own_pages(self, organization: Organization) -> tuple[Page, ...]:
        """Return the pages of an organization: each of its scorecards, and its own page."""
        book, words = self.book, self.words
        summaries = book.by_organization.get(organization.id, ())
        cards = (scorecard_page(book, summary, self.cards, words) for summary in summaries)
        return (*cards, organization_page(book, organization, words))

    def own_downloads(self, organization: str) -> tuple[Download, ...]:
        """Return the downloads of an organization, by its id, and of its scorecards."""
        return self._own(organization)

    def _own_downloads(self, organization: str) -> tuple[Download, ...]:
        known, cards = self.book.library.known_organizations[organization], self.cards(organization)
        return tuple(organization_downloads(self._sources, known, cards))

    def index(self, cards: Iterable[Record], prose: Iterable[Prose]) -> Mapping[str, bytes]:
        """Return the files of the search index, by path, from the records of all scorecards and
        the pages written by hand."""
        directories = self.serving.directories
        records = [
            *book_records(self.book, self.words, directories=directories),
            *cards,
            *prose_records(prose, self.words, directories=directories),
        ]
        files = build_index(records, self.words.section("ui")["search"])
        return {f"{INDEX}/{path}": content for path, content in files.items()}

    def downloads(self) -> Iterator[Download]:
        """Yield every download of the site."""
        yield from self.shared
        for organization in self.book.organizations:
            yield from self.own_downloads(organization.id)

    def offered(self, page: Page) -> tuple[Download, ...]:
        """Return the downloads that a page offers."""
        if page.organization:
            own = self.own_downloads(page.organization)
            return tuple(download for download in own if page.path in download.pages)
        return self._offered.get(page.path, ())

    def render(self, page: Page) -> MarkdownPage:
        """Render a page as Markdown."""
        own = page.clauses
        known = {**self._clauses, **own} if own else self._clauses
        links = Links(page.path, known, self.serving.directories)
        shown = page.values
        markdown = self._env.get_template(page.template).render(
            {
                **shown,
                "language": _language(shown.get("edition"), self.book, self.words),
                "page": page.path,
                "title": page.title,
                "crumbs": page.crumbs,
                "to": links,
                "downloads": self.offered(page),
                "editions": self.book.library.editions[::-1],
                "illustrative": is_illustrative(self.book),
            },
        )
        return parse_page(page.path, page.title, markdown, page.source)


def _language(edition: Edition | None, book: Book, words: Labels) -> str:
    """The language of the data on a page, if it is not that of the words around it: that of
    the edition that the page is about, or of the newest."""
    about = edition or next(iter(book.library.editions[::-1]), None)
    language: str = (about.language if about else None) or words.language
    return "" if language.partition("-")[0] == words.language else language


def is_illustrative(book: Book) -> bool:
    """Whether any edition is a sample; then every page says so."""
    return any(edition.illustrative for edition in book.library.editions)
