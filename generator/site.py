"""Book → site: every page as Markdown, ready for a host or for a folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment

from generator.addresses import Links, clauses
from generator.book import Book
from generator.downloads import Download, by_page
from generator.labels import Labels
from generator.model.result import Result
from generator.pages import Page, pages, search_page
from generator.render import environment
from generator.score import Scorecard


@dataclass(frozen=True, slots=True)
class Written:
    """A page as Markdown, and the data file that it is made from."""

    path: str
    title: str
    markdown: str
    source: Path | None


def written(
    book: Book,
    words: Labels,
    *,
    directories: bool = True,
    downloads: Iterable[Download] = (),
    searched: bool = False,
) -> Iterator[Written]:
    """Every page of the book as Markdown, with links to the downloads that it offers.
    ``directories`` says how the host serves pages: ``a/b.md`` as ``a/b/`` or ``a/b.html``;
    ``searched`` adds the page of search results, which needs the index and the scripts of
    the site."""
    env = environment(words)
    offered = by_page(downloads)
    places = clauses(book.library.editions)
    results = [search_page(book, words)] if searched else []
    common = {"editions": book.library.editions[::-1], "illustrative": is_illustrative(book)}
    for page in chain(pages(book, words), results):
        own = {
            "to": Links(page.path, {**places, **page.clauses}, directories),
            "downloads": offered.get(page.path, ()),
            "language": _language(page, book, words),
        }
        yield Written(page.path, page.title, _markdown(env, page, common | own), page.source)


def _markdown(env: Environment, page: Page, around: Mapping[str, Any]) -> str:
    own = {"page": page.path, "title": page.title, "crumbs": page.crumbs}
    return env.get_template(page.template).render({**page.context, **own, **around})


def _language(page: Page, book: Book, words: Labels) -> str:
    """The language of the data on a page, if it is not that of the words around it: that of
    the edition that the page is about, or of the newest."""
    edition = page.context.get("edition") or next(iter(book.library.editions[::-1]), None)
    language: str = (edition.language if edition else None) or words.language
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
    return Scorecard(card.edition, card.organization, bare)
