"""The grade: cut-offs, then vetoes and limits, then a decision. Quotas come after."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from generator.model.edition import Edition, Grade
from generator.model.result import Decision
from generator.scoring.card import AspectScore, Hold, Mark, MethodScore, Scorecard
from generator.scoring.limits import watches
from generator.scoring.marks import sheet_of
from generator.scoring.once import once_for_edition
from generator.scoring.points import ZERO


def graded(card: Scorecard) -> Scorecard:
    """The card with its grade by cut-off, what holds it, and the grade that results."""
    by_cutoff = grade_for(card.edition, card.total or ZERO)
    holds = (*_limit_holds(card), *_case_holds(card))
    calculated, grade = conclude(card.edition, by_cutoff, holds, card.result.decision)
    return card.concluded(card.aspects, by_cutoff, holds, calculated, grade)


def grade_for(edition: Edition, total: Decimal) -> Grade:
    """The best grade whose inclusive lower cut-off ``total`` reaches; else the lowest."""
    return next((g for g in edition.grades if total >= g.cutoff), edition.grades[-1])


def conclude(
    edition: Edition, by_cutoff: Grade, holds: tuple[Hold, ...], decision: Decision | None
) -> tuple[Grade, Grade]:
    """Return the calculated and the final grade. A veto decides alone (the worst of several);
    otherwise no hold lets the grade be better than it says. A decision has the last word."""
    calculated = _held_by(edition, by_cutoff, holds) if holds else by_cutoff
    return calculated, _grade(edition, decision.grade) if decision else calculated


def _held_by(edition: Edition, by_cutoff: Grade, holds: tuple[Hold, ...]) -> Grade:
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
    for watch in watches(card.edition):
        if (of := watch.met(card)) is not None:
            limit = watch.limit
            yield Hold(watch.grade, limit.veto is not None, limit=limit, of=of)


@dataclass(frozen=True, slots=True)
class _Part:
    """An aspect: what picks its marks from the values of all methods, and their points."""

    id: str
    pick: Callable[[Sequence[Decimal]], Iterable[Decimal]]
    possible: Decimal


def aspects(
    edition: Edition, kind: str, off: Mapping[str, str], methods: Iterable[MethodScore]
) -> Mapping[str, AspectScore]:
    """Marks and points of each aspect, in the order of the standards that apply to the kind of
    organization, without those that are ``off``."""
    marks = [mark for score in methods for mark in score.marks]
    values = [ZERO if mark.value is None else mark.value for mark in marks]
    parts = _parts(marks) if off else _usual_parts(edition, kind)
    return {
        part.id: AspectScore(part.id, sum(part.pick(values), ZERO), part.possible) for part in parts
    }


@once_for_edition
def _usual_parts(edition: Edition, kind: str) -> tuple[_Part, ...]:
    """The parts where no result says that a standard is not applicable."""
    sheets = (sheet_of(edition, method, kind) for method in edition.methods)
    return _parts(mark for sheet in sheets for mark in sheet.marks)


def _parts(marks: Iterable[Mark]) -> tuple[_Part, ...]:
    places: dict[str, list[int]] = {}
    possible: dict[str, Decimal] = {}
    for n, mark in enumerate(marks):
        if mark.value is not None:
            id = mark.standard.aspect
            places.setdefault(id, []).append(n)
            possible[id] = possible.get(id, ZERO) + mark.standard.points
    return tuple(_Part(id, _picking(found), possible[id]) for id, found in places.items())


def _picking(places: Sequence[int]) -> Callable[[Sequence[Decimal]], Iterable[Decimal]]:
    """What picks the values at some places."""
    if len(places) > 1:
        return itemgetter(*places)
    (place,) = places
    return lambda values: (values[place],)
