"""A scorecard as a document: every step of its arithmetic."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from generator.book import Book
from generator.downloads import documents as doc
from generator.model.clauses import RubricLevel
from generator.model.edition import Grade, Level
from generator.pages.standing import places
from generator.score import Scorecard
from generator.score.card import Hold, Mark, MethodScore, Movement

M = TypeVar("M", bound=doc.MarkEntry)


@dataclass(frozen=True)
class CardDocuments:
    """Makes the documents of the cards of a book, and keeps the marks that many have alike."""

    book: Book
    _marks: dict[Hashable, doc.RecurringMark] = field(default_factory=dict)

    @cached_property
    def ranks(self) -> Mapping[int, Mapping[str, int]]:
        """The place of each organization in each year, where it has one."""
        return {year: places(cards) for year, cards in self.book.by_year.items()}

    def of(self, card: Scorecard) -> doc.ScorecardDocument:
        """The document of a card."""
        result, ranks = card.result, self.ranks[card.year]
        as_of = self.book.years[card.year].as_of
        return doc.ScorecardDocument(
            organization=organization_of(self.book, card),
            year=card.year,
            edition=doc.Titled(card.edition.id, card.edition.title),
            illustrative=card.edition.illustrative,
            state=result.state,
            status=result.status,
            rank=ranks.get(card.organization.id),
            ranked=len(ranks),
            methods=tuple(self._method(card, score) for score in card.methods),
            base=card.base,
            adjustments=_adjustments(card),
            negative=_negative(card),
            unbounded=card.unbounded,
            total=card.total,
            by_cutoff=titled(card.by_cutoff),
            holds=tuple(_hold(card, hold) for hold in card.holds),
            calculated=titled(card.calculated),
            decision=result.decision,
            grade=titled(card.grade),
            no_grade=result.no_grade,
            aspects=_aspects(card),
            rectification=tuple(
                doc.RectificationEntry(**vars(one), overdue=one.overdue(as_of))
                for one in result.rectification
            ),
            corrections=result.corrections,
            note=result.note,
        )

    def _method(self, card: Scorecard, score: MethodScore) -> doc.MethodEntry:
        return doc.MethodEntry(
            id=score.method.id,
            title=score.method.title,
            by=score.method.by,
            weight=score.weight,
            level=_level(score.level),
            ballots=tuple(
                doc.BallotCount(doc.LevelGiven(level.id, level.title, level.points), count)
                for level, count in score.ballots
            ),
            marks=tuple(self._mark(card, score, mark) for mark in score.marks),
            earned=score.earned,
            possible=score.possible,
            scored=score.rounded,
            fed=score.fed,
            raw=score.raw,
            weighted=score.weighted,
            note=score.note,
        )

    def _mark(self, card: Scorecard, score: MethodScore, mark: Mark) -> doc.MarkEntry:
        alike = recurring(card, score, mark)
        if alike is None:
            return _mark(mark, doc.MarkEntry)
        known = self._marks.get(alike)
        if known is None:
            known = self._marks[alike] = _mark(mark, doc.RecurringMark)
        return known


def recurring(card: Scorecard, score: MethodScore, mark: Mark) -> Hashable | None:
    """What a mark that many cards have is known by; nothing for one with a record or a reason
    of its own."""
    if mark.movements or mark.not_applicable:
        return None
    level = mark.level.id if mark.level else None
    return (card.edition.id, score.method.id, mark.standard.id, level, mark.value)


def organization_of(book: Book, card: Scorecard) -> doc.OrganizationEntry:
    """The organization of a card, by its name in the year."""
    kind = card.organization.kind
    titled_kind = doc.Titled(kind, book.kind_titles[kind])
    return doc.OrganizationEntry(card.organization.id, card.name, titled_kind)


def titled(grade: Grade | None) -> doc.Titled | None:
    """A grade by id and title."""
    return doc.Titled(grade.id, grade.title) if grade else None


def level_title(level: Level | RubricLevel) -> str:
    """What a level is called: a level of a rubric is known by its text."""
    return level.text if isinstance(level, RubricLevel) else level.title


def _level(level: Level | RubricLevel | None) -> doc.LevelGiven | None:
    return doc.LevelGiven(level.id, level_title(level), level.points) if level else None


def _mark(mark: Mark, kind: type[M]) -> M:
    return kind(
        standard=mark.standard.id,
        title=mark.standard.title,
        aspect=mark.standard.aspect,
        points=mark.standard.points,
        applies=mark.value is not None,
        reason=mark.not_applicable or None,
        level=_level(mark.level),
        movements=tuple(map(_movement, mark.movements)),
        moved=mark.moved,
        held=mark.held,
        value=mark.value,
    )


def _movement(movement: Movement) -> doc.MovementEntry:
    situation = movement.situation
    return doc.MovementEntry(
        situation.id, situation.text, movement.occurrences, movement.gross, movement.points
    )


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


def _aspects(card: Scorecard) -> tuple[doc.AspectEntry, ...]:
    found = card.aspects or {}
    return tuple(
        doc.AspectEntry(
            aspect.id,
            aspect.title,
            found[aspect.id].earned,
            found[aspect.id].possible,
            found[aspect.id].percent,
        )
        for aspect in card.edition.aspects
        if aspect.id in found
    )
