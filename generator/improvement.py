"""What an organization can win back next year: where its total lost points, and how many."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.model.result import Rectification
from generator.score import Scorecard
from generator.score.worth import printed

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
    found: dict[str, tuple[str, Fraction]] = {}
    for clause, text, points in _losses(card):
        found[clause] = (text, found.get(clause, ("", Fraction(0)))[1] + points)
    made = [
        Improvement(
            clause,
            text,
            printed(points, _PLACES),
            ledger[clause][1] if clause in ledger else None,
            clause in ledger and ledger[clause][0] in overdue,
        )
        for clause, (text, points) in found.items()
    ]
    return sorted(made, key=lambda one: (-one.points, one.clause))


def _losses(card: Scorecard) -> Iterator[tuple[str, str, Fraction]]:
    """Each loss with what it takes from the total."""
    for score in card.methods:
        for mark in score.marks:
            if mark.lost:
                yield mark.standard.id, mark.standard.title, score.cost_of(mark)
    worth = card.worth_in_total(card.edition.negative_list.feeds)
    for case in card.negative.scores:
        if case.points:
            yield case.case.id, case.case.text, Fraction(case.points) * worth
    worth = card.worth_in_total(card.edition.adjusting.feeds)
    for one in card.adjustments.scores:
        if one.points < 0:
            yield one.adjustment.id, one.adjustment.title, Fraction(-one.points) * worth
