"""What a better judgement would have given: levels, ballots and entered scores as findings."""

from collections.abc import Iterator
from decimal import ROUND_UP, Decimal

from msgspec import Struct

from generator.analysis.points_lost import PointsLost
from generator.model.scales import Level
from generator.scoring.card import MethodScore, Scorecard
from generator.scoring.points import HUNDRED, ZERO, quotient

_PLACES = 2
_SHARE = Decimal("0.1")
"""The share of the ballots that would have been for the best level."""


class WhatIf(Struct, frozen=True, eq=False):
    """A method that others judge, what it cost, and what a step up would have given a total.

    The step: a level as good as ``best``; or ``ballots`` more for it, taken from the next lower
    levels ``others`` first; or a mean one point higher. ``lost`` and ``gain`` are points of the
    total as printed.
    """

    score: MethodScore
    lost: Decimal
    gain: Decimal
    best: Level | None = None
    count: int = 0
    ballots: int = 0
    others: tuple[Level, ...] = ()

    @property
    def at_ceiling(self) -> bool:
        """Whether the method has the most that it gives, so that no step leads higher."""
        return self.score.raw >= self.score.method.highest


def what_ifs(card: Scorecard, lost: PointsLost | None) -> list[WhatIf]:
    """Return the steps of a card's methods by levels, ballots and scores, the largest loss first.

    ``lost`` is where the points of the card went. A method that lost nothing has no step, one
    that depends on others neither, nor has a card without a total.
    """
    points = {part.method: part.points for part in lost.lost} if lost else {}
    judged = [s for s in card.methods if s.method.id in points and not s.compared]
    steps = [step for score in judged for step in _steps(card, score, points[score.method.id])]
    return sorted(steps, key=lambda step: -step.lost)


def _steps(card: Scorecard, score: MethodScore, lost: Decimal) -> Iterator[WhatIf]:
    if score.level:
        best = _best_level(card, score)
        gain = _gained(score, best.points - score.level.points)
        yield WhatIf(score, lost, gain, best)
    elif score.ballots:
        yield _more_ballots(score, lost)
    elif score.kept:
        gain = _gained(score, HUNDRED / score.full)
        if gain or score.raw >= score.method.highest:
            yield WhatIf(score, lost, gain)


def _best_level(card: Scorecard, score: MethodScore) -> Level:
    scale = next(scale for scale in card.edition.scales if scale.id == score.method.scale)
    return max(scale.levels, key=lambda level: level.points)


def _more_ballots(score: MethodScore, lost: Decimal) -> WhatIf:
    """Move a tenth of the ballots, at least one, to the best level."""
    ranked = sorted(score.ballots, key=lambda ballot: -ballot[0].points)
    (best, count), *lower = ranked
    moving = int((score.cast * _SHARE).to_integral_value(ROUND_UP))
    moved, gained, others = 0, ZERO, []
    for level, cast in lower:
        taken = min(cast, moving - moved)
        if taken:
            moved, gained = moved + taken, gained + taken * (best.points - level.points)
            others.append(level)
    gain = quotient(gained * score.weight, score.cast * HUNDRED, _PLACES)
    gain = min(gain, _gained(score, HUNDRED))
    return WhatIf(score, lost, gain, best, count, moved, tuple(others))


def _gained(score: MethodScore, raw: Decimal) -> Decimal:
    """Return what more points of a raw score are worth in a total, as far as there is room."""
    return quotient(min(raw, score.method.highest - score.raw) * score.weight, HUNDRED, _PLACES)
