"""What all pages of one edition are made with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.analysis.insight import HistoryRow
from generator.analysis.usage import Usage
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.pages.page import Crumb


@dataclass(frozen=True, slots=True)
class Chapter:
    """One edition, how its clauses were used, and where its pages hang."""

    book: Book
    edition: Edition
    uses: Usage
    histories: Mapping[str, tuple[HistoryRow, ...]]
    words: Labels
    crumbs: tuple[Crumb, ...]

    def source(self, *path: str | int) -> Path:
        """The file in which a node of the edition stands."""
        return self.book.library.edition_at(self.edition.id, *path).file
