"""A scorecard as a JSON document: every step of its arithmetic."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property, lru_cache

from generator.dataset.book import Book
from generator.exports import documents as doc
from generator.exports.cardforms import EditionForms
from generator.exports.entries import Entries
from generator.exports.jsonfile import form, listed, text, written
from generator.exports.tallyforms import TallyForms
from generator.model.edition import Edition
from generator.model.result import Rectification, State, Status
from generator.pages.standing import places
from generator.scoring.card import Hold, Scorecard


class CardDocuments:
    """Writes the documents of the cards of a book, and keeps the forms of its editions."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.entries = Entries(book)
        self._forms: dict[str, tuple[bytes, EditionForms, TallyForms]] = {}

    @cached_property
    def ranks(self) -> Mapping[int, Mapping[str, int]]:
        """The place of each organization in each year, where it has one."""
        return {year: places(cards) for year, cards in self.book.by_year.items()}

    def of(self, card: Scorecard) -> bytes:
        """The document of a card, as JSON."""
        found = self._forms.get(card.edition.id) or self._forms_of(card.edition)
        blank, forms, tallies = found
        result, ranks = card.result, self.ranks[card.year]
        return blank % (
            self.entries.organization(card.organization, card.name),
            written(card.year),
            written(result.state),
            listed([_reached(one.state, one.date) % written(one.reason) for one in result.status]),
            written(ranks.get(card.organization.id)),
            written(len(ranks)),
            forms.methods(card),
            written(card.base),
            tallies.adjustments(card),
            tallies.negative(card),
            written(card.unbounded),
            written(card.total),
            self.entries.titled(card.by_cutoff),
            _holds(card),
            self.entries.titled(card.calculated),
            written(result.decision),
            self.entries.titled(card.grade),
            written(result.no_grade),
            forms.aspects(card),
            listed([self._rectification(card.year, one) for one in result.rectification]),
            written(result.corrections),
            written(result.note),
        )

    def _forms_of(self, edition: Edition) -> tuple[bytes, EditionForms, TallyForms]:
        found = doc.Titled(edition.id, edition.title)
        blank = form(doc.ScorecardDocument, edition=found, illustrative=edition.illustrative)
        forms = (blank, EditionForms(edition), TallyForms(edition))
        return self._forms.setdefault(edition.id, forms)

    def _rectification(self, year: int, one: Rectification) -> bytes:
        overdue = one.overdue(self.book.years[year].as_of)
        return _RECTIFICATION % (
            text(one.clause),
            text(one.finding),
            text(one.measure),
            written(one.deadline),
            text(one.state),
            written(one.accepted),
            written(overdue),
        )


_RECTIFICATION = form(doc.RectificationEntry)


@lru_cache(maxsize=4096)
def _reached(state: State, date: dt.date) -> bytes:
    """A state that a result reached, all but the reason."""
    return form(Status, state=state, date=date)


def _holds(card: Scorecard) -> bytes:
    effective = card.effective_holds
    return listed([written(_hold(hold, hold in effective)) for hold in card.holds])


def _hold(hold: Hold, effective: bool) -> doc.HoldEntry:
    return doc.HoldEntry(
        grade=doc.Titled(hold.grade.id, hold.grade.title),
        decides=hold.decides,
        effective=effective,
        limit=hold.limit.id if hold.limit else None,
        of=hold.of or None,
        case=hold.case.id if hold.case else None,
        quota=hold.quota,
    )
