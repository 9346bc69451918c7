"""What an organization can win back next year: where its total lost points, and how many."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from generator.model.result import Rectification
from generator.score import Scorecard
from generator.score.quotient import measured
from generator.score.worth import printed

_PLACES = 2


class Improvement(NamedTuple):
    """A clause that cost points: what it cost the total, to two places, and what is being
    done about it. ``entry`` is the standard, adjustment or negative case."""

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
        Improvement(id, text, points, *ledger.get(id, _NO_ENTRY))
        for id, (_, points, text) in _losses(card).items()
    ]
    return sorted(made, key=_dearest)


def _dearest(one: "Improvement") -> tuple[Decimal, str]:
    return -one.points, one.clause


_NO_ENTRY: tuple[Rectification | None, bool] = (None, False)


_Loss = tuple[Fraction, Decimal, str]
"""What a clause took from the total, in full and as printed, and its text."""


def _losses(card: Scorecard) -> dict[str, _Loss]:
    """What each clause took, by its id. A point lost on a mark is weighted, and counts in
    relation to the points of the standards that apply."""
    found: dict[str, _Loss] = {}
    for score in card.methods:
        weight, possible = score.weight, score.possible
        for mark in score.marks:
            standard, value = mark.standard, mark.value
            if value is not None and value < standard.points:
                id, lost = standard.id, standard.points - value
                exact, points = measured(lost * weight, possible, _PLACES)
                if id in found:
                    exact += found[id][0]
                    points = printed(exact, _PLACES)
                found[id] = exact, points, standard.title
    for id, text, exact in _outside(card):
        found[id] = exact, printed(exact, _PLACES), text
    return found


def _outside(card: Scorecard) -> Iterator[tuple[str, str, Fraction]]:
    """What each negative case and each adjustment takes."""
    if card.negative.scores:
        worth = card.worth_in_total(card.edition.negative_list.feeds)
        for case in card.negative.scores:
            if case.points:
                yield case.case.id, case.case.text, Fraction(case.points) * worth
    if card.adjustments.scores:
        worth = card.worth_in_total(card.edition.adjusting.feeds)
        for one in card.adjustments.scores:
            if one.points < 0:
                yield one.adjustment.id, one.adjustment.title, Fraction(-one.points) * worth
