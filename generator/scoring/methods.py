"""The raw score of each method, from 0 to 100, and its weighted share."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from generator.model.edition import Edition, Level, Method, Scale
from generator.model.result import Result
from generator.scoring.card import MethodScore
from generator.scoring.marks import marks, possible, sheet_of
from generator.scoring.once import once
from generator.scoring.points import ZERO, held, rounded

HUNDRED = Decimal(100)


def method_score(edition: Edition, method: Method, kind: str, result: Result) -> MethodScore:
    """What one method scored for a kind of organization, before adjustments or negative cases
    feed it."""
    record = result.methods[method.id]
    if method.by == "levels":
        scored = _by_level(edition, method, record.level or "")
        return scored if record.note is None else replace(scored, note=record.note)
    if method.by == "ballots":
        return _by_ballots(edition, method, record.ballots or {}, record.note)
    return _by_marks(edition, method, kind, result)


def weight_of(method: Method) -> Decimal:
    """The weight in percent; a scheme that states none has one method, which is all."""
    return HUNDRED if method.weight is None else method.weight


def weighted(methods: Iterable[MethodScore]) -> Decimal:
    """The sum of the weighted shares."""
    return sum([score.weighted for score in methods], ZERO)


def fed(edition: Edition, score: MethodScore, points: Decimal) -> MethodScore:
    """The method with ``points`` added to what it scored, kept within 0 … 100."""
    _, raw, _, weighted = _figures(edition, score.method, score.scored, points)
    return replace(score, raw=raw, weighted=weighted, fed=points)


def _figures(
    edition: Edition, method: Method, scored: Decimal, points: Decimal = ZERO
) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """What was scored, rounded; with ``points`` added, kept within 0 … 100; the weight, and
    the weighted share."""
    before, weight = rounded(scored, edition.rounding.raw), weight_of(method)
    raw = held(before + points, ZERO, HUNDRED)
    return before, raw, weight, rounded(raw * weight / HUNDRED, edition.rounding.weighted)


@once
def _by_level(edition: Edition, method: Method, id: str) -> MethodScore:
    level = next(level for level in _scale(edition, method).levels if level.id == id)
    figures = _figures(edition, method, level.points)
    return MethodScore(method, level.points, *figures, level=level)


@once
def _scale(edition: Edition, method: Method) -> Scale:
    return next(scale for scale in edition.scales if scale.id == method.scale)


def _by_ballots(
    edition: Edition, method: Method, cast: Mapping[str, int], note: str | None
) -> MethodScore:
    """The mean of the fixed points of the levels, weighted by the ballots for each."""
    levels = _scale(edition, method).levels
    ballots: tuple[tuple[Level, int], ...] = tuple([(v, cast.get(v.id, 0)) for v in levels])
    points = sum([level.points * count for level, count in ballots], ZERO)
    mean = points / sum(cast.values())
    figures = _figures(edition, method, mean)
    return MethodScore(method, mean, *figures, ballots=ballots, earned=points, note=note)


def _by_marks(edition: Edition, method: Method, kind: str, result: Result) -> MethodScore:
    """100 × Σ marks / Σ points of the standards that apply: what does not apply drops out
    and the rest is scaled up."""
    record, off = result.methods[method.id], result.not_applicable
    sheet = sheet_of(edition, method, kind)
    found, uneven = marks(sheet, record, off)
    earned = sum([mark.value or ZERO for mark in found], ZERO)
    worth = possible(found) if off else sheet.possible
    scored = HUNDRED * earned / worth
    return MethodScore(
        method,
        scored,
        *_figures(edition, method, scored),
        marks=found,
        earned=earned,
        possible=worth,
        note=record.note,
        uneven=uneven,
    )
