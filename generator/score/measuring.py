"""What the limits of an edition measure on a scorecard, and whether they are met."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from generator.model.edition import Condition
from generator.score.card import Scorecard

Quantities = Iterable[tuple[str, Decimal | None]]


def met(card: Scorecard, when: Condition) -> str | None:
    """The id of the first measured quantity for which a condition is true; a single quantity
    has the id ``""``. ``None`` if there is none."""
    of = None if when.of == "any" else when.of
    for id, value in _MEASURES[when.measure](card, of):
        if of in (None, id) and value is not None and _reaches(value, when):
            return id
    return None


def _reaches(value: Decimal, when: Condition) -> bool:
    """Whether a value is on the side of the bound that is waited for."""
    if when.at_most is not None:
        return value <= when.at_most
    if when.below is not None:
        return value < when.below
    return when.at_least is not None and value >= when.at_least


def _aspects(card: Scorecard, _: str | None) -> Quantities:
    """The aspects in percent."""
    aspects = (card.aspects or {}).items()
    return [(id, _percent(one.earned, one.possible)) for id, one in aspects]


def _standards(card: Scorecard, of: str | None) -> Quantities:
    """The standards in percent, or only one; the lowest counts where several methods score
    one."""
    lowest: dict[str, Decimal] = {}
    for score in card.methods:
        for mark in [one for one in score.marks if of is None or one.standard.id == of]:
            if (percent := _percent(mark.value, mark.standard.points)) is not None:
                id = mark.standard.id
                lowest[id] = min(percent, lowest.get(id, percent))
    return lowest.items()


def _methods(card: Scorecard, _: str | None) -> Quantities:
    return [(score.method.id, score.raw) for score in card.methods]


def _cases(card: Scorecard, _: str | None) -> Quantities:
    """How often each case happened, whether or not another case of its event counts."""
    for score in card.negative.scores:
        times = sum(one.count for one in score.occurrences + score.elsewhere)
        yield score.case.id, Decimal(times)


def _percent(earned: Decimal | None, possible: Decimal) -> Decimal | None:
    return earned * 100 / possible if earned is not None and possible else None


_MEASURES: Mapping[str, Callable[[Scorecard, str | None], Quantities]] = {
    "aspect": _aspects,
    "standard": _standards,
    "method": _methods,
    "case": _cases,
    "base": lambda card, _: (("", card.base),),
    "total": lambda card, _: (("", card.total),),
    "negative_points": lambda card, _: (("", card.negative.points),),
}
"""What is measured, by id; where that would take long, only the one that is asked for."""
