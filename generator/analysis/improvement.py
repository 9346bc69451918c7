"""What an organization can win back next year: where its total lost points, and how many."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from generator.model.result import Rectification
from generator.scoring.card import Scorecard
from generator.scoring.points import EXACT, ONE, quotient

_PLACES = 2


@dataclass(frozen=True, slots=True)
class Improvement:
    """A clause that cost points: what it cost the total, to two places, and what is being
    done about it. ``text`` is that of the standard, adjustment or negative case."""

    clause: str
    text: str
    points: Decimal
    rectification: Rectification | None = None
    overdue: bool = False


def improvements(card: Scorecard, overdue: frozenset[int] = frozenset()) -> list[Improvement]:
    """The clauses that cost points, the dearest first; ``overdue`` are the places of the
    rectifications that are late."""
    ledger = {e.clause: (e, n in overdue) for n, e in enumerate(card.result.rectification)}
    made = [
        Improvement(id, text, printed, *ledger.get(id, _NO_ENTRY))
        for id, (_, _, printed, text) in _losses(card).items()
    ]
    made.sort(key=attrgetter("clause"))
    made.sort(key=attrgetter("points"), reverse=True)  # equals stay as they are
    return made


_NO_ENTRY: tuple[Rectification | None, bool] = (None, False)


_Loss = tuple[Decimal, Decimal, Decimal, str]
"""What a clause took from the total, as points and what they have to be divided by, and as
printed; and its text."""


def _losses(card: Scorecard) -> dict[str, _Loss]:
    """What each clause took, by its id."""
    found: dict[str, _Loss] = {}
    for score in card.methods:
        weight, possible = score.weight, score.possible
        for mark in score.uneven:
            standard = mark.standard
            if mark.value is not None and (
                loss := _lost(standard.points, mark.value, weight, possible)
            ):
                id = standard.id
                if id in found:
                    loss = _sum(*loss[:2], *found[id][:2])
                found[id] = (*loss, standard.title)
    for id, text, points in _outside(card):
        found[id] = points, ONE, quotient(points, ONE, _PLACES), text
    return found


@lru_cache(maxsize=8192)
def _lost(
    points: Decimal, value: Decimal, weight: Decimal, possible: Decimal
) -> tuple[Decimal, Decimal, Decimal] | None:
    """What a mark below the points of its standard took: it is weighted, and counts in relation
    to the points of the standards that apply. Marks are of few values."""
    if value >= points:
        return None
    lost = (points - value) * weight
    return lost, possible, quotient(lost, possible, _PLACES)


def _sum(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """The sum of a ÷ b and c ÷ d, in full and as printed."""
    points, whole = EXACT.add(EXACT.multiply(a, d), EXACT.multiply(c, b)), EXACT.multiply(b, d)
    return points, whole, quotient(points, whole, _PLACES)


def _outside(card: Scorecard) -> Iterator[tuple[str, str, Decimal]]:
    """What each negative case and each adjustment takes."""
    if card.negative.scores:
        worth = card.worth_in_total(card.edition.negative_list.feeds)
        for case in card.negative.scores:
            if case.points:
                yield case.case.id, case.case.text, EXACT.multiply(case.points, worth)
    if card.adjustments.scores:
        worth = card.worth_in_total(card.edition.adjusting.feeds)
        for one in card.adjustments.scores:
            if one.points < 0:
                yield one.adjustment.id, one.adjustment.title, EXACT.multiply(-one.points, worth)
