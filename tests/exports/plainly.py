"""The document and the table of a scorecard, made plainly: value by value, with nothing kept."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.dataset.book import Assessment
from generator.exports import documents as doc
from generator.exports.cardforms import level_title
from generator.exports.table import Row
from generator.exports.wording import Wording
from generator.messages.formats import negated
from generator.model.clauses import RubricLevel
from generator.model.edition import Grade, Level
from generator.pages.standing import places
from generator.scoring.card import Hold, Mark, MethodScore, Movement, Scorecard


def document(book: Assessment, card: Scorecard) -> doc.ScorecardDocument:
    result, ranks = card.result, places(book.book.by_year[card.year])
    as_of = book.book.years[card.year].as_of
    return doc.ScorecardDocument(
        organization=_organization(book, card),
        year=card.year,
        edition=doc.Titled(card.edition.id, card.edition.title),
        illustrative=card.edition.illustrative,
        state=result.state,
        status=result.status,
        rank=ranks.get(card.organization.id),
        ranked=len(ranks),
        methods=tuple(_method(score) for score in card.methods),
        base=card.base,
        adjustments=_adjustments(card),
        negative=_negative(card),
        unbounded=card.unbounded,
        total=card.total,
        by_cutoff=_titled(card.by_cutoff),
        holds=tuple(_hold(card, hold) for hold in card.holds),
        calculated=_titled(card.calculated),
        decision=result.decision,
        grade=_titled(card.grade),
        no_grade=result.no_grade,
        aspects=_aspects(card),
        rectification=tuple(
            doc.RectificationEntry(**vars(one), overdue=one.overdue(as_of))
            for one in result.rectification
        ),
        corrections=result.corrections,
        note=result.note,
    )


def _method(score: MethodScore) -> doc.MethodEntry:
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
        marks=tuple(_mark(mark) for mark in score.marks),
        earned=score.earned,
        possible=score.possible,
        scored=score.rounded,
        fed=score.fed,
        raw=score.raw,
        weighted=score.weighted,
        note=score.note,
    )


def _organization(book: Assessment, card: Scorecard) -> doc.OrganizationEntry:
    """The organization of a card, by its name in the year."""
    kind = card.organization.kind
    titled_kind = doc.Titled(kind, book.book.kind_titles[kind])
    return doc.OrganizationEntry(card.organization.id, card.name, titled_kind)


def _titled(grade: Grade | None) -> doc.Titled | None:
    """A grade by id and title."""
    return doc.Titled(grade.id, grade.title) if grade else None


def _level(level: Level | RubricLevel | None) -> doc.LevelGiven | None:
    return doc.LevelGiven(level.id, level_title(level), level.points) if level else None


def _mark(mark: Mark) -> doc.MarkEntry:
    return doc.MarkEntry(
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


class Line(NamedTuple):
    """A line of the table: what it is, and what stands in its other columns."""

    line: str
    method: str | None = None
    id: str | None = None
    title: str | None = None
    points: Decimal | None = None
    records: str | None = None
    moved: Decimal | None = None
    mark: Decimal | None = None
    weight: Decimal | None = None
    weighted: Decimal | None = None


def rows(card: Scorecard, wording: Wording) -> tuple[Row, ...]:
    """The rows of the table of a card that has a total."""
    return (
        *(row for score in card.methods for row in _method_lines(card, score, wording)),
        *_adjustment_lines(card, wording),
        *_case_lines(card, wording),
        *_total(card, wording),
    )


def _method_lines(card: Scorecard, score: MethodScore, wording: Wording) -> Iterator[Row]:
    for mark in score.marks:
        yield _mark_line(score, mark, wording)
        for movement in mark.movements:
            yield _movement_line(card, score, movement, wording)
    yield from _ballots(score, wording)
    yield Line(
        wording.line("method"),
        method=score.method.title,
        id=score.method.id,
        title=score.method.title,
        points=score.possible if score.marks else None,
        records=score.level.title if score.level else None,
        moved=score.fed or None,
        mark=score.raw,
        weight=score.weight,
        weighted=score.weighted,
    )


def _mark_line(score: MethodScore, mark: Mark, wording: Wording) -> Line:
    applies = mark.value is not None
    return Line(
        wording.line("mark"),
        method=score.method.title,
        id=mark.standard.id,
        title=mark.standard.title,
        points=mark.standard.points if applies else None,
        records=_record(mark, wording),
        moved=mark.difference if applies else None,
        mark=mark.value,
    )


def _movement_line(
    card: Scorecard, score: MethodScore, movement: Movement, wording: Wording
) -> Line:
    return Line(
        wording.line("situation"),
        method=score.method.title,
        id=movement.situation.id,
        title=movement.situation.text,
        records=wording.occurrences(card.edition, movement.situation, movement.occurrences),
        moved=movement.points,
    )


def _record(mark: Mark, wording: Wording) -> str | None:
    """The level given, the bound that took effect, or why the standard does not apply."""
    if mark.value is None:
        if mark.not_applicable:
            return wording.words("ui.card.not_applicable", reason=mark.not_applicable)
        return wording.words("ui.card.by_kind")
    if mark.level:
        return wording.words("ui.card.level_given", level=level_title(mark.level))
    return wording.words(f"downloads.records.{mark.bound}") if mark.bound else None


def _ballots(score: MethodScore, wording: Wording) -> Iterator[Line]:
    for level, count in score.ballots:
        yield Line(
            wording.line("ballots"),
            method=score.method.title,
            id=level.id,
            title=level.title,
            points=level.points,
            records=wording.words("downloads.records.ballots", count=count),
        )


def _adjustment_lines(card: Scorecard, wording: Wording) -> Iterator[Line]:
    for score in card.adjustments.scores:
        happened = wording.occurrences(card.edition, score.adjustment, score.occurrences)
        unused = wording.words(f"ui.card.{score.unused}") if score.unused else ""
        yield Line(
            wording.line("adjustment"),
            id=score.adjustment.id,
            title=score.adjustment.title,
            records=_joined(happened, unused),
            moved=score.points,
        )


def _case_lines(card: Scorecard, wording: Wording) -> Iterator[Line]:
    for score in card.negative.scores:
        counted = wording.occurrences(card.edition, score.case, score.occurrences)
        elsewhere = wording.occurrences(card.edition, score.case, score.elsewhere)
        told = wording.words("ui.card.elsewhere") if elsewhere else ""
        yield Line(
            wording.line("case"),
            id=score.case.id,
            title=score.case.text,
            records=_joined(counted, elsewhere, told),
            moved=negated(score.points),
        )


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _total(card: Scorecard, wording: Wording) -> Iterator[Line]:
    """The weighted sum, what adjustments and cases add to it, the sum, and the total."""
    edition = card.edition
    yield Line(wording.line("base"), weighted=card.base)
    for kind, entries, feeds, points in (
        ("adjustments", edition.adjustments, edition.adjusting.feeds, card.adjustments.points),
        ("negative", edition.negative_cases, edition.negative_list.feeds, -card.negative.points),
    ):
        if entries:
            fed = points if feeds == "total" else None
            yield Line(wording.line(kind), moved=points, weighted=fed)
    yield Line(wording.line("sum"), weighted=card.unbounded)
    grade = card.grade.title if card.grade else None
    yield Line(wording.line("total"), records=grade, weighted=card.total)
