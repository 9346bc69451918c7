"""Where the points of a total went: what each method and each rule took from a full score."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from generator.scoring.card import MethodScore, Scorecard
from generator.scoring.points import EXACT, HUNDRED, ZERO, clamp, unit

MIN_PLACES = 2
"""The decimal places of points, unless a total has more."""

Cause = Literal["method", "adjustments", "negative", "bounds", "rounding", "veto"]


class Part(NamedTuple):
    """What one cause took from a full score, as printed; what it added is negative.

    ``title`` is that of a method, and empty for all other causes.
    """

    cause: Cause
    points: Decimal
    title: str = ""
    method: str = ""


@dataclass(frozen=True)
class PointsLost:
    """What lies between a full score and a total, which is ``full`` − ``points``.

    The printed points of ``parts``, the largest loss first, add up to ``points`` exactly. ``lost``
    are those that took points, ``gained`` those that added some. ``earned`` tells that a standard
    starts below its full points, so that what lacks was not lost but never earned. ``places`` are
    the decimal places of all points.
    """

    full: Decimal
    points: Decimal
    parts: tuple[Part, ...]
    earned: bool
    places: int

    @cached_property
    def lost(self) -> tuple[Part, ...]:
        """The parts that took points."""
        return tuple([part for part in self.parts if part.points > 0])

    @cached_property
    def gained(self) -> tuple[Part, ...]:
        """The parts that added points, these as positive numbers."""
        return tuple([part._replace(points=-part.points) for part in self.parts if part.points < 0])

    @property
    def sum_lost(self) -> Decimal:
        """The sum of the parts of ``lost``; what was gained does not lessen it."""
        return sum([part.points for part in self.lost], ZERO)

    @property
    def sum_gained(self) -> Decimal:
        """The sum of the parts of ``gained``, a positive number."""
        return sum([part.points for part in self.gained], ZERO)


def points_lost(card: Scorecard) -> PointsLost | None:
    """Return where the points of a card went; ``None`` if it has no total.

    A method took its weight less its weighted score. The parts are printed with two places, or
    with those of the total; where these cut the last digits, the parts with the largest rest are
    rounded up, so that they add up (the method of largest remainders, after Hare). What a
    coarser rounding of the total took is a part of its own.
    """
    if card.total is None:
        return None
    places = max(card.edition.rounding.total, MIN_PLACES)
    exact = [part for part in _parts(card) if part.points]
    if card.edition.rounding.total < MIN_PLACES:
        exact += [part for part in (_rounding(card),) if part.points]
    full = sum([score.weight for score in card.methods], ZERO)
    missing = full - card.total
    parts = _apportion(exact, missing, places)
    parts.sort(key=lambda part: -part.points)
    earned = any(score.started < score.possible for score in card.methods if score.marks)
    shown = tuple([part for part in parts if part.points])
    return PointsLost(full, missing, shown, earned, places)


def _parts(card: Scorecard) -> Iterator[Part]:
    for score in card.methods:
        method = score.method
        yield Part("method", EXACT.subtract(score.weight, score.weighted), method.title, method.id)
    yield Part("adjustments", -card.adjustments.into("total"))
    yield Part("negative", card.negative.into("total"))
    unbounded, limits = card.unbounded or ZERO, card.edition.total
    yield Part("bounds", EXACT.subtract(unbounded, clamp(unbounded, limits.floor, limits.ceiling)))
    yield Part("veto", (card.before_veto or ZERO) - (card.total or ZERO))


def _rounding(card: Scorecard) -> Part:
    limits = card.edition.total
    bounded = clamp(card.unbounded or ZERO, limits.floor, limits.ceiling)
    return Part("rounding", EXACT.subtract(bounded, card.before_veto or ZERO))


def _apportion(parts: Sequence[Part], points: Decimal, places: int) -> list[Part]:
    """Print parts with so many places, so that they add up to ``points``."""
    step = unit(places)
    floors = [part.points.quantize(step, ROUND_FLOOR) for part in parts]
    short = int((points - sum(floors, ZERO)) / step)
    by_rest = sorted(range(len(parts)), key=lambda n: floors[n] - parts[n].points)
    up = frozenset(by_rest[:short])
    printed = [floor + step if n in up else floor for n, floor in enumerate(floors)]
    return [part._replace(points=amount) for part, amount in zip(parts, printed, strict=True)]


def within_reach(card: Scorecard, by_clause: Decimal) -> Decimal:
    """Return what a total gains if no clause costs it points any more.

    ``by_clause`` is the sum of what each clause took. Bounds on methods, on bonuses and
    deductions, on the negative list and on the total may leave less of that.
    """
    if card.total is None:
        return ZERO
    fed = card.adjustments.fed.keys() | card.negative.fed.keys()
    judging = [score for score in card.methods if score.marks or score.method.id in fed]
    most = sum([_room(score) for score in judging], ZERO)
    most += card.negative.into("total") + _deductions(card)
    ceiling = card.edition.total.ceiling
    if ceiling is not None:
        most = min(most, ceiling - card.total)
    return max(min(most, by_clause), ZERO)


def _deductions(card: Scorecard) -> Decimal:
    """Return what bonuses and deductions would add to the total if there were no deductions."""
    tally, edition = card.adjustments, card.edition
    if "total" not in tally.fed:
        return ZERO
    own = [s.points for s in tally.scores if edition.fed_by(s.adjustment) == "total"]
    gained = sum([points for points in own if points > 0], ZERO)
    if edition.adjusting.feeds == "total":
        gained = clamp(gained, edition.adjusting.min, edition.adjusting.max)
    return gained - tally.into("total")


def _room(score: MethodScore) -> Decimal:
    """Return the points that a method still leaves to a total."""
    return max(score.weight * score.method.highest / HUNDRED - score.weighted, ZERO)
