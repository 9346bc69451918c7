"""The raw score of each method, from 0 to 100, and its weighted share."""

from dataclasses import replace
from decimal import Decimal

from generator.model.edition import Edition, Level, Method, Scale
from generator.model.result import MethodRecord, Organization, Result
from generator.score.card import MethodScore
from generator.score.marks import marks
from generator.score.worth import ZERO, held, rounded

HUNDRED = Decimal(100)


def method_score(
    edition: Edition, method: Method, organization: Organization, result: Result
) -> MethodScore:
    """What one method scored, before adjustments or negative cases feed it."""
    record = result.methods[method.id]
    blank = MethodScore(method, ZERO, ZERO, ZERO, weight_of(method), ZERO, note=record.note)
    if method.by == "levels":
        scored = _from_level(blank, _scale(edition, method), record)
    elif method.by == "ballots":
        scored = _from_ballots(blank, _scale(edition, method), record)
    else:
        scored = replace(blank, marks=marks(edition, method, organization, result))
        scored = _from_marks(scored)
    return fed(edition, scored, ZERO)


def weight_of(method: Method) -> Decimal:
    """The weight in percent; a scheme that states none has one method, which is all."""
    return HUNDRED if method.weight is None else method.weight


def fed(edition: Edition, score: MethodScore, points: Decimal) -> MethodScore:
    """The method with ``points`` added to what it scored, kept within 0 … 100."""
    before = rounded(score.scored, edition.rounding.raw)
    raw = held(before + points, ZERO, HUNDRED)
    weighted = rounded(raw * score.weight / HUNDRED, edition.rounding.weighted)
    return replace(score, rounded=before, raw=raw, weighted=weighted, fed=points)


def _scale(edition: Edition, method: Method) -> Scale:
    return next(scale for scale in edition.scales if scale.id == method.scale)


def _from_level(blank: MethodScore, scale: Scale, record: MethodRecord) -> MethodScore:
    level = next(level for level in scale.levels if level.id == record.level)
    return replace(blank, level=level, scored=level.points)


def _from_ballots(blank: MethodScore, scale: Scale, record: MethodRecord) -> MethodScore:
    """The mean of the fixed points of the levels, weighted by the ballots for each."""
    cast = record.ballots or {}
    ballots: tuple[tuple[Level, int], ...] = tuple((v, cast.get(v.id, 0)) for v in scale.levels)
    points = sum((level.points * count for level, count in ballots), ZERO)
    return replace(blank, ballots=ballots, earned=points, scored=points / sum(cast.values()))


def _from_marks(score: MethodScore) -> MethodScore:
    """100 × Σ marks / Σ points of the standards that apply: what does not apply drops out
    and the rest is scaled up."""
    applying = [mark for mark in score.marks if mark.value is not None]
    earned = sum((mark.value or ZERO for mark in applying), ZERO)
    possible = sum((mark.standard.points for mark in applying), ZERO)
    return replace(score, earned=earned, possible=possible, scored=HUNDRED * earned / possible)
