"""The bulletin of a year: its results in a few figures, from which a page makes sentences."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from generator.analysis.clause_costs import ClauseYear
from generator.analysis.rectification import LedgerCount, count_ledger, ledger
from generator.analysis.year_change import YearChange, year_change
from generator.analysis.year_statistics import YearSummary, summarize_year
from generator.model.edition import Grade
from generator.model.methods import Method
from generator.scoring.points import ZERO, round_fraction
from generator.scoring.summary import CardSummary

MOST_NAMED = 3
"""How many organizations or clauses a sentence names where several are equal."""


class GradeCount(Struct, frozen=True, eq=False):
    """How many results have a grade, and their share of all graded ones in percent."""

    grade: Grade
    count: int
    percent: Decimal


class MethodLoss(Struct, frozen=True, eq=False):
    """What a method lacks of its full points, in points of the total.

    ``mean`` is that of the results with a rank. ``percent`` is its share of what all methods lack;
    ``None`` if a method has more than its full points, for then shares mean nothing.
    """

    method: Method
    mean: Decimal
    percent: Decimal | None


class Bulletin(Struct, frozen=True, eq=False):
    """The results of a year in a few figures.

    ``grades`` are those that anybody has, best first. ``ranked`` counts the results that are
    compared. ``methods`` are those that lack most of their full points, equal ones together, and
    ``clauses`` those that took most from totals; empty if nothing is lacking, or nothing was taken.
    """

    summary: YearSummary
    as_of: dt.date
    graded: int
    drafts: int
    grades: tuple[GradeCount, ...]
    ranked: int
    change: YearChange | None
    methods: tuple[MethodLoss, ...]
    clauses: tuple[ClauseYear, ...]
    ledger: LedgerCount

    @property
    def best(self) -> GradeCount:
        """The best grade of the edition, whether anybody has it or not."""
        return self.grades[0]

    @property
    def others(self) -> tuple[GradeCount, ...]:
        """The other grades that anybody has."""
        return tuple(entry for entry in self.grades[1:] if entry.count)


def bulletin(
    cards: Sequence[CardSummary], clauses: Mapping[str, ClauseYear], as_of: dt.date
) -> Bulletin:
    """Return the bulletin of the cards of a year, at least one.

    ``clauses`` holds what each clause of the year cost, ``as_of`` is the date of the year's data.
    """
    summary = summarize_year(cards)
    graded = summary.results - summary.ungraded
    return Bulletin(
        summary=summary,
        as_of=as_of,
        graded=graded,
        drafts=sum(card.state == "draft" for card in cards),
        grades=tuple(
            _grade_count(g, summary.grades.get(g.id, 0), graded) for g in summary.edition.grades
        ),
        ranked=sum(card.ranked for card in cards),
        change=year_change(cards),
        methods=_largest(method_losses(cards)),
        clauses=_costliest(clauses),
        ledger=count_ledger(ledger(cards, as_of)),
    )


def _grade_count(grade: Grade, count: int, graded: int) -> GradeCount:
    percent = round_fraction(Fraction(100 * count, graded), 1) if graded else ZERO
    return GradeCount(grade, count, percent)


def method_losses(cards: Sequence[CardSummary]) -> tuple[MethodLoss, ...]:
    """Return what each method lacks of its full points on average, in the order of the edition.

    An organization that a method does not assess
    counts as lacking nothing there.
    """
    ranked = [card for card in cards if card.ranked]
    if not ranked:
        return ()
    edition = ranked[0].edition.whole
    lacking = [
        sum((card.lacking.get(method.id, ZERO) for card in ranked), ZERO)
        for method in edition.methods
    ]
    whole, shares = sum(lacking, ZERO), min(lacking) >= 0
    return tuple(
        MethodLoss(
            method,
            round_fraction(Fraction(lost) / len(ranked), 2),
            round_fraction(Fraction(lost) * 100 / Fraction(whole), 1) if shares and whole else None,
        )
        for method, lost in zip(edition.methods, lacking, strict=True)
    )


def _largest(losses: Sequence[MethodLoss]) -> tuple[MethodLoss, ...]:
    most = max((loss.mean for loss in losses), default=ZERO)
    return tuple(loss for loss in losses if loss.mean == most) if most > 0 else ()


def _costliest(clauses: Mapping[str, ClauseYear]) -> tuple[ClauseYear, ...]:
    most = max((clause.points for clause in clauses.values()), default=ZERO)
    return tuple(clause for clause in clauses.values() if clause.points == most) if most else ()
