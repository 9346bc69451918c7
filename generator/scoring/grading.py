"""The grade: cut-offs, then vetoes and limits, then a decision. Quotas come after."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.model.edition import Edition, Grade
from generator.model.result import Decision
from generator.scoring.card import AspectScore, Hold, MethodScore, Scorecard
from generator.scoring.limits import find_met
from generator.scoring.points import ZERO


def grade_card(card: Scorecard) -> Scorecard:
    """Return a card that has a total with its grades.

    The grade by cut-off comes first, then what vetoes, limits and negative cases make of it, and
    last a decision.
    """
    by_cutoff = grade_for(card.edition, card.total or ZERO)
    holds = (*_limit_holds(card), *_case_holds(card))
    calculated, grade = conclude(card.edition, by_cutoff, holds, card.result.decision)
    return replace(card, by_cutoff=by_cutoff, holds=holds, calculated=calculated, grade=grade)


def add_up_aspects(methods: Iterable[MethodScore]) -> Mapping[str, AspectScore]:
    """Add up the marks and the points of each aspect over all methods that give marks.

    Aspects stand in the order of their first standard that applies; one without any is left out.
    """
    earned: dict[str, Decimal] = defaultdict(Decimal)
    possible: dict[str, Decimal] = defaultdict(Decimal)
    for score in methods:
        for mark in score.marks:
            if mark.value is not None:
                earned[mark.standard.aspect] += mark.value
                possible[mark.standard.aspect] += mark.standard.points
    return {id: AspectScore(id, earned[id], possible[id]) for id in earned}


def grade_for(edition: Edition, total: Decimal) -> Grade:
    """Return the best grade whose inclusive lower cut-off a total reaches; else the lowest."""
    return next((g for g in edition.grades if total >= g.cutoff), edition.grades[-1])


def conclude(
    edition: Edition, by_cutoff: Grade, holds: Sequence[Hold], decision: Decision | None
) -> tuple[Grade, Grade]:
    """Return the calculated and the final grade.

    A veto decides alone (the worst of several); otherwise no hold lets the grade be better than
    it says. A decision has the last word.
    """
    calculated = _hold_down(edition, by_cutoff, holds) if holds else by_cutoff
    return calculated, _grade(edition, decision.grade) if decision else calculated


def _hold_down(edition: Edition, by_cutoff: Grade, holds: Sequence[Hold]) -> Grade:
    deciding = [hold.grade for hold in holds if hold.decides]
    return _worst(edition, deciding or [*(hold.grade for hold in holds), by_cutoff])


def _worst(edition: Edition, grades: Sequence[Grade]) -> Grade:
    rank = {grade.id: n for n, grade in enumerate(edition.grades)}
    return max(grades, key=lambda grade: rank[grade.id])


def _grade(edition: Edition, id: str) -> Grade:
    return next(grade for grade in edition.grades if grade.id == id)


def _case_holds(card: Scorecard) -> Iterator[Hold]:
    for score in card.negative.scores:
        case = score.case
        if (score.occurrences or score.elsewhere) and (leads_to := case.veto or case.at_most):
            yield Hold(_grade(card.edition, leads_to), case.veto is not None, case=case)


def _limit_holds(card: Scorecard) -> Iterator[Hold]:
    for limit in card.edition.limits:
        measured = find_met(limit.when, card)
        leads_to = limit.veto or limit.at_most
        if measured is not None and leads_to:
            decides = limit.veto is not None
            yield Hold(_grade(card.edition, leads_to), decides, limit=limit, of=measured)
