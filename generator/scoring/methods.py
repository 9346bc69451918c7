"""The raw score of each method, from 0 to 100, and its weighted share."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.model.edition import Edition, Level, Method
from generator.model.result import MethodRecord, Result
from generator.scoring.card import Mark, MethodScore
from generator.scoring.marks import marks
from generator.scoring.points import HUNDRED, ZERO, clamp, rounded


def score_method(edition: Edition, method: Method, kind: str, result: Result) -> MethodScore:
    """Score one method for an organization of a kind, before adjustments or cases feed it."""
    record = result.methods[method.id]
    if method.by == "levels":
        score = _score_level(edition, method, record.level or "")
        return score if record.note is None else replace(score, note=record.note)
    if method.by == "ballots":
        return _score_ballots(edition, method, record)
    found = marks(edition, method, kind, record, result.not_applicable)
    return _score_marks(edition, method, found, record.note)


def weight_of(method: Method) -> Decimal:
    """Return the weight in percent: 100 for a single method that states none."""
    return HUNDRED if method.weight is None else method.weight


def add_weighted(methods: Iterable[MethodScore]) -> Decimal:
    """Add up the weighted shares of methods."""
    return sum([score.weighted for score in methods], ZERO)


def feed(edition: Edition, score: MethodScore, points: Decimal) -> MethodScore:
    """Add points to what a method scored; its raw score stays within 0 … 100."""
    raw = clamp(score.rounded + points, ZERO, HUNDRED)
    return replace(score, raw=raw, weighted=_weighted(edition, score.method, raw), fed=points)


def _weighted(edition: Edition, method: Method, raw: Decimal) -> Decimal:
    return rounded(raw * weight_of(method) / HUNDRED, edition.rounding.weighted)


def _score(edition: Edition, method: Method, scored: Decimal, **parts: Any) -> MethodScore:
    """Work out the figures of a method; ``parts`` are the fields that say what they came from."""
    before, weight = rounded(scored, edition.rounding.raw), weight_of(method)
    raw = clamp(before, ZERO, HUNDRED)
    weighted = _weighted(edition, method, raw)
    return MethodScore(method, scored, before, raw, weight, weighted, **parts)


@lru_cache(maxsize=1024)
def _score_level(edition: Edition, method: Method, level_id: str) -> MethodScore:
    level = next(level for level in _scale_levels(edition, method) if level.id == level_id)
    return _score(edition, method, level.points, level=level)


@lru_cache(maxsize=256)
def _scale_levels(edition: Edition, method: Method) -> tuple[Level, ...]:
    return next(scale.levels for scale in edition.scales if scale.id == method.scale)


def _score_ballots(edition: Edition, method: Method, record: MethodRecord) -> MethodScore:
    """Score the mean of the levels' points, weighted by the ballots for each."""
    cast: Mapping[str, int] = record.ballots or {}
    ballots = tuple((level, cast.get(level.id, 0)) for level in _scale_levels(edition, method))
    points = sum([level.points * count for level, count in ballots], ZERO)
    mean = points / sum(cast.values())
    return _score(edition, method, mean, ballots=ballots, earned=points, note=record.note)


def _score_marks(
    edition: Edition, method: Method, found: tuple[Mark, ...], note: str | None
) -> MethodScore:
    """Score 100 × Σ marks ÷ Σ points of the standards that apply.

    What does not apply drops out, and the rest is scaled up.
    """
    earned = sum([mark.value or ZERO for mark in found], ZERO)
    possible = sum([mark.standard.points for mark in found if mark.value is not None], ZERO)
    parts = {"marks": found, "earned": earned, "possible": possible, "note": note}
    return _score(edition, method, HUNDRED * earned / possible, **parts)
