"""A scorecard as a JSON document: every step of its arithmetic."""

from collections.abc import Mapping
from functools import cached_property
from operator import attrgetter

from generator.book import Book
from generator.downloads import documents as doc
from generator.downloads.cardforms import EditionForms
from generator.downloads.entries import Entries
from generator.downloads.jsonfile import form, listed, written
from generator.model.edition import Edition
from generator.model.result import Rectification
from generator.pages.standing import places
from generator.score import Scorecard
from generator.score.card import Hold


class CardDocuments:
    """Writes the documents of the cards of a book, and keeps the forms of its editions."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.entries = Entries(book)
        self._forms: dict[str, tuple[bytes, EditionForms]] = {}

    @cached_property
    def ranks(self) -> Mapping[int, Mapping[str, int]]:
        """The place of each organization in each year, where it has one."""
        return {year: places(cards) for year, cards in self.book.by_year.items()}

    def of(self, card: Scorecard) -> bytes:
        """The document of a card, as JSON."""
        blank, forms = self._forms.get(card.edition.id) or self._forms_of(card.edition)
        result, ranks = card.result, self.ranks[card.year]
        return blank % (
            self.entries.organization(card.organization, card.name),
            written(card.year),
            written(result.state),
            written(result.status),
            written(ranks.get(card.organization.id)),
            written(len(ranks)),
            forms.methods(card),
            written(card.base),
            _adjustments(card),
            _negative(card),
            written(card.unbounded),
            written(card.total),
            self.entries.titled(card.by_cutoff),
            written([_hold(card, hold) for hold in card.holds]),
            self.entries.titled(card.calculated),
            written(result.decision),
            self.entries.titled(card.grade),
            written(result.no_grade),
            forms.aspects(card),
            listed([self._rectification(card.year, one) for one in result.rectification]),
            written(result.corrections),
            written(result.note),
        )

    def _forms_of(self, edition: Edition) -> tuple[bytes, EditionForms]:
        found = doc.Titled(edition.id, edition.title)
        blank = form(doc.ScorecardDocument, edition=found, illustrative=edition.illustrative)
        return self._forms.setdefault(edition.id, (blank, EditionForms(edition)))

    def _rectification(self, year: int, one: Rectification) -> bytes:
        overdue = one.overdue(self.book.years[year].as_of)
        return _RECTIFICATION % (*map(written, _rectified(one)), written(overdue))


_ADJUSTMENTS = form(doc.AdjustmentTally)
_NEGATIVE = form(doc.CaseTally)
_RECTIFICATION = form(doc.RectificationEntry)
_rectified = attrgetter(*Rectification.model_fields)


def _adjustments(card: Scorecard) -> bytes:
    tally = card.adjustments
    entries = [
        doc.AdjustmentEntry(
            score.adjustment.id,
            score.adjustment.title,
            score.occurrences,
            score.gross,
            score.points,
            score.unused,
        )
        for score in tally.scores
    ]
    found = (card.edition.adjusting.feeds, entries, tally.summed, tally.points)
    return _ADJUSTMENTS % (*map(written, found),)


def _negative(card: Scorecard) -> bytes:
    tally = card.negative
    entries = [
        doc.CaseEntry(
            score.case.id,
            score.case.text,
            score.occurrences,
            score.elsewhere,
            score.gross,
            score.points,
        )
        for score in tally.scores
    ]
    found = (card.edition.negative_list.feeds, entries, tally.summed, tally.points)
    return _NEGATIVE % (*map(written, found),)


def _hold(card: Scorecard, hold: Hold) -> doc.HoldEntry:
    return doc.HoldEntry(
        grade=doc.Titled(hold.grade.id, hold.grade.title),
        decides=hold.decides,
        effective=hold in card.effective_holds,
        limit=hold.limit.id if hold.limit else None,
        of=hold.of or None,
        case=hold.case.id if hold.case else None,
        quota=hold.quota,
    )
