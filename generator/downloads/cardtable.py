"""A scorecard as one table: marks with their movements, methods, and the way to the total."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter

from generator.downloads.cards import level_title
from generator.downloads.table import Row, Table, columns
from generator.downloads.wording import Wording
from generator.filters import negated
from generator.score import Scorecard
from generator.score.card import Mark, MethodScore


@dataclass(frozen=True, slots=True)
class _Line:
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


COLUMNS = tuple(field.name for field in fields(_Line))
_row: Callable[[_Line], Row] = attrgetter(*COLUMNS)


def card_table(card: Scorecard, wording: Wording) -> Table:
    """The table of a card that has a total. What the column of weighted points holds for
    the methods, the adjustments and the negative list adds up to the unbounded sum."""
    words = wording.words
    lines = (
        *(line for score in card.methods for line in _method(card, score, wording)),
        *_adjustments(card, wording),
        *_negative(card, wording),
        *_total(card, wording),
    )
    return Table(
        words("downloads.sheets.card"), columns(words, "card", COLUMNS), tuple(map(_row, lines))
    )


def _method(card: Scorecard, score: MethodScore, wording: Wording) -> Iterator[_Line]:
    for mark in score.marks:
        yield from _mark(card, score, mark, wording)
    for level, count in score.ballots:
        records = wording.words("downloads.records.ballots", count=count)
        yield _Line(
            wording.words("downloads.lines.ballots"),
            method=score.method.title,
            id=level.id,
            title=level.title,
            points=level.points,
            records=records,
        )
    yield _Line(
        wording.words("downloads.lines.method"),
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


def _mark(card: Scorecard, score: MethodScore, mark: Mark, wording: Wording) -> Iterator[_Line]:
    applies = mark.value is not None
    yield _Line(
        wording.words("downloads.lines.mark"),
        method=score.method.title,
        id=mark.standard.id,
        title=mark.standard.title,
        points=mark.standard.points if applies else None,
        records=_record(mark, wording),
        moved=mark.difference if applies else None,
        mark=mark.value,
    )
    for movement in mark.movements:
        yield _Line(
            wording.words("downloads.lines.situation"),
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


def _adjustments(card: Scorecard, wording: Wording) -> Iterator[_Line]:
    for score in card.adjustments.scores:
        happened = wording.occurrences(card.edition, score.adjustment, score.occurrences)
        unused = wording.words(f"ui.card.{score.unused}") if score.unused else ""
        yield _Line(
            wording.words("downloads.lines.adjustment"),
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
            wording.words("downloads.lines.case"),
            id=score.case.id,
            title=score.case.text,
            records=_joined(counted, elsewhere, told),
            moved=negated(score.points),
        )


def _joined(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _total(card: Scorecard, wording: Wording) -> Iterator[_Line]:
    """The weighted sum, what adjustments and cases add to it, the sum, and the total."""
    edition, words = card.edition, wording.words
    yield _Line(words("downloads.lines.base"), weighted=card.base)
    for kind, entries, feeds, points in (
        ("adjustments", edition.adjustments, edition.adjusting.feeds, card.adjustments.points),
        ("negative", edition.negative_cases, edition.negative_list.feeds, -card.negative.points),
    ):
        if entries:
            fed = points if feeds == "total" else None
            yield _Line(words(f"downloads.lines.{kind}"), moved=points, weighted=fed)
    yield _Line(words("downloads.lines.sum"), weighted=card.unbounded)
    grade = card.grade.title if card.grade else None
    yield _Line(words("downloads.lines.total"), records=grade, weighted=card.total)
