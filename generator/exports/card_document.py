"""Fill the JSON document of a scorecard: every step of its arithmetic."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from generator.exports import documents as doc
from generator.exports import tally_documents as tallies
from generator.exports.json_export import plain_document
from generator.exports.numbers import number, number_or_null
from generator.messages.formats import heading_of
from generator.model.clauses import RubricLevel
from generator.model.edition import Edition, Grade
from generator.model.result import Organization, Rectification
from generator.model.scales import Level
from generator.scoring.card import Hold, MethodScore, PeriodScore, Scorecard
from generator.scoring.mark import Mark, Movement
from generator.scoring.peers import Compared
from generator.scoring.tally import AdjustmentScore, CaseScore, Limited


def card_document(
    card: Scorecard, kind: str, rank: int | None, ranked: int, as_of: dt.date
) -> doc.ScorecardDocument:
    """Return the document of a scorecard.

    ``kind`` is the title of the kind of its organization, ``rank`` its place among the ``ranked``
    organizations of the year that have one, and ``as_of`` the date of the year's data.
    """
    edition, result = card.edition, card.result
    return doc.ScorecardDocument(
        organization=organization_entry(card.organization, card.name, kind, card.kind),
        year=card.year,
        edition=titled(edition),
        illustrative=edition.illustrative,
        state=result.state,
        status=result.status,
        rank=rank,
        ranked=ranked,
        methods=tuple([_method(score) for score in card.methods]),
        base=number_or_null(card.base),
        adjustments=_adjustments(card),
        negative=_negative_cases(card),
        unbounded=number_or_null(card.unbounded),
        before_veto=number_or_null(card.before_veto),
        total=number_or_null(card.total),
        by_cutoff=optional(card.by_cutoff),
        holds=tuple([_hold(hold, hold in card.effective_holds) for hold in card.holds]),
        calculated=optional(card.calculated),
        decision=result.decision,
        grade=optional(card.grade),
        no_grade=result.no_grade,
        aspects=tuple(_aspects(card)),
        rectification=tuple([_rectification(entry, as_of) for entry in result.rectification]),
        followed=result.followed,
        corrections=result.corrections,
        note=result.note,
    )


@lru_cache(maxsize=1024)
def titled(entry: Edition | Grade) -> doc.Titled:
    """Return an edition or a grade by its id and title."""
    return plain_document(doc.Titled(id=entry.id, title=entry.title))


def optional(grade: Grade | None) -> doc.Titled | None:
    """Return a grade, where there is one, by its id and title."""
    return titled(grade) if grade else None


def organization_entry(
    organization: Organization, name: str, kind: str, kind_id: str | None = None
) -> doc.OrganizationEntry:
    """Return an organization by the name that it is to have, with the title of its kind.

    The id of the kind is today's unless another is given.
    """
    return doc.OrganizationEntry(
        id=organization.id, name=name, kind=doc.Titled(id=kind_id or organization.kind, title=kind)
    )


def _method(score: MethodScore) -> doc.MethodEntry:
    method = score.method
    return {
        "id": method.id,
        "title": method.title,
        "by": method.by,
        "weight": number(score.weight),
        **_recorded(score, () if score.periods else score.marks),
        "compared": _compared(score.compared) if score.compared else None,
        "fed": number(score.fed),
        "raw": number(score.raw),
        "weighted": number(score.weighted),
        "periods": tuple(map(_period, score.periods)),
    }


def _compared(compared: Compared) -> doc.ComparedEntry:
    return doc.ComparedEntry(
        best=number(compared.best),
        rank=compared.rank,
        count=compared.count,
        points=number(compared.points),
    )


def _recorded(score: MethodScore, marks: tuple[Mark, ...]) -> doc.Recorded:
    return doc.Recorded(
        level=_level(score.level) if score.level else None,
        ballots=tuple(
            [doc.BallotCount(level=_level(level), count=count) for level, count in score.ballots]
        ),
        scores=tuple(map(number, score.scores)),
        dropped=tuple(map(number, score.dropped)),
        marks=tuple(map(_mark, marks)),
        earned=number(score.earned),
        possible=number(score.possible),
        scored=number(score.rounded),
        note=score.note,
    )


def _period(period: PeriodScore) -> doc.PeriodEntry:
    score = period.score
    return doc.PeriodEntry(
        id=period.period.id,
        title=period.period.title,
        recorded=_recorded(score, score.marks) if score else None,
        without=period.without,
    )


@lru_cache(maxsize=1024)
def _level(level: Level | RubricLevel) -> doc.LevelGiven:
    given = doc.LevelGiven(id=level.id, title=heading_of(level), points=number(level.points))
    return plain_document(given)


@lru_cache(maxsize=4096)
def _mark(mark: Mark) -> doc.MarkEntry:
    """Return the entry of a mark; many scorecards share it."""
    standard = mark.standard
    entry = doc.MarkEntry(
        standard=standard.id,
        title=standard.title,
        aspect=standard.aspect,
        points=number(standard.points),
        applies=mark.value is not None,
        reason=mark.not_applicable or None,
        start=number(standard.starts_at),
        level=_level(mark.level) if mark.level else None,
        evidence=mark.evidence,
        movements=tuple([_movement(movement) for movement in mark.movements]),
        moved=number(mark.moved),
        held=number(mark.held),
        value=number_or_null(mark.value),
    )
    return plain_document(entry)


def _movement(movement: Movement) -> doc.MovementEntry:
    return doc.MovementEntry(
        situation=movement.situation.id,
        text=movement.situation.text,
        occurrences=movement.occurrences,
        gross=number(movement.gross),
        points=number(movement.points),
        elsewhere=movement.elsewhere,
    )


def _adjustments(card: Scorecard) -> tallies.AdjustmentTally:
    tally = card.adjustments
    return tallies.AdjustmentTally(
        feeds=card.edition.adjusting.feeds,
        entries=tuple([_adjustment(card.edition, score) for score in tally.scores]),
        limits=tuple(map(_limit, tally.limits)),
        summed=number(tally.summed),
        points=number(tally.points),
    )


def _adjustment(edition: Edition, score: AdjustmentScore) -> tallies.AdjustmentEntry:
    return tallies.AdjustmentEntry(
        id=score.adjustment.id,
        title=score.adjustment.title,
        feeds=edition.fed_by(score.adjustment),
        occurrences=score.occurrences,
        elsewhere=score.elsewhere,
        gross=number(score.gross),
        points=number(score.points),
        unused=score.unused,
    )


def _negative_cases(card: Scorecard) -> tallies.CaseTally:
    tally = card.negative
    return tallies.CaseTally(
        feeds=card.edition.negative_list.feeds,
        entries=tuple([_negative_case(card.edition, score) for score in tally.scores]),
        limits=tuple(map(_limit, tally.limits)),
        summed=number(tally.summed),
        points=number(tally.points),
    )


def _negative_case(edition: Edition, score: CaseScore) -> tallies.CaseEntry:
    return tallies.CaseEntry(
        id=score.case.id,
        text=score.case.text,
        feeds=edition.fed_by(score.case),
        occurrences=score.occurrences,
        elsewhere=score.elsewhere,
        gross=number(score.gross),
        points=number(score.points),
    )


def _limit(limit: Limited) -> tallies.LimitEntry:
    return tallies.LimitEntry(
        kind=limit.kind,
        group=limit.group.id if limit.group else None,
        title=limit.group.title if limit.group else None,
        summed=number(limit.summed),
        points=number(limit.points),
    )


def _hold(hold: Hold, effective: bool) -> doc.HoldEntry:
    return doc.HoldEntry(
        grade=titled(hold.grade),
        decides=hold.decides,
        lifts=hold.lifts,
        effective=effective,
        limit=hold.limit.id if hold.limit else None,
        of=hold.of or None,
        case=hold.case.id if hold.case else None,
        quota=number_or_null(hold.full.quota.percent if hold.full and hold.full.quota else None),
        quota_of=hold.full.id if hold.full else None,
    )


def _aspects(card: Scorecard) -> Iterator[doc.AspectEntry]:
    """Yield the aspects that the card has marks of, in the order of the edition."""
    scores = card.aspects or {}
    for aspect in card.edition.aspects:
        if score := scores.get(aspect.id):
            yield doc.AspectEntry(
                id=aspect.id,
                title=aspect.title,
                earned=number(score.earned),
                possible=number(score.possible),
                percent=number_or_null(score.percent),
            )


def _rectification(entry: Rectification, as_of: dt.date) -> doc.RectificationEntry:
    return doc.RectificationEntry(
        clause=entry.clause,
        finding=entry.finding,
        measure=entry.measure,
        deadline=entry.deadline,
        state=entry.state,
        accepted=entry.accepted,
        overdue=entry.overdue(as_of),
    )
