"""Book → site: every page as Markdown, ready for a host or for a folder."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from generator.dataset.book import Book
from generator.exports import Download, by_page
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.model.result import Result
from generator.pages import Page, pages, search_page
from generator.render import environment
from generator.scoring.card import Scorecard
from generator.urls import Links, clauses

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

    @classmethod
    def of(cls, path: str, title: str, markdown: str, source: Path | None) -> Self:
        """A page that a template printed, without the lines left blank by what it did not print;
        one parts blocks as well as several."""
        return cls(path, title, _parted(markdown), source)

    @property
    def markdown(self) -> str:
        """The whole page."""
        start, *rest = self.parts
        blocks = zip(rest[::2], rest[1::2], strict=True)
        return "".join([start, *(f"\n{heading}{body}" for heading, body in blocks)])


def _parted(markdown: str) -> tuple[str, ...]:
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
    ``a/b.html``; and whether there is the page of search results, which needs the index and
    the scripts of the site."""

    directories: bool = True
    searched: bool = False


class Site:
    """The pages of a book, each written when it is asked for, with links to the downloads
    that it offers; ``only`` names the pages where not all are wanted."""

    def __init__(
        self,
        book: Book,
        words: Labels,
        serving: Serving = Serving(),
        downloads: Iterable[Download] = (),
        only: Iterable[Page] | None = None,
    ) -> None:
        self.book = book
        self.words = words
        results = (search_page(book, words),) if serving.searched else ()
        self.pages = (*pages(book, words), *results) if only is None else tuple(only)
        self.offered = by_page(downloads)
        self._env = environment(words)
        self._clauses = clauses(book.library.editions)
        self._directories = serving.directories
        self._illustrative = is_illustrative(book)

    def own_downloads(self, page: Page) -> tuple[Download, ...]:
        """The downloads of an organization or a card, which its page alone offers."""
        return self.offered.get(page.path, ()) if page.organization else ()

    def written(self, page: Page, offered: Sequence[Download] | None = None) -> Written:
        """One of the pages as Markdown; the downloads that are ``offered`` on it may be given."""
        own = page.clauses
        known = {**self._clauses, **own} if own else self._clauses
        links = Links(page.path, known, self._directories)
        shown = page.shown
        markdown = self._env.page(
            page.template,
            {
                **shown,
                "language": _language(shown.get("edition"), self.book, self.words),
                "page": page.path,
                "title": page.title,
                "crumbs": page.crumbs,
                "to": links,
                "downloads": self.offered.get(page.path, ()) if offered is None else offered,
                "editions": self.book.library.editions[::-1],
                "illustrative": self._illustrative,
            },
        )
        return Written.of(page.path, page.title, markdown, page.source)


def written(
    book: Book,
    words: Labels,
    *,
    directories: bool = True,
    downloads: Iterable[Download] = (),
    searched: bool = False,
) -> Iterator[Written]:
    """Every page of a :class:`Site` as Markdown."""
    site = Site(book, words, Serving(directories, searched), downloads)
    return map(site.written, site.pages)


def _language(edition: Edition | None, book: Book, words: Labels) -> str:
    """The language of the data on a page, if it is not that of the words around it: that of
    the edition that the page is about, or of the newest."""
    about = edition or next(iter(book.library.editions[::-1]), None)
    language: str = (about.language if about else None) or words.language
    return "" if language.partition("-")[0] == words.language else language


def is_illustrative(book: Book) -> bool:
    """Whether any edition is a sample; then every page says so."""
    return any(edition.illustrative for edition in book.library.editions)


def without_drafts(book: Book) -> Book:
    """The book as it may be published: of a draft, nothing but that there is one."""
    return replace(book, cards=tuple(_published(card) for card in book.cards))


def _published(card: Scorecard) -> Scorecard:
    if card.result.state != "draft":
        return card
    kept = {"organization", "year", "status"}
    bare = Result.model_construct(**{name: getattr(card.result, name) for name in kept})
    return type(card)(card.edition, card.organization, bare)
