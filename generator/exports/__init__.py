"""Book → downloads: the files beside the pages, their schemas, and the feed."""

from generator.dataset.book import Book
from generator.exports.download import Download
from generator.exports.feed import Publication
from generator.exports.offer import Offer, by_page
from generator.exports.press import Press
from generator.messages.labels import Labels

__all__ = ["Download", "Offer", "Press", "Publication", "by_page", "downloads"]


def downloads(book: Book, words: Labels, publication: Publication | None = None) -> Offer:
    """Every download of the book. Without a publication addresses are relative, and there
    is no feed: its links must be whole."""
    return Offer(Press(book, words, publication))
