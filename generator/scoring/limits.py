"""What the limits of an edition measure on a scorecard, and whether they are met."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from operator import ge, le, lt

from generator.frozen import frozen
from generator.model.edition import Condition, Edition, Grade, Limit
from generator.scoring.card import Scorecard
from generator.scoring.marks import standards_of
from generator.scoring.once import once_for_edition
from generator.scoring.points import ONE

Quantities = Iterable[tuple[str, Decimal | None, Decimal]]
"""Ids, each with points and what these have to be divided by: a bound is compared by products,
which are exact."""
Measure = Callable[[Scorecard], Quantities]


@frozen
class Watch:
    """A limit of an edition, made ready: the grade that it leads to, what measures a card, and
    when a value is on the side of the ``bound`` that is waited for."""

    limit: Limit
    grade: Grade
    measure: Measure
    reaches: Callable[[Decimal, Decimal], bool]
    bound: Decimal

    def met(self, card: Scorecard) -> str | None:
        """The id of the first measured quantity for which the condition is true; a single
        quantity has the id ``""``. ``None`` if there is none."""
        for id, points, whole in self.measure(card):
            if points is not None and self.reaches(points, self.bound * whole):
                return id
        return None


@once_for_edition
def watches(edition: Edition) -> tuple[Watch, ...]:
    """The limits of an edition, in their order."""
    return tuple(_watch(edition, limit) for limit in edition.limits)


def _watch(edition: Edition, limit: Limit) -> Watch:
    when, leads_to = limit.when, limit.veto or limit.at_most
    measure = _MEASURES[when.measure](edition, None if when.of == "any" else when.of)
    grade = next(grade for grade in edition.grades if grade.id == leads_to)
    return Watch(limit, grade, measure, *_bound(when))


def _bound(when: Condition) -> tuple[Callable[[Decimal, Decimal], bool], Decimal]:
    """The one bound of a condition."""
    sides = ((le, when.at_most), (lt, when.below), (ge, when.at_least))
    return next((reaches, bound) for reaches, bound in sides if bound is not None)


def _aspects(_: Edition, of: str | None) -> Measure:
    """The aspects in percent."""

    def measure(card: Scorecard) -> Quantities:
        aspects = (card.aspects or {}).values()
        found = aspects if of is None else [one for one in aspects if one.id == of]
        return [(one.id, one.earned * 100, one.possible) for one in found if one.possible]

    return measure


def _standards(edition: Edition, of: str | None) -> Measure:
    """The standards in percent; the lowest counts where several methods score one."""
    places = [
        (m, n)
        for m, method in enumerate(edition.methods)
        for n, one in enumerate(standards_of(edition, method))
        if of in (None, one.id)
    ]

    def measure(card: Scorecard) -> Quantities:
        lowest: dict[str, Decimal] = {}
        for m, n in places:
            mark = card.methods[m].marks[n]
            if (percent := _percent(mark.value, mark.standard.points)) is not None:
                id = mark.standard.id
                lowest[id] = min(percent, lowest.get(id, percent))
        return [(id, percent, ONE) for id, percent in lowest.items()]

    return measure


def _methods(edition: Edition, of: str | None) -> Measure:
    """The raw scores of the methods."""
    places = [(n, one.id) for n, one in enumerate(edition.methods) if of in (None, one.id)]
    return lambda card: [(id, card.methods[n].raw, ONE) for n, id in places]


def _cases(_: Edition, of: str | None) -> Measure:
    """How often each case happened, whether or not another case of its event counts."""

    def measure(card: Scorecard) -> Quantities:
        for score in card.negative.scores:
            if of in (None, score.case.id):
                times = sum(one.count for one in score.occurrences + score.elsewhere)
                yield score.case.id, Decimal(times), ONE

    return measure


def _percent(earned: Decimal | None, possible: Decimal) -> Decimal | None:
    return earned * 100 / possible if earned is not None and possible else None


_MEASURES: Mapping[str, Callable[[Edition, str | None], Measure]] = {
    "aspect": _aspects,
    "standard": _standards,
    "method": _methods,
    "case": _cases,
    "base": lambda *_: lambda card: (("", card.base, ONE),),
    "total": lambda *_: lambda card: (("", card.total, ONE),),
    "negative_points": lambda *_: lambda card: (("", card.negative.points, ONE),),
}
"""What measures a card: all quantities of a kind, or the one that is asked for."""
