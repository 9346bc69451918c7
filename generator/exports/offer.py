"""Which downloads a site has: those of all, and those of one organization."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from generator.dataset.book import Book
from generator.exports.download import Download
from generator.exports.feed import Publication
from generator.exports.press import Press
from generator.messages.labels import Labels
from generator.model.result import Organization
from generator.scoring.card import Scorecard


def shared_downloads(
    book: Book, words: Labels, publication: Publication | None = None
) -> tuple[Download, ...]:
    """Return the downloads of editions and years, the schemas and the feed. Without a publication
    addresses are relative, and there is no feed: its links must be whole."""
    return tuple(_press(book, words, publication).shared())


def organization_downloads(
    book: Book,
    organization: Organization,
    cards: Sequence[Scorecard],
    words: Labels,
    publication: Publication | None = None,
) -> tuple[Download, ...]:
    """Return the downloads of an organization and of its scorecards."""
    press = _press(book, words, publication)
    own = [download for card in cards for download in press.of_card(card)]
    return (*own, *press.of_organization(organization))


@lru_cache(maxsize=1)
def _press(book: Book, words: Labels, publication: Publication | None) -> Press:
    return Press(book, words, publication)


def by_page(downloads: Iterable[Download]) -> Mapping[str, tuple[Download, ...]]:
    """Return the downloads that each page offers, by the path of the page."""
    offered: dict[str, tuple[Download, ...]] = {}
    for download in downloads:
        for page in download.pages:
            offered[page] = (*offered.get(page, ()), download)
    return offered
