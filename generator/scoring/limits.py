"""Limits: what they measure on a scorecard, and whether their conditions are met."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.model.edition import Condition
from generator.scoring.card import Mark, Scorecard
from generator.scoring.points import ONE


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured quantity, ``points`` ÷ ``divisor``, and the id of what was measured.

    The two are not divided, since the quotient may not be exact. The id is empty where a card
    has only one quantity of its kind.
    """

    id: str
    points: Decimal
    divisor: Decimal = ONE


def find_met(when: Condition, card: Scorecard) -> str | None:
    """Return the id of the first quantity of a card that meets a condition, or ``None``."""
    measured = None if when.of == "any" else when.of
    for quantity in _MEASURES[when.measure](card, measured):
        if _reaches(when, quantity):
            return quantity.id
    return None


def _reaches(when: Condition, quantity: Quantity) -> bool:
    """Tell whether a quantity is on the side of the bound that the condition waits for."""
    points, divisor = quantity.points, quantity.divisor
    if when.at_most is not None:
        return points <= when.at_most * divisor
    if when.below is not None:
        return points < when.below * divisor
    return when.at_least is not None and points >= when.at_least * divisor


def _measure_aspects(card: Scorecard, id: str | None) -> Iterable[Quantity]:
    """Measure aspects in percent of their points."""
    for aspect in (card.aspects or {}).values():
        if aspect.possible and id in (None, aspect.id):
            yield Quantity(aspect.id, aspect.earned * 100, aspect.possible)


def _measure_standards(card: Scorecard, id: str | None) -> Iterable[Quantity]:
    """Measure standards in percent, each by the lowest mark where several methods score it."""
    lowest: dict[str, Decimal] = {}
    for score in card.methods:
        for mark in score.marks:
            if id in (None, mark.standard.id) and (percent := _percent(mark)) is not None:
                standard = mark.standard.id
                lowest[standard] = min(percent, lowest.get(standard, percent))
    return [Quantity(standard, percent) for standard, percent in lowest.items()]


def _percent(mark: Mark) -> Decimal | None:
    possible = mark.standard.points
    return mark.value * 100 / possible if mark.value is not None and possible else None


def _measure_methods(card: Scorecard, id: str | None) -> Iterable[Quantity]:
    """Measure the raw scores of methods."""
    return [Quantity(s.method.id, s.raw) for s in card.methods if id in (None, s.method.id)]


def _measure_cases(card: Scorecard, id: str | None) -> Iterable[Quantity]:
    """Measure how often cases happened, whether or not another case of the event counts."""
    for score in card.negative.scores:
        if id in (None, score.case.id):
            times = sum(occurrence.count for occurrence in score.occurrences + score.elsewhere)
            yield Quantity(score.case.id, Decimal(times))


def _measure_base(card: Scorecard, _: str | None) -> Iterable[Quantity]:
    return () if card.base is None else (Quantity("", card.base),)


def _measure_total(card: Scorecard, _: str | None) -> Iterable[Quantity]:
    return () if card.total is None else (Quantity("", card.total),)


def _measure_negative_points(card: Scorecard, _: str | None) -> Iterable[Quantity]:
    return (Quantity("", card.negative.points),)


_MEASURES: Mapping[str, Callable[[Scorecard, str | None], Iterable[Quantity]]] = {
    "aspect": _measure_aspects,
    "standard": _measure_standards,
    "method": _measure_methods,
    "case": _measure_cases,
    "base": _measure_base,
    "total": _measure_total,
    "negative_points": _measure_negative_points,
}
"""What measures a card, by the word that a condition uses. Each takes the card, and the id of
what to measure or ``None`` for all."""
