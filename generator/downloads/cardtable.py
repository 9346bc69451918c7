"""A scorecard as one table: marks with their movements, methods, and the way to the total."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from generator.downloads.cards import level_title, recurring
from generator.downloads.table import RecurringRow, Row, Table, columns
from generator.downloads.wording import Wording
from generator.filters import negated
from generator.score import Scorecard
from generator.score.card import Mark, MethodScore, Movement


class _Line(NamedTuple):
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


COLUMNS = _Line._fields


@dataclass(frozen=True)
class CardTables:
    """Makes the tables of cards, and keeps the lines that many have alike."""

    wording: Wording
    _marks: dict[Hashable, RecurringRow] = field(default_factory=dict)

    def of(self, card: Scorecard) -> Table:
        """The table of a card that has a total. What the column of weighted points holds for
        the methods, the adjustments and the negative list adds up to the unbounded sum."""
        words = self.wording.words
        rows = (
            *(row for score in card.methods for row in self._method(card, score)),
            *_adjustments(card, self.wording),
            *_negative(card, self.wording),
            *_total(card, self.wording),
        )
        return Table(words("downloads.sheets.card"), columns(words, "card", COLUMNS), rows)

    def _method(self, card: Scorecard, score: MethodScore) -> Iterator[Row]:
        for mark in score.marks:
            yield self._mark(card, score, mark)
            for movement in mark.movements:
                yield _movement(card, score, movement, self.wording)
        yield from _ballots(score, self.wording)
        yield _Line(
            self.wording.line("method"),
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

    def _mark(self, card: Scorecard, score: MethodScore, mark: Mark) -> Row:
        alike = recurring(card, score, mark)
        if alike is None:
            return _mark(score, mark, self.wording)
        known = self._marks.get(alike)
        if known is None:
            known = self._marks[alike] = RecurringRow(_mark(score, mark, self.wording))
        return known


def _mark(score: MethodScore, mark: Mark, wording: Wording) -> _Line:
    applies = mark.value is not None
    return _Line(
        wording.line("mark"),
        method=score.method.title,
        id=mark.standard.id,
        title=mark.standard.title,
        points=mark.standard.points if applies else None,
        records=_record(mark, wording),
        moved=mark.difference if applies else None,
        mark=mark.value,
    )


def _movement(card: Scorecard, score: MethodScore, movement: Movement, wording: Wording) -> _Line:
    return _Line(
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


def _ballots(score: MethodScore, wording: Wording) -> Iterator[_Line]:
    for level, count in score.ballots:
        yield _Line(
            wording.line("ballots"),
            method=score.method.title,
            id=level.id,
            title=level.title,
            points=level.points,
            records=wording.words("downloads.records.ballots", count=count),
        )


def _adjustments(card: Scorecard, wording: Wording) -> Iterator[_Line]:
    for score in card.adjustments.scores:
        happened = wording.occurrences(card.edition, score.adjustment, score.occurrences)
        unused = wording.words(f"ui.card.{score.unused}") if score.unused else ""
        yield _Line(
            wording.line("adjustment"),
            id=score.adjustment.id,
            title=score.adjustment.title,
            records=_joined(happened, unused),
            moved=score.points,
        )


def _negative(card: Scorecard, wording: Wording) -> Iterator[_Line]:
    for score in card.negative.scores:
        counted = wording.occurrences(card.edition, score.case, score.occurrences)
        elsewhere = wording.occurrences(card.edition, score.case, score.elsewhere)
        told = wording.words("ui.card.elsewhere") if elsewhere else ""
        yield _Line(
            wording.line("case"),
            id=score.case.id,
            title=score.case.text,
            records=_joined(counted, elsewhere, told),
            moved=negated(score.points),
        )


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _total(card: Scorecard, wording: Wording) -> Iterator[_Line]:
    """The weighted sum, what adjustments and cases add to it, the sum, and the total."""
    edition = card.edition
    yield _Line(wording.line("base"), weighted=card.base)
    for kind, entries, feeds, points in (
        ("adjustments", edition.adjustments, edition.adjusting.feeds, card.adjustments.points),
        ("negative", edition.negative_cases, edition.negative_list.feeds, -card.negative.points),
    ):
        if entries:
            fed = points if feeds == "total" else None
            yield _Line(wording.line(kind), moved=points, weighted=fed)
    yield _Line(wording.line("sum"), weighted=card.unbounded)
    grade = card.grade.title if card.grade else None
    yield _Line(wording.line("total"), records=grade, weighted=card.total)
