"""What an organization can win back: the clauses that cost its total points, and how many."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from generator.model.result import Rectification
from generator.scoring.card import MethodScore, Scorecard
from generator.scoring.points import EXACT, ONE, quotient

_PLACES = 2


class Improvement(Struct, frozen=True, eq=False):
    """A clause that cost a total points, and what is being done about it.

    ``text`` is that of the standard, adjustment or negative case. ``points`` are those of the
    total, rounded to two places.
    """

    clause: str
    text: str
    points: Decimal
    rectification: Rectification | None = None
    overdue: bool = False


def improvements(
    card: Scorecard, overdue: frozenset[Rectification] = frozenset()
) -> list[Improvement]:
    """Return the clauses that cost a card points: the largest loss first, then by id.

    ``overdue`` are the rectifications of the card that are late.
    """
    rectifications = {entry.clause: entry for entry in card.result.rectification}
    result = []
    for clause, loss in _losses(card).items():
        entry = rectifications.get(clause)
        points = quotient(loss.points, loss.divisor, _PLACES)
        result.append(Improvement(clause, loss.text, points, entry, entry in overdue))
    return sorted(result, key=lambda improvement: (-improvement.points, improvement.clause))


class _Loss(NamedTuple):
    """What a clause took from a total, in full: ``points`` ÷ ``divisor``."""

    text: str
    points: Decimal
    divisor: Decimal

    def add(self, other: "_Loss") -> "_Loss":
        """Return the sum of two losses of one clause."""
        mine, others = (
            EXACT.multiply(self.points, other.divisor),
            EXACT.multiply(other.points, self.divisor),
        )
        divisor = EXACT.multiply(self.divisor, other.divisor)
        return _Loss(self.text, EXACT.add(mine, others), divisor)


def _losses(card: Scorecard) -> dict[str, _Loss]:
    """Return what each clause took from the total, by its id."""
    losses: dict[str, _Loss] = {}
    for score in card.methods:
        for clause, loss in _lost_marks(score):
            losses[clause] = losses[clause].add(loss) if clause in losses else loss
    return {**losses, **dict(_lost_outside(card))}


def _lost_marks(score: MethodScore) -> Iterator[tuple[str, _Loss]]:
    """Yield what the marks of a method took: points × weight ÷ the points of its standards."""
    for mark in score.marks if score.clause_weight else ():
        if lost := mark.lost:
            standard, worth = mark.standard, lost * score.clause_weight
            yield standard.id, _Loss(standard.title, worth, score.possible)


def _lost_outside(card: Scorecard) -> Iterator[tuple[str, _Loss]]:
    """Yield what negative cases and adjustments took."""
    for case in card.negative.scores:
        if case.points:
            points = EXACT.multiply(case.points, card.worth_of(case.case))
            yield case.case.id, _Loss(case.case.text, points, ONE)
    for score in card.adjustments.scores:
        if score.points < 0:
            points = EXACT.multiply(-score.points, card.worth_of(score.adjustment))
            yield score.adjustment.id, _Loss(score.adjustment.title, points, ONE)
