"""What a scorecard says first: the total, where the points went, and what would lead further."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.improvement import Improvement
from generator.analysis.points_lost import PointsLost, points_lost, within_reach
from generator.analysis.what_if import WhatIf, what_ifs
from generator.model.base import Named
from generator.model.edition import Grade
from generator.model.methods import Method
from generator.model.result import Rectification, Result
from generator.scoring.card import Hold, MethodScore, Scorecard
from generator.scoring.grading import still_met
from generator.scoring.mark import Mark
from generator.scoring.points import ZERO


@dataclass(frozen=True, slots=True)
class NextGrade:
    """The grade above that of a card, and the points that the total lacks for it.

    ``blocked`` are the limits and cases that would still not let the grade be so good.
    """

    grade: Grade
    lacking: Decimal
    blocked: tuple[Hold, ...] = ()


def next_grade(card: Scorecard) -> NextGrade | None:
    """Return the next better grade; ``None`` if more points alone would not lead to it.

    They would not where a hold, a quota or a decision made the grade, or where it is the best.
    """
    if card.total is None or card.vetoed or card.grade is not card.by_cutoff:
        return None
    above = [grade for grade in card.edition.grades if grade.cutoff > card.total]
    if not above:
        return None
    worse = card.edition.grades[len(above) :]
    blocked = [
        hold
        for hold in card.holds
        if not hold.lifts and hold.grade in worse and still_met(hold, above[-1].cutoff)
    ]
    return NextGrade(above[-1], above[-1].cutoff - card.total, tuple(blocked))


@dataclass(frozen=True, slots=True)
class Due:
    """What is still to be put right: how many findings, and how many of them are late.

    ``late_since`` is the first deadline that was missed, ``following`` the next one to come.
    """

    count: int
    overdue: int
    late_since: dt.date | None
    following: dt.date | None


@dataclass(frozen=True, slots=True)
class Noticed:
    """That the public notice of a result is over: when it began, and when the result was final."""

    opens: dt.date
    settled: dt.date


def noticed(result: Result) -> Noticed | None:
    """Return when the notice of a result was; ``None`` if it had none or is not final yet."""
    dates = {step.state: step.date for step in reversed(result.status)}
    opens, settled = dates.get("notice"), dates.get("final")
    return Noticed(opens, settled) if opens and settled else None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The first screen of a scorecard.

    ``lost`` says where the points went; it is ``None`` without a total. ``reach`` is what a total
    gains if no clause costs it points any more, ``short`` what then still lacks to the next grade.
    ``judged`` are the steps that would have raised what others judge, ``listed`` the causes of
    losses that have a table of their own.
    """

    lost: PointsLost | None
    next_grade: NextGrade | None
    reach: Decimal
    short: Decimal
    judged: Sequence[WhatIf]
    due: Due | None
    listed: Sequence[str]

    @property
    def judged_titles(self) -> list[str]:
        """The titles of the methods that others judge and that lost points."""
        return [step.score.method.title for step in self.judged]


def card_answer(
    card: Scorecard, improvements: Sequence[Improvement], overdue: frozenset[Rectification]
) -> Answer:
    """Return what a card says first, by its improvements and its late rectifications."""
    following, lost = next_grade(card), points_lost(card)
    by_clause = sum([improvement.points for improvement in improvements], ZERO)
    reach = within_reach(card, by_clause)
    tallies = {"adjustments": card.adjustments, "negative": card.negative}
    return Answer(
        lost=lost,
        next_grade=following,
        reach=reach,
        short=max(following.lacking - reach, ZERO) if following else ZERO,
        judged=what_ifs(card, lost),
        due=_due(card, overdue),
        listed=[name for name, tally in tallies.items() if tally.scores],
    )


def _due(card: Scorecard, overdue: frozenset[Rectification]) -> Due | None:
    pending = [entry for entry in card.result.rectification if not entry.put_right]
    if not pending:
        return None
    to_come = [entry.deadline for entry in pending if entry not in overdue]
    return Due(
        count=len(pending),
        overdue=len(overdue),
        late_since=min((entry.deadline for entry in overdue), default=None),
        following=min(to_come, default=None),
    )


@dataclass(frozen=True, slots=True, eq=False)
class FoldedMarks:
    """The marks of a method: those to show, and those of full points without a record.

    ``points`` is the sum of the latter.
    """

    recorded: Sequence[Mark]
    unmoved: Sequence[Mark]
    points: Decimal


def folded_marks(score: MethodScore) -> FoldedMarks:
    """Part the marks of a method into those that say something and those that do not."""
    recorded: list[Mark] = []
    unmoved: list[Mark] = []
    for mark in score.marks:
        says_something = mark.movements or mark.evidence or not mark.full
        (recorded if says_something else unmoved).append(mark)
    return FoldedMarks(recorded, unmoved, sum([mark.standard.points for mark in unmoved], ZERO))


def folded_by_part(card: Scorecard) -> dict[str, FoldedMarks]:
    """Fold the marks of each method, by its id, and of its periods, by both ids."""
    folded = {}
    for score in card.methods:
        folded[score.method.id] = folded_marks(score)
        for period in score.periods:
            if period.score:
                folded[f"{score.method.id}-{period.period.id}"] = folded_marks(period.score)
    return folded


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A method of which an interim card lacks some periods, or all that it is to have."""

    method: Method
    periods: tuple[Named, ...] = ()


def unrecorded(card: Scorecard) -> list[Unrecorded]:
    """Return what an interim card still lacks, in the order of the edition."""
    scored = {score.method.id: score for score in card.methods}
    lacking = []
    for method in card.edition.methods:
        if method.id not in scored:
            lacking.append(Unrecorded(method))
        elif missing := tuple(p.period for p in scored[method.id].periods if p.missing):
            lacking.append(Unrecorded(method, missing))
    return lacking
