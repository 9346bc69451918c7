"""Grade a card: by cut-offs, then vetoes and limits, then a decision. Quotas come after."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from generator.model.edition import Condition, Edition, Grade
from generator.model.result import Decision
from generator.scoring.card import Hold, MethodScore, Scorecard, total_after
from generator.scoring.mark import AspectScore, Mark
from generator.scoring.points import ONE, ZERO, times_happened
from generator.scoring.standards import levels, vetoes


def grade_card(card: Scorecard) -> Scorecard:
    """Return a card that has a total with its grades, and with what a veto makes of the total.

    The grade by cut-off comes first, then what vetoes, limits and negative cases make of it, and
    last a decision.
    """
    total = ZERO if card.total is None else card.total
    by_cutoff = grade_for(card.edition, total)
    holds = (*_limit_holds(card), *_case_holds(card))
    calculated, grade = conclude(card.edition, by_cutoff, holds, card.result.decision)
    return replace(
        card,
        total=total_after(holds, total) if holds else total,
        by_cutoff=by_cutoff,
        holds=holds,
        calculated=calculated,
        grade=grade,
    )


def unscored_card(card: Scorecard) -> Scorecard:
    """Return a card without figures with the grade that vetoes give it, nothing else scored."""
    cases = vetoes(card.edition, card.result)
    holds = tuple(
        Hold(_grade(card.edition, case.veto or ""), decides=True, case=case) for case in cases
    )
    calculated = _worst(card.edition, [hold.grade for hold in holds])
    decision = card.result.decision
    grade = _grade(card.edition, decision.grade) if decision else calculated
    return replace(card, holds=holds, calculated=calculated, grade=grade)


def add_up_aspects(methods: Iterable[MethodScore]) -> Mapping[str, AspectScore]:
    """Add up the marks and the points of each aspect, by its id, over all methods with marks.

    Aspects stand in the order of their first standard that applies; one without any is left out.
    """
    earned: dict[str, Decimal] = defaultdict(Decimal)
    possible: dict[str, Decimal] = defaultdict(Decimal)
    for score in methods:
        for mark in score.marks:
            value, standard = mark.value, mark.standard
            if value is not None:
                earned[standard.aspect] += value
                possible[standard.aspect] += standard.points
    return {id: AspectScore(id, earned[id], possible[id]) for id in earned}


def grade_for(edition: Edition, total: Decimal) -> Grade:
    """Return the best grade whose inclusive lower cut-off a total reaches; else the lowest."""
    return next((g for g in edition.grades if total >= g.cutoff), edition.grades[-1])


def conclude(
    edition: Edition, by_cutoff: Grade, holds: Sequence[Hold], decision: Decision | None
) -> tuple[Grade, Grade]:
    """Return the calculated and the final grade.

    A veto decides alone (the worst of several). Otherwise the best of what lifts the grade comes
    first, and then no hold lets the grade be better than it says. A decision has the last word.
    """
    calculated = _hold(edition, by_cutoff, holds) if holds else by_cutoff
    return calculated, _grade(edition, decision.grade) if decision else calculated


def _hold(edition: Edition, by_cutoff: Grade, holds: Sequence[Hold]) -> Grade:
    deciding = [hold.grade for hold in holds if hold.decides]
    lifting = [hold.grade for hold in holds if hold.lifts]
    lifted = next(grade for grade in edition.grades if grade in (by_cutoff, *lifting))
    holding = [hold.grade for hold in holds if not hold.lifts]
    return _worst(edition, deciding or [*holding, lifted])


def _worst(edition: Edition, grades: Sequence[Grade]) -> Grade:
    rank = {grade.id: n for n, grade in enumerate(edition.grades)}
    return max(grades, key=lambda grade: rank[grade.id])


def _grade(edition: Edition, id: str) -> Grade:
    return next(grade for grade in edition.grades if grade.id == id)


def _case_holds(card: Scorecard) -> Iterator[Hold]:
    for score in card.negative.scores:
        case = score.case
        leads_to = case.veto or case.at_most
        if leads_to and score.happened:
            yield Hold(_grade(card.edition, leads_to), case.veto is not None, case=case)


def _limit_holds(card: Scorecard) -> Iterator[Hold]:
    for limit in card.edition.limits:
        measured = find_met(limit.when, card)
        leads_to = limit.veto or limit.at_most or limit.lifts_to
        if measured is not None and leads_to:
            grade, decides, lifts = _grade(card.edition, leads_to), limit.veto, limit.lifts_to
            yield Hold(grade, decides is not None, lifts is not None, limit=limit, of=measured)


class Quantity(NamedTuple):
    """A measured quantity, ``points`` ÷ ``divisor``, and the id of what was measured.

    The two are not divided, since the quotient may not be exact. The id is empty where a card
    has only one quantity of its kind.
    """

    id: str
    points: Decimal
    divisor: Decimal = ONE


def find_met(when: Condition, card: Scorecard) -> str | None:
    """Return the id of the first quantity of a card that meets a condition, or ``None``."""
    for quantity in _MEASURES[when.measure](card, when):
        if _reaches(when, quantity):
            return quantity.id
    return None


def still_met(hold: Hold, total: Decimal) -> bool:
    """Tell whether a hold would apply with another total, all else being the same."""
    limit = hold.limit
    if limit is None or limit.when.measure != "total":
        return True
    return _reaches(limit.when, Quantity("", total))


def _reaches(when: Condition, quantity: Quantity) -> bool:
    """Tell whether a quantity is on the side of the bound that the condition waits for."""
    points, divisor = quantity.points, quantity.divisor
    if when.at_most is not None:
        return points <= when.at_most * divisor
    if when.below is not None:
        return points < when.below * divisor
    return when.at_least is not None and points >= when.at_least * divisor


def _measure_aspects(card: Scorecard, when: Condition) -> Iterable[Quantity]:
    """Measure aspects in percent of their points."""
    for aspect in (card.aspects or {}).values():
        if aspect.possible and when.looks_at(aspect.id):
            yield Quantity(aspect.id, aspect.earned * 100, aspect.possible)


def _measure_standards(card: Scorecard, when: Condition) -> Iterable[Quantity]:
    """Measure standards in percent, each by the lowest mark where several methods score it."""
    lowest: dict[str, Decimal] = {}
    for mark in _applying_marks(card):
        standard, percent = mark.standard, _percent(mark)
        if percent is not None and when.looks_at(standard.id, standard.aspect):
            lowest[standard.id] = min(percent, lowest.get(standard.id, percent))
    return [Quantity(standard, percent) for standard, percent in lowest.items()]


def _applying_marks(card: Scorecard) -> Iterator[Mark]:
    """Yield the marks of the standards that apply: a limit on any other measures nothing."""
    return (mark for score in card.methods for mark in score.marks if mark.value is not None)


def _percent(mark: Mark) -> Decimal | None:
    possible = mark.standard.points
    return mark.value * 100 / possible if mark.value is not None and possible else None


def _measure_methods(card: Scorecard, when: Condition) -> Iterable[Quantity]:
    """Measure the raw scores of methods."""
    return [Quantity(s.method.id, s.raw) for s in card.methods if when.looks_at(s.method.id)]


def _measure_cases(card: Scorecard, when: Condition) -> Iterable[Quantity]:
    """Measure how often cases happened, whether or not another case of the event counts; one that
    is named, and that the organization may have, may have happened 0 times."""
    cases = [c for c in card.edition.negative_cases if when.looks_at(c.id, c.aspect)]
    happened = {score.case.id: score.happened for score in card.negative.scores}
    return _counts(when, {case.id: happened.get(case.id, 0) for case in cases})


def _measure_adjustments(card: Scorecard, when: Condition) -> Iterable[Quantity]:
    """Measure how often adjustments happened, whether or not another one of the event counts; one
    that is named, and that the organization may have, may have happened 0 times."""
    counts = {entry.id: 0 for entry in card.edition.adjustments if when.looks_at(entry.id)}
    for score in card.adjustments.scores:
        if score.adjustment.id in counts:
            entries = score.occurrences + score.elsewhere
            counts[score.adjustment.id] = times_happened(score.adjustment, entries)
    return _counts(when, counts)


def _measure_situations(card: Scorecard, when: Condition) -> Iterable[Quantity]:
    """Measure how often situations were found, whether or not another one of the event counts; one
    that is named, of a standard that applies, may be found 0 times."""
    counts: dict[str, int] = {}
    for mark in _applying_marks(card):
        aspect = mark.standard.aspect
        for situation in (s for s in mark.standard.situations if when.looks_at(s.id, aspect)):
            counts.setdefault(situation.id, 0)
        for movement in (m for m in mark.movements if m.situation.id in counts):
            entries = movement.occurrences + movement.elsewhere
            counts[movement.situation.id] += times_happened(movement.situation, entries)
    return _counts(when, counts)


def _counts(when: Condition, counts: Mapping[str, int]) -> list[Quantity]:
    """Return counts as quantities; where nothing is named, those of what happened."""
    return [Quantity(id, Decimal(count)) for id, count in counts.items() if count or when.named]


def _measure_levels(card: Scorecard, when: Condition) -> Iterable[Quantity]:
    """Measure the share of judged standards at a level or a better one, in percent."""
    marks = [
        m for m in _applying_marks(card) if m.level and when.within in (None, m.standard.aspect)
    ]
    ladders = [[level.id for level in levels(card.edition, mark.standard)] for mark in marks]
    for id in when.named:
        places = [
            (ids.index(id), ids.index(mark.level.id))
            for mark, ids in zip(marks, ladders, strict=True)
            if mark.level and id in ids
        ]
        if places:
            reached = sum(own <= wanted for wanted, own in places)
            yield Quantity(id, Decimal(reached * 100), Decimal(len(places)))


def _measure_base(card: Scorecard, _: Condition) -> Iterable[Quantity]:
    return () if card.base is None else (Quantity("", card.base),)


def _measure_total(card: Scorecard, _: Condition) -> Iterable[Quantity]:
    return () if card.total is None else (Quantity("", card.total),)


def _measure_negative_points(card: Scorecard, _: Condition) -> Iterable[Quantity]:
    return (Quantity("", card.negative.points),)


_MEASURES: Mapping[str, Callable[[Scorecard, Condition], Iterable[Quantity]]] = {
    "aspect": _measure_aspects,
    "standard": _measure_standards,
    "method": _measure_methods,
    "case": _measure_cases,
    "adjustment": _measure_adjustments,
    "situation": _measure_situations,
    "level": _measure_levels,
    "base": _measure_base,
    "total": _measure_total,
    "negative_points": _measure_negative_points,
}
"""What measures a card for a condition, by the word that it uses."""
