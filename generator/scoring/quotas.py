"""Quotas: how many results of a year may have a grade, and who is beyond."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP
from itertools import groupby, pairwise

from msgspec.structs import replace

from generator.model.edition import Edition, Grade
from generator.scoring.card import Hold, Scorecard
from generator.scoring.grading import conclude
from generator.scoring.points import ZERO
from generator.scoring.summary import CardSummary


def apply_quotas(summaries: Sequence[CardSummary]) -> tuple[CardSummary, ...]:
    """Grade the results of one year and edition under the quotas of its grades, best grade first.

    Results are ranked by total. Those beyond the quota get the next grade; a tie across the
    border stays outside whole, for a quota is never exceeded. A grade given by decision is not
    ranked, but takes a place. Drafts take no part: they must not show in published grades.
    Results that no quota touches are returned as they are.
    """
    graded = list(summaries)
    for kind, grades in quota_grades(graded).items():
        for grade, next_grade in pairwise(grades):
            if grade.quota is not None:
                among = [summary for summary in graded if kind_with_quotas(summary) == kind]
                beyond = {summary.organization.id for summary in _beyond_quota(among, grade)}
                hold = Hold(next_grade, decides=False, full=grade)
                graded = [
                    _hold_down(summary, hold) if summary.organization.id in beyond else summary
                    for summary in graded
                ]
    return tuple(graded)


def quota_grades(summaries: Iterable[CardSummary]) -> Mapping[str, tuple[Grade, ...]]:
    """Return all grades, best first, as they are for each kind that has quotas of its own.

    The keys are the ids of these kinds, and ``""`` for the other kinds together. ``summaries`` are
    those of one year and edition; a kind without any is left out.
    """
    return {kind_with_quotas(summary): summary.edition.grades for summary in summaries}


def kind_with_quotas(summary: CardSummary) -> str:
    """Return the kind of an organization if the edition gives it quotas of its own, else ``""``."""
    variation = summary.edition.by_kind.get(summary.kind) if summary.edition.by_kind else None
    return summary.kind if variation and variation.quotas else ""


def take_grade(card: Scorecard, summary: CardSummary) -> Scorecard:
    """Return the card with the grades and holds of its summary, which know of quotas."""
    if card.grade is summary.grade and len(card.holds) == len(summary.holds):
        return card
    return replace(
        card,
        by_cutoff=summary.by_cutoff,
        holds=summary.holds,
        calculated=summary.calculated,
        grade=summary.grade,
    )


def _hold_down(summary: CardSummary, hold: Hold) -> CardSummary:
    holds = (*summary.holds, hold)
    by_cutoff = summary.by_cutoff or hold.grade
    calculated, grade = conclude(summary.edition, by_cutoff, holds, summary.decision)
    return replace(summary, holds=holds, calculated=calculated, grade=grade)


def quota_groups(summaries: Sequence[CardSummary], grade: Grade) -> Iterator[list[CardSummary]]:
    """Group the graded results among which the quota of a grade counts: all, or kind by kind.

    Drafts take no part, nor does what a veto decided.
    """
    by_kind = grade.quota is not None and grade.quota.among == "kind"

    def group_of(summary: CardSummary) -> str:
        return summary.kind if by_kind else ""

    graded = (
        summary
        for summary in summaries
        if summary.grade and summary.ranked and summary.state != "draft"
    )
    return (list(group) for _, group in groupby(sorted(graded, key=group_of), key=group_of))


_ROUNDING = {"down": ROUND_FLOOR, "half": ROUND_HALF_UP, "up": ROUND_CEILING}


def quota_places(group: Sequence[CardSummary], grade: Grade) -> int:
    """Return how many of a group may have a grade: its number, or its percentage, rounded."""
    quota = grade.quota
    if quota is None or quota.percent is None:
        return len(group) if quota is None or quota.number is None else quota.number
    exact = len(group) * quota.percent / 100
    return int(exact.to_integral_value(_ROUNDING[quota.rounded or "down"]))


def counted_grades(edition: Edition, grade: Grade) -> frozenset[str]:
    """Return the ids of the grades that a quota counts: its own, and better ones if it says so."""
    ids = [each.id for each in edition.grades]
    better = grade.quota is not None and grade.quota.with_better
    return frozenset(ids[: ids.index(grade.id) + 1] if better else [grade.id])


def _beyond_quota(summaries: Sequence[CardSummary], grade: Grade) -> Iterator[CardSummary]:
    """Yield the results that have a grade but do not fit into its quota.

    Results are taken by total, highest first. Those that tie with the first one outside are
    outside too. A decision takes a place but is never outside.
    """
    for group in quota_groups(summaries, grade):
        counted = counted_grades(group[0].edition, grade)
        among = [summary for summary in group if summary.grade and summary.grade.id in counted]
        own = [s for s in among if s.grade and s.grade.id == grade.id and not s.decision]
        places = max(quota_places(group, grade) - (len(among) - len(own)), 0)
        ranked = sorted(
            own,
            key=lambda summary: -(summary.total or ZERO),
        )
        if len(ranked) > places:
            border = ranked[places].total or ZERO
            yield from (summary for summary in ranked if (summary.total or ZERO) <= border)
