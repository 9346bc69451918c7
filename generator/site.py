"""The pages, downloads and search index of a site, each made when it is asked for."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from generator.dataset.begun import begun_results
from generator.dataset.book import Book, CardSource
from generator.exports.download import Download, by_page
from generator.exports.downloads import Sources, organization_downloads, shared_downloads
from generator.exports.feed import Publication
from generator.letters.templates import find_templates
from generator.messages.labels import Labels
from generator.messages.report import note_source
from generator.model.edition import Edition
from generator.model.result import Organization
from generator.pages.cards import scorecard_page
from generator.pages.compare import ANY, compare_pages
from generator.pages.directory import Introduction, directory_pages, home_page
from generator.pages.editions import aspect_pages, changes_pages, list_pages, overview_page
from generator.pages.kinds import ALWAYS, page_kind
from generator.pages.ledger import ledger_pages
from generator.pages.open_years import open_year_pages
from generator.pages.organizations import organization_page
from generator.pages.own import own_page
from generator.pages.page import Page
from generator.pages.plain_ranking import plain_ranking_pages
from generator.pages.review import review_pages
from generator.pages.rules import rules_page
from generator.pages.search import search_page
from generator.pages.standards import standard_pages, whole_page
from generator.pages.years import year_pages, years_page
from generator.render.lost_links import without_lost_links
from generator.render.markdown_page import MarkdownPage, parse_page
from generator.scoring.card import Scorecard
from generator.search.answers import everyday_answers
from generator.search.index import build_index
from generator.search.own import OWN_FILE, own_file
from generator.search.prose import Prose
from generator.search.record import Record
from generator.search.records import book_records, own_records, prose_records
from generator.tools import PLAIN, Tools
from generator.urls import EDITIONS, HOME, Links, card_page, locate_clauses

INDEX = "assets/search-index"
"""The folder of the search index."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How the host serves a site.

    With ``directories`` it serves ``a/b.md`` as ``a/b/``, without as ``a/b.html``. A ``searched``
    site has the page of search results and the index. ``publication`` says where the site is
    published, if it is. ``introduction`` tells what its home page begins with, ``issuer`` who
    publishes the site. ``letters`` is the folder of templates, if pages offer letters.
    """

    directories: bool = True
    searched: bool = False
    publication: Publication | None = None
    introduction: Introduction | None = None
    issuer: str = ""
    letters: Path | None = None


class Site:
    """The pages and downloads of a book, each made when it is asked for."""

    def __init__(
        self,
        book: Book,
        cards: CardSource,
        labels: Labels,
        serving: Serving = Serving(),
        tools: Tools = PLAIN,
    ) -> None:
        self.book = book
        self.cards = cards
        self.labels = labels
        self.tools = tools
        self.serving = serving
        letters = find_templates(serving.letters, labels) if serving.letters else {}
        published = serving.publication
        self._sources = Sources(book, labels, published, tools.workbook, self._shown, letters)
        self.shared_downloads = self._offered(shared_downloads(self._sources))
        self._shared_by_page = by_page(self.shared_downloads)
        self._latest_downloads = lru_cache(maxsize=1)(self._organization_downloads)
        self._environment = tools.environment(labels)
        self._clauses = locate_clauses(book.library.editions)

    def own_part(self, book: Book, cards: CardSource) -> "Site":
        """Return a part of this site for readers of ``book``: pages and downloads of its
        organizations. All else they have in common with the readers of this site."""
        part = copy(self)
        vars(part).pop("pages", None)
        part.book, part.cards = book, cards
        part._sources = replace(self._sources, book=book, page_values=part._shown)
        vars(part._sources)["wording"] = self._sources.wording
        part._latest_downloads = lru_cache(maxsize=1)(part._organization_downloads)
        part.visible = frozenset([*(self.visible or ()), *(page.path for page in part.own_pages)])
        return part

    def _shown(self, card: Scorecard) -> Mapping[str, Any]:
        path = card_page(card.year, card.organization.id)
        pages = self.organization_pages(card.organization)
        return next(page.values for page in pages if page.path == path)

    @cached_property
    def own_pages(self) -> tuple[Page, ...]:
        """The page of own results, and all pages of organizations."""
        shown = self.book.shown_organizations
        pages = (page for entry in shown for page in self.organization_pages(entry))
        return (own_page(self.book, self.labels), *pages)

    @cached_property
    def visible(self) -> frozenset[str] | None:
        """The paths of all pages that readers see; ``None`` if they see whatever there is."""
        if self.book.scope.pages is None:
            return None
        any_card = (card_page(year, ANY) for year in self.book.by_year)
        return frozenset([*any_card, *(page.path for page in self.pages)])

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in the order of the site."""
        pages = {
            page.path: page
            for organization in self.book.shown_organizations
            for page in self.organization_pages(organization)
        }
        return tuple(self._arrange_pages(pages))

    @cached_property
    def shared_pages(self) -> tuple[Page, ...]:
        """The pages of no organization, in the same order."""
        return tuple(self._arrange_pages({}))

    def _arrange_pages(self, others: Mapping[str, Page]) -> Iterator[Page]:
        """Yield the pages of a site that its readers see."""
        scope = self.book.scope
        for page in self._all_pages(others):
            kind = page_kind(page.path) if scope.pages is not None else ALWAYS
            if kind == ALWAYS or scope.has_page(kind):
                yield page

    def _all_pages(self, others: Mapping[str, Page]) -> Iterator[Page]:
        """Yield the shared pages and, among them, the pages of organizations.

        ``others`` are those of organizations, by path. Scorecards follow the pages of their year,
        all else follows the directory of organizations.
        """
        book, labels = self.book, self.labels
        yield home_page(book, labels, self.serving.introduction, searched=self.serving.searched)
        if book.scope.pages is not None:
            yield own_page(book, labels)
        yield from self._edition_pages()
        yield years_page(book, labels)
        scorecards: set[str] = set()
        empty = dict.fromkeys(book.scope.granted, ())
        for year, summaries in {**book.by_open_year, **empty, **book.by_year}.items():
            yield from self._year_pages(year)
            paths = [card_page(year, summary.organization.id) for summary in summaries]
            yield from (others[path] for path in paths if path in others)
            scorecards.update(paths)
        yield from compare_pages(book, labels)
        if book.scope.has_page("ledger"):
            yield from ledger_pages(book, labels)
        yield from directory_pages(book, labels)
        yield from (page for path, page in others.items() if path not in scorecards)
        yield rules_page(labels)
        if self.serving.searched:
            yield search_page(book, labels)

    def _year_pages(self, year: int) -> Iterator[Page]:
        book, labels = self.book, self.labels
        if year in book.scope.granted:
            yield from plain_ranking_pages(book, year, labels)
        elif not book.scope.partial:
            opened = partial(open_year_pages, begun_results)
            yield from (opened if year in book.by_open_year else year_pages)(book, year, labels)

    def _edition_pages(self) -> Iterator[Page]:
        book, labels = self.book, self.labels
        yield Page(EDITIONS, "editions.md.jinja", labels("ui.editions.title"))
        for edition in reversed(book.library.editions):
            yield overview_page(book, edition, labels)
            yield whole_page(book, edition, labels)
            yield from aspect_pages(book, edition, labels)
            yield from standard_pages(book, edition, labels)
            yield from list_pages(book, edition, labels)
            yield from changes_pages(book, edition, labels)
            yield from review_pages(book, edition, labels)

    def organization_pages(self, organization: Organization) -> tuple[Page, ...]:
        """Return the pages of an organization: its scorecards and its own page."""
        book, labels = self.book, self.labels
        if not (book.scope.has_page("cards") and book.scope.has_cards(organization.id)):
            return ()
        summaries = book.by_organization.get(organization.id, ())
        cards = (scorecard_page(book, summary, self.cards, labels) for summary in summaries)
        return (*cards, organization_page(book, organization, labels))

    def organization_downloads(self, organization: str) -> tuple[Download, ...]:
        """Return the downloads of an organization, given by its id, and of its scorecards."""
        return self._latest_downloads(organization)

    def _organization_downloads(self, organization: str) -> tuple[Download, ...]:
        if not self.book.scope.has_cards(organization):
            return ()
        known, cards = self.book.library.known_organizations[organization], self.cards(organization)
        return self._offered(organization_downloads(self._sources, known, cards))

    def _offered(self, downloads: Iterable[Download]) -> tuple[Download, ...]:
        """Return those of some downloads that stand beside pages which readers see."""
        scope = self.book.scope
        return tuple(
            download
            for download in downloads
            if scope.has_page("downloads")
            if scope.pages is None
            or not download.pages
            or any(page_kind(page) in (ALWAYS, *scope.pages) for page in download.pages)
        )

    def own_downloads(self) -> Iterator[Download]:
        """Yield the downloads of all organizations of the book."""
        for organization in self.book.shown_organizations:
            yield from self.organization_downloads(organization.id)

    def downloads(self) -> Iterator[Download]:
        """Yield every download of the site."""
        yield from self.shared_downloads
        yield from self.own_downloads()

    def page_downloads(self, page: Page) -> tuple[Download, ...]:
        """Return the downloads that a page offers."""
        if page.organization:
            downloads = self.organization_downloads(page.organization)
            return tuple(download for download in downloads if page.path in download.pages)
        return self._shared_by_page.get(page.path, ())

    def render(self, page: Page) -> MarkdownPage:
        """Render a page as Markdown, with links to the downloads that it offers."""
        try:
            return self._render(page)
        except Exception as error:
            note_source(error, page.path, page.source, self.labels)
            raise

    def _render(self, page: Page) -> MarkdownPage:
        clauses = {**self._clauses, **page.clauses} if page.clauses else self._clauses
        context = page.values
        markdown = self._environment.get_template(page.template).render(
            {
                **context,
                "language": _language(context.get("edition"), self.book, self.labels),
                "page": page.path,
                "title": page.title,
                "crumbs": page.crumbs,
                "to": Links(page.path, clauses, self.serving.directories, self.visible),
                "downloads": self.page_downloads(page),
                "editions": self.book.library.editions[::-1],
                "illustrative": self.book.illustrative,
                "issuer": self.serving.issuer,
            },
        )
        return parse_page(page.path, page.title, without_lost_links(markdown), page.source)

    def search_index(self, cards: Iterable[Record], prose: Iterable[Prose]) -> Mapping[str, bytes]:
        """Return the files of the search index, by path.

        ``cards`` are the records of all scorecards, ``prose`` the pages written by hand.
        """
        book, labels, directories = self.book, self.labels, self.serving.directories
        found = book_records(book, labels, directories=directories, visible=self.visible)
        records = [*found, *cards, *prose_records(prose, labels, directories=directories)]
        answers = everyday_answers(book, labels, Links(HOME, {}, directories, self.visible))
        words = labels.section("ui")["search"]
        files = build_index(records, words, own=book.scope.is_shared, answers=answers)
        return {f"{INDEX}/{path}": content for path, content in files.items()}

    def own_index(self) -> Mapping[str, bytes]:
        """Return the file of the search, by path, that a tree of organizations has for itself."""
        if not self.serving.searched:
            return {}
        served, labels = self.serving.directories, self.labels
        records = own_records(self.book, self.cards, labels, directories=served)
        return {f"{INDEX}/{OWN_FILE}": own_file(records)}


def _language(edition: Edition | None, book: Book, labels: Labels) -> str:
    """Return the language of the data on a page, that of its edition or else of the newest; empty
    if the labels have the same."""
    about = edition or next(reversed(book.library.editions), None)
    language: str = (about.language if about else None) or labels.language
    return "" if language.partition("-")[0] == labels.language else language
