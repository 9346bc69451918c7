"""Which downloads there are: all of a book, or those that a page offers."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property

from generator.exports.download import Download
from generator.exports.press import Press
from generator.model.result import Organization
from generator.scoring.card import Scorecard
from generator.urls import beside, card_page, organization_page


class Offer(Iterable[Download]):
    """The downloads of a book. Those of a card or an organization are named anew whenever they
    are asked for: to hold all of them would cost more than the cards do."""

    def __init__(self, press: Press) -> None:
        self.press = press

    @cached_property
    def shared(self) -> tuple[Download, ...]:
        """Those that are neither a card's nor an organization's."""
        return tuple(self.press.shared())

    def __iter__(self) -> Iterator[Download]:
        yield from self.shared
        for card in self.press.book.cards:
            yield from self.press.of_card(card)
        for organization in self.press.book.organizations:
            yield from self.press.of_organization(organization)

    def within(self, folders: Container[str]) -> Iterator[Download]:
        """Those that lie in some folders of the site, and all that are nobody's own."""
        yield from self.shared
        for page in self.pages.own:
            if beside(page, "").rstrip("/") in folders:
                yield from self.pages[page]

    @cached_property
    def pages(self) -> "Pages":
        """The downloads that each page offers."""
        return Pages(self)


class Pages(Mapping[str, tuple[Download, ...]]):
    """The downloads that each page offers, by the path of the page; ``own`` are the pages of
    cards and organizations. Those of the page last asked for are kept, since they are asked for
    to be shown and again to be made."""

    def __init__(self, offer: Offer) -> None:
        book, self._press = offer.press.book, offer.press
        self._shared = _by_page(offer.shared)
        self.own: Mapping[str, Scorecard | Organization] = {
            **{card_page(one.year, one.organization.id): one for one in book.cards},
            **{organization_page(one.id): one for one in book.organizations},
        }
        self._latest: tuple[str, tuple[Download, ...]] = ("", ())

    def __getitem__(self, page: str) -> tuple[Download, ...]:
        if page in self._shared:
            return self._shared[page]
        latest, found = self._latest
        if page != latest:
            found = tuple(self._of(self.own[page]))
            self._latest = (page, found)
        return found

    def _of(self, owner: Scorecard | Organization) -> Iterator[Download]:
        if isinstance(owner, Scorecard):
            return self._press.of_card(owner)
        return self._press.of_organization(owner)

    def __iter__(self) -> Iterator[str]:
        yield from self._shared
        yield from self.own

    def __len__(self) -> int:
        return len(self._shared) + len(self.own)


def by_page(downloads: Iterable[Download]) -> Mapping[str, tuple[Download, ...]]:
    """The downloads that each page offers, by the path of the page; an offer knows them
    without being gone through."""
    return downloads.pages if isinstance(downloads, Offer) else _by_page(downloads)


def _by_page(downloads: Iterable[Download]) -> dict[str, tuple[Download, ...]]:
    offered: dict[str, tuple[Download, ...]] = {}
    for download in downloads:
        for page in download.pages:
            offered[page] = (*offered.get(page, ()), download)
    return offered
