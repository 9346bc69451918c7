"""Feed adjustments and negative cases into methods and the total, and weigh the methods."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec.structs import replace

from generator.model.edition import Edition
from generator.model.methods import Method
from generator.scoring.card import MethodScore
from generator.scoring.peers import Compared, Peers, key_of
from generator.scoring.points import HUNDRED, ZERO, clamp, quotient, rounded
from generator.scoring.tally import AdjustmentScore, CaseScore, Tally


@lru_cache(maxsize=64)
def feeds_several(edition: Edition) -> bool:
    """Tell whether the rules of one list feed several places."""
    return any(
        len({edition.fed_by(rule) for rule in rules}) > 1
        for rules in (edition.adjustments, edition.negative_cases)
    )


def compare(edition: Edition, score: MethodScore, kind: str, peers: Peers) -> MethodScore:
    """Set the score of a method beside those of others, if it is relative to them.

    It takes part itself, whether or not it is among them.
    """
    own, relative, places = score.rounded, score.method.relative, edition.rounding.raw
    if relative is None:
        return score
    others = peers.scores.get(key_of(score.method, kind), ())
    best, rank = max([own, *others]), 1 + sum(other > own for other in others)
    if relative.best is None:
        exact = max((relative.first or ZERO) - (relative.step or ZERO) * (rank - 1), ZERO)
        points = rounded(exact, places)
    else:
        points = quotient(relative.best * own, best, places) if best else ZERO
    is_exact = relative.best is None or points * best == relative.best * own
    compared = Compared(own, best, rank, max(len(others), rank), points, is_exact)
    return feed(edition, replace(score, compared=compared), ZERO)


def feed_methods(
    edition: Edition,
    methods: Sequence[MethodScore],
    adjusted: Tally[AdjustmentScore],
    negative: Tally[CaseScore],
) -> tuple[MethodScore, ...]:
    """Add adjustments and negative cases to the methods that they feed."""
    fed = adjusted.fed.keys() | negative.fed.keys()
    if fed <= {"total"}:
        return tuple(methods)
    return tuple(
        feed(edition, score, adjusted.into(score.method.id) - negative.into(score.method.id))
        if score.method.id in fed
        else score
        for score in methods
    )


def feed(edition: Edition, score: MethodScore, points: Decimal) -> MethodScore:
    """Add points to what a method scored; its raw score stays within 0 and its ceiling."""
    raw = clamp(score.unfed + points, ZERO, score.method.highest)
    return replace(score, raw=raw, weighted=weigh(edition, score.method, raw), fed=points)


def unbounded_total(
    base: Decimal, adjusted: Tally[AdjustmentScore], negative: Tally[CaseScore]
) -> Decimal:
    """Return the weighted sum with what feeds the total."""
    return base + adjusted.into("total") - negative.into("total")


def weight_of(method: Method) -> Decimal:
    """Return the weight in percent, or the points that a raw score of 100 is worth.

    It is 100 for a single method that states neither.
    """
    if method.points is not None:
        return method.points
    return HUNDRED if method.weight is None else method.weight


def weigh(edition: Edition, method: Method, raw: Decimal) -> Decimal:
    """Return the share of a raw score in the total."""
    return rounded(raw * weight_of(method) / HUNDRED, edition.rounding.weighted)


def add_weighted(methods: Iterable[MethodScore]) -> Decimal:
    """Add up the weighted shares of methods."""
    return sum([score.weighted for score in methods], ZERO)
