"""Fill the table of a scorecard: marks with their movements, methods, and the way to the total.

What the column ``weighted`` holds for the methods, the adjustments and the negative list adds up
to the sum before bounds and rounding.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from generator.exports.tables import Row, Table, columns
from generator.messages.formats import heading_of, negated
from generator.messages.wording import Wording, plain
from generator.model.clauses import Situation, Standard
from generator.model.edition import Edition
from generator.model.methods import Method
from generator.model.scales import Level
from generator.scoring.card import MethodScore, PeriodScore, Scorecard
from generator.scoring.mark import Mark, Movement


class CardCells(NamedTuple):
    """A line of the table: what it is about, and its figures. ``line`` names its kind."""

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


@lru_cache(maxsize=1)
def card_table(card: Scorecard, wording: Wording) -> Table:
    """Return the table of a scorecard that has a total; two files hold it."""
    methods = [_method_rows(card, score, wording) for score in card.methods]
    lines = (
        *chain.from_iterable(methods),
        *_adjustment_rows(card, wording),
        *_case_rows(card, wording),
        *_total_rows(card, wording),
    )
    labels = wording.labels
    return Table(labels("downloads.sheets.card"), columns(labels, "card", CardCells._fields), lines)


def _method_rows(card: Scorecard, score: MethodScore, wording: Wording) -> list[Row]:
    """Return the marks of a method with their movements, its ballots, and the method itself."""
    edition, method = card.edition, score.method
    if score.periods:
        rows = [row for period in score.periods for row in _period_rows(edition, period, wording)]
    else:
        rows = [row for mark in score.marks for row in _mark_rows(wording, edition, method, mark)]
        rows += [_ballot_row(wording, method, level, count) for level, count in score.ballots]
    cells = CardCells(
        line=wording.line("method"),
        method=method.title,
        id=method.id,
        title=method.title,
        points=score.possible if score.marks else None,
        records=_given(score, wording),
        moved=score.fed or None,
        mark=score.raw,
        weight=score.weight,
        weighted=score.weighted,
    )
    return [*rows, Row(cells)]


def _period_rows(edition: Edition, period: PeriodScore, wording: Wording) -> Iterator[Row]:
    """Yield the marks and ballots of a period, and the period itself."""
    score, title = period.score, period.period.title
    if score is not None:
        method = _method_in(score.method, title)
        for mark in score.marks:
            yield from _mark_rows(wording, edition, method, mark)
        for level, count in score.ballots:
            yield _ballot_row(wording, method, level, count)
    missing = wording.labels("ui.card.unrecorded") if period.missing else None
    yield Row(
        CardCells(
            line=wording.line("period"),
            id=period.period.id,
            title=title,
            points=score.possible if score and score.marks else None,
            records=_given(score, wording) if score else period.without or missing,
            mark=score.raw if score else None,
        )
    )


def _given(score: MethodScore, wording: Wording) -> str | None:
    """Return the level, or the scores of graders."""
    return score.level.title if score.level else wording.join(map(str, score.scores))


@lru_cache(maxsize=256)
def _method_in(method: Method, period: str) -> Method:
    """Return a method with the title of a period behind its own."""
    return method.model_copy(update={"title": f"{method.title} {period}"})


@lru_cache(maxsize=4096)
def _mark_rows(wording: Wording, edition: Edition, method: Method, mark: Mark) -> tuple[Row, ...]:
    """Return the row of a mark and those of its movements; many scorecards share a mark."""
    value = None if mark.value is None else str(mark.value)
    row = _mark_row(wording, method, mark.standard, value, _mark_record(mark, wording))
    movements = [_movement_row(wording, edition, method, movement) for movement in mark.movements]
    return (row, *movements)


@lru_cache(maxsize=4096)
def _mark_row(
    wording: Wording, method: Method, standard: Standard, value: str | None, record: str | None
) -> Row:
    """Return the row of a mark, the same for all scorecards that have it alike.

    ``value`` is ``None`` where the standard does not apply. It is a text since the decimals 1 and
    1.0 are equal and not written alike.
    """
    mark = None if value is None else Decimal(value)
    return Row(
        CardCells(
            line=wording.line("mark"),
            method=method.title,
            id=standard.id,
            title=standard.title,
            points=None if mark is None else standard.points,
            records=record,
            moved=None if mark is None else mark - standard.starts_at,
            mark=mark,
        )
    )


def _mark_record(mark: Mark, wording: Wording) -> str | None:
    """Return why a standard does not apply, or the level that was given for it, or the bound
    that held its mark."""
    if mark.not_applicable:
        return wording.labels("ui.card.not_applicable", reason=mark.not_applicable)
    if mark.value is None:
        return wording.labels("ui.card.by_kind")
    if mark.evidence:
        return plain(mark.evidence)
    if mark.level:
        return wording.labels("ui.card.level_given", level=heading_of(mark.level))
    return wording.labels(f"downloads.records.{mark.bound}") if mark.bound else None


@lru_cache(maxsize=1024)
def _ballot_row(wording: Wording, method: Method, level: Level, count: int) -> Row:
    return Row(
        CardCells(
            line=wording.line("ballots"),
            method=method.title,
            id=level.id,
            title=level.title,
            points=level.points,
            records=wording.labels("downloads.records.ballots", count=count),
        )
    )


def _movement_row(wording: Wording, edition: Edition, method: Method, movement: Movement) -> Row:
    situation = movement.situation
    records = wording.occurrences(edition, situation, movement.occurrences)
    if movement.elsewhere:
        elsewhere = wording.occurrences(edition, situation, movement.elsewhere)
        records = _join_lines(records, elsewhere, wording.labels("ui.card.elsewhere"))
    return _situation_row(wording, method, situation, records, str(movement.points))


@lru_cache(maxsize=4096)
def _situation_row(
    wording: Wording, method: Method, situation: Situation, records: str, points: str
) -> Row:
    """Return the row of a situation that moved a mark, the same for all scorecards that record it
    alike. ``points`` is a text as the value of a mark is."""
    return Row(
        CardCells(
            line=wording.line("situation"),
            method=method.title,
            id=situation.id,
            title=situation.text,
            records=records,
            moved=Decimal(points),
        )
    )


def _adjustment_rows(card: Scorecard, wording: Wording) -> Iterator[Row]:
    for score in card.adjustments.scores:
        adjustment = score.adjustment
        occurrences = wording.occurrences(card.edition, adjustment, score.occurrences)
        unused = wording.labels(f"ui.card.{score.unused}") if score.unused else ""
        elsewhere = wording.occurrences(card.edition, adjustment, score.elsewhere)
        if elsewhere:
            unused = _join_lines(unused, elsewhere, wording.labels("ui.card.elsewhere"))
        yield Row(
            CardCells(
                line=wording.line("adjustment"),
                id=adjustment.id,
                title=adjustment.title,
                records=_join_lines(occurrences, unused),
                moved=score.points,
            )
        )


def _case_rows(card: Scorecard, wording: Wording) -> Iterator[Row]:
    for score in card.negative.scores:
        counted = wording.occurrences(card.edition, score.case, score.occurrences)
        elsewhere = wording.occurrences(card.edition, score.case, score.elsewhere)
        held = "elsewhere_held" if score.case.veto or score.case.at_most else "elsewhere"
        reason = wording.labels(f"ui.card.{held}") if elsewhere else ""
        yield Row(
            CardCells(
                line=wording.line("case"),
                id=score.case.id,
                title=score.case.text,
                records=_join_lines(counted, elsewhere, reason),
                moved=negated(score.points),
            )
        )


def _join_lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _total_rows(card: Scorecard, wording: Wording) -> Iterator[Row]:
    """Yield the weighted sum, what adjustments and negative cases add, the sum, and the total."""
    edition = card.edition
    yield Row(CardCells(wording.line("base"), weighted=card.base))
    if edition.adjustments:
        fed = card.adjustments.fed or {edition.adjusting.feeds: Decimal(0)}
        for target, points in fed.items():
            yield _tally_row(wording.line("adjustments"), points, target)
    if edition.negative_cases:
        fed = card.negative.fed or {edition.negative_list.feeds: Decimal(0)}
        for target, points in fed.items():
            yield _tally_row(wording.line("negative"), -points, target)
    yield Row(CardCells(wording.line("sum"), weighted=card.unbounded))
    if card.cut:
        yield Row(CardCells(wording.line("before_veto"), weighted=card.before_veto))
    grade = card.grade.title if card.grade else None
    yield Row(CardCells(wording.line("total"), records=grade, weighted=card.total))


def _tally_row(line: str, points: Decimal, feeds: str) -> Row:
    """Return the line of a tally; it stands in the sum where it feeds the total."""
    return Row(CardCells(line, moved=points, weighted=points if feeds == "total" else None))
