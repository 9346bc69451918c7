"""What an organization can win back next year: where its total lost points, and how many."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.result import Rectification
from generator.score import Scorecard
from generator.score.worth import ZERO, rounded

_PLACES = 2


@dataclass(frozen=True, slots=True)
class Improvement:
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
    ledger = {entry.clause: (n, entry) for n, entry in enumerate(card.result.rectification)}
    found: dict[str, tuple[str, Decimal]] = {}
    for clause, text, points in _losses(card):
        found[clause] = (text, found.get(clause, ("", ZERO))[1] + points)
    made = [
        Improvement(
            clause,
            text,
            rounded(points, _PLACES),
            ledger[clause][1] if clause in ledger else None,
            clause in ledger and ledger[clause][0] in overdue,
        )
        for clause, (text, points) in found.items()
    ]
    return sorted(made, key=lambda one: (-one.points, one.clause))


def _losses(card: Scorecard) -> Iterator[tuple[str, str, Decimal]]:
    """Each loss with its effect on the total: marks by the weight of their method and the
    points that apply; the rest by where it is fed."""
    shares = {score.method.id: score.weight / 100 for score in card.methods}
    for score in card.methods:
        for mark in score.marks:
            if mark.lost:
                effect = mark.lost / score.possible * score.weight
                yield mark.standard.id, mark.standard.title, effect
    share = shares.get(card.edition.negative_list.feeds, Decimal(1))
    for case in card.negative.scores:
        if case.points:
            yield case.case.id, case.case.text, case.points * share
    share = shares.get(card.edition.adjusting.feeds, Decimal(1))
    for adjustment in card.adjustments.scores:
        if adjustment.points < 0:
            yield adjustment.adjustment.id, adjustment.adjustment.title, -adjustment.points * share
