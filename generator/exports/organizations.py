"""The years of an organization, as a document and as a table."""

from collections.abc import Mapping

from generator.analysis.history import comparable
from generator.dataset.book import Book
from generator.exports import documents as doc
from generator.exports.entries import Entries
from generator.exports.jsonfile import form, listed, written
from generator.exports.paths import card_file, organization_file, path_between
from generator.exports.table import Row, Table, columns
from generator.exports.wording import Wording
from generator.model.edition import Edition
from generator.model.result import Organization
from generator.scoring.summary import CardSummary

YEARS = ("year", "name", "edition", "total", "rank", "ranked", "grade", "state", "date", "compare")


class Years:
    """Makes the documents and the tables of the organizations of a book; ``ranks`` holds the
    place of each in each year."""

    def __init__(
        self, book: Book, ranks: Mapping[int, Mapping[str, int]], entries: Entries, wording: Wording
    ) -> None:
        self.book = book
        self.ranks = ranks
        self.entries = entries
        self.wording = wording
        self._comparable: dict[tuple[str, str], bool] = {}

    def document(self, organization: Organization) -> bytes:
        """An organization and its years, as JSON."""
        cards = self.book.by_organization.get(organization.id, ())
        before = (None, *cards)
        return _ORGANIZATION % (
            self.entries.organization(organization, organization.name),
            written(organization.parent),
            written(organization.founded),
            written(organization.closed),
            written(any(card.edition.illustrative for card in cards)),
            listed([self._year(*pair) for pair in zip(before, cards, strict=False)]),
        )

    def _year(self, before: CardSummary | None, card: CardSummary) -> bytes:
        id, ranks = card.organization.id, self.ranks[card.year]
        path = path_between(organization_file(id, "json"), card_file(card.year, id, "json"))
        return _YEAR % (
            written(card.year),
            written(card.name),
            self.entries.titled(card.edition),
            written(card.state),
            written(card.status[-1].date),
            written(ranks.get(id)),
            written(len(ranks)),
            written(card.total),
            self.entries.titled(card.grade),
            written(card.no_grade),
            written(self._may_compare(before, card)),
            written(path),
        )

    def _may_compare(self, before: CardSummary | None, card: CardSummary) -> bool | None:
        """Whether a card's score may be compared with the one before; nothing for the first."""
        if before is None:
            return None
        one, other = before.edition, card.edition
        found = self._comparable.get((one.id, other.id))
        if found is None:
            found = self._comparable[one.id, other.id] = self._steps_allow(one, other)
        return found

    def _steps_allow(self, one: Edition, other: Edition) -> bool:
        return comparable(self.book.editions, one, other)

    def table(self, organization: Organization) -> Table:
        """The years of an organization, a row for each."""
        words, cards = self.wording.words, self.book.by_organization.get(organization.id, ())
        pairs = zip((None, *cards), cards, strict=False)
        rows = [self._row(*pair) for pair in pairs]
        return Table(words("downloads.sheets.years"), columns(words, "years", YEARS), rows)

    def _row(self, before: CardSummary | None, card: CardSummary) -> Row:
        words, ranks = self.wording.words, self.ranks[card.year]
        may_compare = self._may_compare(before, card)
        told = "ui.organization.may" if may_compare else "ui.organization.may_not"
        return (
            card.year,
            card.name,
            card.edition.title,
            card.total,
            ranks.get(card.organization.id),
            len(ranks),
            card.grade.title if card.grade else None,
            words(f"ui.state.{card.state}"),
            card.status[-1].date,
            None if may_compare is None else words(told),
        )


_ORGANIZATION = form(doc.OrganizationDocument)
_YEAR = form(doc.YearEntry)
