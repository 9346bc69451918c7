"""The grade: cut-offs, then vetoes and limits, then quotas, then a decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from generator.model.edition import Condition, Edition, Grade
from generator.score.card import Hold, Scorecard
from generator.score.worth import ZERO


def graded(card: Scorecard) -> Scorecard:
    """The card with its grade by cut-off, what holds it, and the grade that results."""
    by_cutoff = grade_for(card.edition, card.total or ZERO)
    holds = tuple(_limit_holds(card)) + tuple(_case_holds(card))
    return _concluded(replace(card, by_cutoff=by_cutoff, holds=holds))


def grade_for(edition: Edition, total: Decimal) -> Grade:
    """The best grade whose inclusive lower cut-off ``total`` reaches; else the lowest."""
    return next((g for g in edition.grades if total >= g.cutoff), edition.grades[-1])


def _concluded(card: Scorecard) -> Scorecard:
    """A veto decides alone (the worst of several); otherwise no hold lets the grade be
    better than it says. A decision has the last word."""
    rank = {grade.id: n for n, grade in enumerate(card.edition.grades)}
    deciding = [hold.grade for hold in card.holds if hold.decides]
    candidates = deciding or [hold.grade for hold in card.holds]
    if not deciding and card.by_cutoff:
        candidates.append(card.by_cutoff)
    calculated = max(candidates, key=lambda grade: rank[grade.id])
    decision = card.result.decision
    final = _grade(card.edition, decision.grade) if decision else calculated
    return replace(card, calculated=calculated, grade=final)


def _grade(edition: Edition, id: str) -> Grade:
    return next(grade for grade in edition.grades if grade.id == id)


def _case_holds(card: Scorecard) -> Iterator[Hold]:
    for score in card.negative.scores:
        case = score.case
        if (score.occurrences or score.elsewhere) and (leads_to := case.veto or case.at_most):
            yield Hold(_grade(card.edition, leads_to), case.veto is not None, case=case)


def _limit_holds(card: Scorecard) -> Iterator[Hold]:
    for limit in card.edition.limits:
        leads_to = _grade(card.edition, limit.veto or limit.at_most or "")
        for of in _met(card, limit.when):
            yield Hold(leads_to, limit.veto is not None, limit=limit, of=of)
            break


def _met(card: Scorecard, when: Condition) -> Iterator[str]:
    """The ids of the measured quantities for which a condition is true."""
    for id, value in _quantities(card, when).items():
        wanted = when.of in (None, "any", id)
        if wanted and value is not None and _is_met(when, value):
            yield id


def _quantities(card: Scorecard, condition: Condition) -> Mapping[str, Decimal | None]:
    """What a condition measures on a card, by id; a single quantity has the id ``""``."""
    match condition.measure:
        case "aspect":
            aspects = card.aspects or {}
            return {id: _percent(a.earned, a.possible) for id, a in aspects.items()}
        case "standard":
            return _standards(card)
        case "method":
            return {score.method.id: score.raw for score in card.methods}
        case "case":
            return _cases(card)
    single = {"negative_points": card.negative.points, "base": card.base, "total": card.total}
    return {"": single[condition.measure]}


def _standards(card: Scorecard) -> Mapping[str, Decimal | None]:
    """The standards in percent; the lowest counts where several methods score one."""
    lowest: dict[str, Decimal] = {}
    for mark in (mark for score in card.methods for mark in score.marks):
        if (percent := _percent(mark.value, mark.standard.points)) is not None:
            lowest[mark.standard.id] = min(percent, lowest.get(mark.standard.id, percent))
    return lowest


def _cases(card: Scorecard) -> Mapping[str, Decimal | None]:
    """How often each case happened, whether or not another case of its event counts."""
    return {
        score.case.id: Decimal(sum(one.count for one in score.occurrences + score.elsewhere))
        for score in card.negative.scores
    }


def _percent(earned: Decimal | None, possible: Decimal) -> Decimal | None:
    return earned * 100 / possible if earned is not None and possible else None


def _is_met(condition: Condition, value: Decimal) -> bool:
    if condition.at_most is not None:
        return value <= condition.at_most
    if condition.below is not None:
        return value < condition.below
    return condition.at_least is not None and value >= condition.at_least


def with_quotas(cards: Sequence[Scorecard]) -> tuple[Scorecard, ...]:
    """The cards of one year and edition, with the quotas of its grades applied, best grade
    first. Ranked by total, those beyond the quota get the next grade; a tie across the
    border stays outside whole, for a quota is never exceeded. A grade given by decision is
    not ranked, but takes a place. Drafts take no part: they must not show in published
    grades."""
    held = list(cards)
    grades = cards[0].edition.grades if cards else ()
    for grade, below in pairwise(grades):
        if grade.quota is not None:
            outside = {card.organization.id for card in _outside(held, grade)}
            hold = Hold(below, decides=False, quota=grade.quota.percent)
            held = [
                _concluded(replace(card, holds=(*card.holds, hold)))
                if card.organization.id in outside
                else card
                for card in held
            ]
    return tuple(held)


def quota_groups(cards: Sequence[Scorecard], grade: Grade) -> Iterator[list[Scorecard]]:
    """The graded cards among which the quota of a grade is counted: all, or kind by kind."""
    by_kind = grade.quota is not None and grade.quota.among == "kind"

    def group_of(card: Scorecard) -> str:
        return card.organization.kind if by_kind else ""

    graded_cards = sorted(
        (card for card in cards if card.grade and card.result.state != "draft"), key=group_of
    )
    return (list(group) for _, group in groupby(graded_cards, key=group_of))


def quota_places(group: Sequence[Scorecard], grade: Grade) -> int:
    """How many of a group may have a grade: its percentage, rounded down."""
    return int(len(group) * (grade.quota.percent if grade.quota else 100) / 100)


def _outside(cards: Sequence[Scorecard], grade: Grade) -> Iterator[Scorecard]:
    """The cards that a quota keeps out of a grade."""
    for group in quota_groups(cards, grade):
        decided = sum(card.result.decision is not None and card.grade == grade for card in group)
        places = max(quota_places(group, grade) - decided, 0)
        ranked = sorted(
            (card for card in group if card.grade == grade and not card.result.decision),
            key=lambda card: -(card.total or ZERO),
        )
        if len(ranked) > places:
            border = ranked[places].total or ZERO
            yield from (card for card in ranked if (card.total or ZERO) <= border)
