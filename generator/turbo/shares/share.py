"""The results of some organizations, in a process that keeps them.

It reads, checks and scores them, tells of them what others need, and makes their pages and
downloads. The whole cards never leave it.
"""

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.dataset.book import Book, scored_alone
from generator.dataset.library import Library, read_results
from generator.exports import Publication, downloads
from generator.messages.labels import labels
from generator.pages import own_pages
from generator.rules.check import check_each, check_each_figure
from generator.scoring.card import Outline, Scorecard
from generator.search.record import Record
from generator.search.records import card_records
from generator.site import Serving, Site, Written, without_drafts
from generator.turbo import collector
from generator.turbo.making import Make, put
from generator.turbo.page_shells import Key, Marks, Plate, Press
from generator.turbo.shares.ahead import Ahead
from generator.turbo.shares.outline import packed, sent, unpacked
from generator.turbo.shares.team import Home
from generator.turbo.shares.whole import assembled, told_by
from generator.urls import destination


@dataclass(frozen=True, slots=True)
class Outfit:
    """How the site is made: the language of its words, how it is served, where it is
    published, and whether drafts are shown."""

    language: str
    serving: Serving
    publication: Publication | None
    drafts: bool


@dataclass(frozen=True, slots=True)
class Inherited:
    """What all processes have from before they were parted: the library without results."""

    library: Library
    outfit: Outfit


class Share:
    """One process's share; its public methods are what it may be asked, in their order."""

    def __init__(self, inherited: Inherited, files: Sequence[Path], home: Home) -> None:
        self._inherited = inherited
        self._files = files
        self._home = home
        self._library = inherited.library
        self._cards: tuple[Scorecard, ...] = ()
        self._own: frozenset[str] = frozenset()
        self._book = Book(inherited.library, ())
        self._sums: bytes | None = None
        self._told = False

    def outlines(self) -> bytes | None:
        """The outlines of all cards, before quotas; nothing if there is a problem."""
        results, linking, problems = read_results(self._files)
        self._library = self._library.with_results(results, linking)
        known = self._library.known_organizations
        if problems or any(result.organization not in known for result in results):
            return None
        if check_each(self._library):
            return None
        self._cards = tuple(scored_alone(self._library))
        if len(self._cards) < len(results):  # there is no edition for some
            return None
        return packed(map(sent, self._cards))

    def told(self, others: Sequence[bytes], own: frozenset[str]) -> bytes | None:
        """What others need of these cards, given the outlines of theirs; nothing if a figure is
        wrong. The pages of its ``own`` organizations are this one's to make."""
        book = assembled(self._library, self._cards, map(unpacked, others))
        sums = self._sums or self._summed_up()
        cards = tuple(card for card in book.cards if not isinstance(card, Outline))
        self._cards, self._own, self._sums = (), own, None
        if check_each_figure(self._library, cards):
            return None
        self._book = self._shown(book)
        self._told = True
        return sums

    def _summed_up(self) -> bytes:
        """What others need of these cards, which depends on no others: quotas change grades alone,
        and of these it tells nothing."""
        alone = self._shown(Book(self._library, self._cards))
        return pickle.dumps(told_by(alone), pickle.HIGHEST_PROTOCOL)

    def _shown(self, book: Book) -> Book:
        return book if self._inherited.outfit.drafts else without_drafts(book)

    def ahead(self) -> bool:
        """Do a little of what will be asked for; whether there was any. While the others still
        read, that is what they need of these cards; nothing is known of pages before all is told,
        and then it is pages."""
        if self._cards and self._sums is None:
            self._sums = self._summed_up()
            return True
        return self._told and self._ahead.more()

    def written(self, path: str) -> Written:
        """One of the pages, as Markdown."""
        page = next(page for page in self._site.pages if page.path == path)
        return self._site.written(page)

    def records(self) -> list[Record]:
        """What the search finds of the cards."""
        directories = self._inherited.outfit.serving.directories
        with collector.paused():
            cards = (card for card in self._book.cards if not isinstance(card, Outline))
            return list(card_records(cards, self._site.words, directories=directories))

    def made(self, folder: str, others: frozenset[str]) -> None:
        """Make the pages in the folder of the site, but for those that others make, and all
        downloads."""
        plates = _Plates(self._home, self._ahead)
        self._make(folder, others, self._ahead, Press(plates).stamped)

    def pages(self, folder: str, others: frozenset[str]) -> None:
        """Make the same once more, each page by the host."""
        again = Ahead(self._site)
        self._make(folder, others, again, _Plates(self._home, again).whole)

    def _make(self, folder: str, others: frozenset[str], ahead: Ahead, make: Make) -> None:
        directories = self._inherited.outfit.serving.directories
        for ready in ahead.taken():
            for path, content in ready.downloads:
                put(f"{folder}/{path}", content)
            own = [page for page in ready.written if page.path not in others]
            for page, content in zip(own, [make(page) for page in own], strict=True):
                put(f"{folder}/{destination(page.path, directories=directories)}", content)
            self._home.tell(len(ready.written))

    @cached_property
    def _ahead(self) -> Ahead:
        collector.resume()
        return Ahead(self._site)

    @cached_property
    def _site(self) -> Site:
        outfit = self._inherited.outfit
        words = labels(outfit.language)
        pages = own_pages(self._book, self._own, words)
        offered = downloads(self._book, words, outfit.publication)
        return Site(self._book, words, outfit.serving, offered, pages)


@dataclass(frozen=True, slots=True)
class _Plates:
    """The plates that are made where the host is; further pages are made ready meanwhile."""

    home: Home
    ahead: Ahead

    def plate(self, key: Key, blank: Written, marks: Marks) -> Plate:
        """The plate of all pages with one key."""
        plate: Plate = self.home.ask(("plate", key, blank, marks), self.ahead.more)
        return plate

    def whole(self, page: Written) -> bytes:
        """A page as the host alone makes it."""
        made: bytes = self.home.ask(("whole", page), self.ahead.more)
        return made
