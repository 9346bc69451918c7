"""The marks of last year's work under this year's rules, from the marks of last year's card.

A mark that both editions give for the same facts is taken over as it is, and only the facts of
other standards are looked at again: those that the mark itself names. This is how it usually
goes; :mod:`generator.attribution.carrying` says when, and what to do where it does not."""

from collections.abc import Iterator, Mapping
from operator import attrgetter

from generator.attribution.route import Route, Way
from generator.frozen import frozen
from generator.model.clauses import Standard
from generator.model.edition import Edition, Method
from generator.score.card import Mark, MethodScore
from generator.score.marks import judged, kind_in
from generator.score.methods import by_marks
from generator.score.moving import Mover, mover, situations_of
from generator.score.sheet import Sheet, sheet_of


@frozen
class Plan:
    """How a method's sheet of last year becomes that of this year, for a kind of organization.
    Places are given as before and after: of standards whose marks are ``taken`` over, of
    ``judged`` ones with the mark that each level gives now, and of others, which are ``moved``
    again by the situations that they still have. New judged standards are ``fresh``."""

    was: tuple[Mark, ...]
    sheet: Sheet
    taken: tuple[tuple[int, int], ...]
    judged: tuple[tuple[int, int, Mapping[str, Mark]], ...]
    moved: tuple[tuple[int, int, Mapping[str, int], Mover], ...]
    fresh: tuple[tuple[int, Mark], ...]


def plan_of(earlier: Edition, later: Edition, method: Method, way: Way, kind: str) -> Plan | None:
    """The plan for a method of the later edition that can take the record of the same method
    as it is; nothing where the two round marks in another way."""
    if later.rounding.mark != earlier.rounding.mark:
        return None
    before = next(one for one in earlier.methods if one.id == method.id)
    old = sheet_of(earlier, before, kind_in(earlier, kind))
    new = sheet_of(later, method, kind_in(later, kind))
    applying = [(n, one) for n, one in enumerate(way.routes) if new.marks[n].value is not None]
    known = [
        (old.places[one.standard.id], n, one.standard, _alike(one))
        for n, one in applying
        if one.origin(kind) == "last"
    ]
    counted = [one for one in known if not one[2].judged]
    return Plan(
        old.marks,
        new,
        taken=tuple((was, now) for was, now, _, alike in counted if alike),
        judged=tuple((was, now, judged(later, s)) for was, now, s, _ in known if s.judged),
        moved=tuple(
            (was, now, _numbers(standard), mover(later, standard))
            for was, now, standard, alike in counted
            if not alike
        ),
        fresh=tuple(
            (n, judged(later, one.standard)[one.best])
            for n, one in applying
            if one.standard.judged and one.origin(kind) == "new"
        ),
    )


def rescored(edition: Edition, method: Method, plan: Plan, score: MethodScore) -> MethodScore:
    """A method as its edition scores what ``score`` was given for the year before."""
    found, old = list(plan.sheet.marks), score.marks
    for was, now in plan.taken:
        if (mark := old[was]) is not plan.was[was]:
            found[now] = mark
    for was, now, by_level in plan.judged:
        level = old[was].level
        found[now] = by_level[level.id if level else ""]
    for was, now, numbers, moving in plan.moved:
        if steps := [
            (numbers[movement.situation.id], one)
            for movement in old[was].movements
            if movement.situation.id in numbers
            for one in movement.occurrences
        ]:
            found[now] = moving.moved(steps)
    for now, mark in plan.fresh:
        found[now] = mark
    return by_marks(edition, method, plan.sheet, found, score.note)


def _numbers(standard: Standard) -> Mapping[str, int]:
    return {one.id: number for number, one in enumerate(situations_of(standard))}


_figures = attrgetter("points", "interval")
_worth = attrgetter("id", "points", "thresholds", "cap")


def _alike(route: Route) -> bool:
    """Whether both editions write the figures of a counted standard in the same way, so that
    its marks are not only equal but also printed alike."""
    old, new = route.old, route.standard
    return old is not None and repr(list(_written(old))) == repr(list(_written(new)))


def _written(standard: Standard) -> Iterator[object]:
    yield _figures(standard)
    yield list(map(_worth, standard.bonus))
    yield list(map(_worth, standard.deductions))
