"""Book → site: every page as Markdown, ready for a host or for a folder."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

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
from generator.pages.contents import all_pages, own_pages, shared_pages
from generator.pages.page import Page
from generator.pages.search import search_page
from generator.search.index import build_index
from generator.search.prose import Prose
from generator.search.record import Record
from generator.search.records import book_records, prose_records
from generator.tools import PLAIN, Tools
from generator.urls import Links, locate_clauses

INDEX = "assets/search-index"
"""The folder of the search index."""
_SEAM = re.compile(r"\n(?:(?=\n\n)\n*(?=\n)|(#{1,6} .*))")
"""A heading, or all but the last of the ends of lines that leave more than one line blank; written
so that a single character begins either: such a pattern is found twice as fast."""


@dataclass(frozen=True, slots=True)
class Written:
    """A page as Markdown, and the data file that it is made from. Its ``parts`` are what stands
    before its first heading, front matter above all, and then in turn each heading and what
    stands after it."""

    path: str
    title: str
    parts: tuple[str, ...]
    source: Path | None

    @property
    def markdown(self) -> str:
        """The whole page."""
        start, *rest = self.parts
        blocks = zip(rest[::2], rest[1::2], strict=True)
        return "".join([start, *(f"\n{heading}{body}" for heading, body in blocks)])


def parse_page(path: str, title: str, markdown: str, source: Path | None) -> Written:
    """Parse a page that a template printed. Of several blank lines, which are left by what it did
    not print, one is kept."""
    return Written(path, title, _split(markdown), source)


def _split(markdown: str) -> tuple[str, ...]:
    """The parts of a page; whatever has to be closed up is a seam without a heading."""
    start, *rest = _SEAM.split(markdown)
    parts = [start]
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        if heading is None:
            parts[-1] += f"\n{text}"
        else:
            parts += heading, text
    return tuple(parts)


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
        return (*all_pages(self.book, self.cards, self.words), *self._search_pages)

    @cached_property
    def shared_pages(self) -> tuple[Page, ...]:
        """The pages that belong to no organization, in the same order."""
        return (*shared_pages(self.book, self.words), *self._search_pages)

    @property
    def _search_pages(self) -> tuple[Page, ...]:
        return (search_page(self.book, self.words),) if self.serving.searched else ()

    def own_pages(self, organization: Organization) -> tuple[Page, ...]:
        """Return the pages of an organization."""
        return tuple(own_pages(self.book, organization, self.cards, self.words))

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

    def written(self, page: Page) -> Written:
        """Render a page as Markdown."""
        own = page.clauses
        known = {**self._clauses, **own} if own else self._clauses
        links = Links(page.path, known, self.serving.directories)
        shown = page.shown
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
