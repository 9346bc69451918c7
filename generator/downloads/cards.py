"""A scorecard as a JSON document: every step of its arithmetic."""

from collections.abc import Mapping
from functools import cached_property

from generator.book import Book
from generator.downloads import documents as doc
from generator.downloads.cardforms import EditionForms
from generator.downloads.jsonfile import Written, form, written
from generator.model.edition import Edition, Grade
from generator.pages.standing import places
from generator.score import Scorecard
from generator.score.card import Hold


class CardDocuments:
    """Writes the documents of the cards of a book, and keeps the forms of its editions."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._forms: dict[str, tuple[str, EditionForms]] = {}

    @cached_property
    def ranks(self) -> Mapping[int, Mapping[str, int]]:
        """The place of each organization in each year, where it has one."""
        return {year: places(cards) for year, cards in self.book.by_year.items()}

    def of(self, card: Scorecard) -> Written:
        """The document of a card."""
        blank, forms = self._forms.get(card.edition.id) or self._forms_of(card.edition)
        result, ranks = card.result, self.ranks[card.year]
        filled = {
            "organization": organization_of(self.book, card),
            "year": card.year,
            "state": result.state,
            "status": result.status,
            "rank": ranks.get(card.organization.id),
            "ranked": len(ranks),
            "methods": forms.methods(card),
            "base": card.base,
            "adjustments": _adjustments(card),
            "negative": _negative(card),
            "unbounded": card.unbounded,
            "total": card.total,
            "by_cutoff": titled(card.by_cutoff),
            "holds": tuple(_hold(card, hold) for hold in card.holds),
            "calculated": titled(card.calculated),
            "decision": result.decision,
            "grade": titled(card.grade),
            "no_grade": result.no_grade,
            "aspects": forms.aspects(card),
            "rectification": self._rectification(card),
            "corrections": result.corrections,
            "note": result.note,
        }
        return Written(blank % {name: written(value) for name, value in filled.items()})

    def _forms_of(self, edition: Edition) -> tuple[str, EditionForms]:
        found = doc.Titled(edition.id, edition.title)
        blank = form(doc.ScorecardDocument, edition=found, illustrative=edition.illustrative)
        return self._forms.setdefault(edition.id, (blank, EditionForms(edition)))

    def _rectification(self, card: Scorecard) -> tuple[doc.RectificationEntry, ...]:
        as_of = self.book.years[card.year].as_of
        return tuple(
            doc.RectificationEntry(**vars(one), overdue=one.overdue(as_of))
            for one in card.result.rectification
        )


def organization_of(book: Book, card: Scorecard) -> doc.OrganizationEntry:
    """The organization of a card, by its name in the year."""
    kind = card.organization.kind
    titled_kind = doc.Titled(kind, book.kind_titles[kind])
    return doc.OrganizationEntry(card.organization.id, card.name, titled_kind)


def titled(grade: Grade | None) -> doc.Titled | None:
    """A grade by id and title."""
    return doc.Titled(grade.id, grade.title) if grade else None


def _adjustments(card: Scorecard) -> doc.AdjustmentTally:
    tally = card.adjustments
    entries = tuple(
        doc.AdjustmentEntry(
            score.adjustment.id,
            score.adjustment.title,
            score.occurrences,
            score.gross,
            score.points,
            score.unused,
        )
        for score in tally.scores
    )
    return doc.AdjustmentTally(card.edition.adjusting.feeds, entries, tally.summed, tally.points)


def _negative(card: Scorecard) -> doc.CaseTally:
    tally = card.negative
    entries = tuple(
        doc.CaseEntry(
            score.case.id,
            score.case.text,
            score.occurrences,
            score.elsewhere,
            score.gross,
            score.points,
        )
        for score in tally.scores
    )
    return doc.CaseTally(card.edition.negative_list.feeds, entries, tally.summed, tally.points)


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
