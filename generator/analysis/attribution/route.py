"""How a standard of the later of two editions gets last year's facts, under one method."""

from collections.abc import Container, Iterable, Mapping
from typing import Literal

from generator.frozen import frozen
from generator.model.clauses import Rule, Standard
from generator.model.edition import Edition, Method
from generator.model.result import MethodRecord
from generator.scoring.marks import level_ids

Origin = Literal["last", "this", "new"]
"""Whose facts a standard is scored by: last year's, this year's, or — new — none."""
Records = Mapping[str, MethodRecord]
"""What the methods of a result recorded."""


@frozen
class Route:
    """From the standard of the same id and the record of the method that scored it, if both
    can be told; if it is assessed in the ``same_way``, and a level is one of ``levels``, the
    ``best`` first. Its rules are by id."""

    standard: Standard
    old: Standard | None
    scorer: str | None
    same_way: bool
    levels: frozenset[str]
    best: str
    rules: Mapping[str, Rule]

    def origin(self, kind: str) -> Origin:
        """Whose facts the standard takes for organizations of a kind, if a level is known."""
        if self.old is None or (self.old.applies_to and kind not in self.old.applies_to):
            return "new"
        return "last" if self.scorer is not None and self.same_way else "this"

    def knows_level(self, records: Records) -> bool:
        """Whether the level given last year is one that can be given now, if it is judged."""
        if not self.standard.judged or self.old is None or self.scorer is None:
            return True
        return records[self.scorer].levels.get(self.old.id) in self.levels


def route_of(earlier: Edition, later: Edition, method: Method, standard: Standard) -> Route:
    """The route to a standard under a method of the later edition."""
    old = next((one for one in earlier.standards if one.id == standard.id), None)
    scorer = _scorer(earlier, method, old) if old else None
    way = (standard.judged, bool(standard.rubric))
    return Route(
        standard=standard,
        old=old,
        scorer=scorer.id if scorer else None,
        same_way=old is not None and (old.judged, bool(old.rubric)) == way,
        levels=level_ids(later, standard) if standard.judged else frozenset(),
        best=_best(later, standard) if standard.judged else "",
        rules=by_id(standard.bonus + standard.deductions),
    )


def by_id(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Rules by their ids."""
    return {rule.id: rule for rule in rules}


def _scorer(edition: Edition, method: Method, standard: Standard) -> Method | None:
    """The method of an edition that scored a standard: the one of the same id, or the only
    one; of several others none can be told."""
    by_marks = (one for one in edition.methods if one.by == "marks")
    scorers = [one for one in by_marks if not standard.methods or one.id in standard.methods]
    same = [one for one in scorers if one.id == method.id]
    return same[0] if same else scorers[0] if len(scorers) == 1 else None


def _best(edition: Edition, standard: Standard) -> str:
    """The best level that can be given on a judged standard."""
    if standard.rubric:
        return standard.rubric[0].id
    return next(scale for scale in edition.scales if scale.id == standard.scale).levels[0].id


@frozen
class Way:
    """The routes to the standards of one method: those to judged ones, those that rules lead
    to, by the rule, and the methods of the earlier edition where they begin."""

    routes: tuple[Route, ...]
    judged: tuple[Route, ...]
    by_rule: Mapping[str, Route]
    scorers: tuple[str, ...]


def way_of(routes: Iterable[Route]) -> Way:
    """The routes of one method, in the order of its standards."""
    routes = tuple(routes)
    return Way(
        routes,
        judged=tuple(route for route in routes if route.standard.judged),
        by_rule={id: route for route in routes for id in route.rules},
        scorers=tuple(dict.fromkeys(route.scorer for route in routes if route.scorer)),
    )


@frozen
class Usual:
    """Whose facts the standards take that a method scores, by the ids of both, for a kind of
    organization; if each of the ``levels`` given last year is known, which are by the method
    and the standard that they were given under. ``this`` are the
    standards that take this year's. A method that can take its record as it is has in
    ``whole`` the levels of new standards, which the record has not."""

    origins: Mapping[str, Mapping[str, Origin]]
    levels: tuple[tuple[str, str, frozenset[str]], ...]
    this: frozenset[str]
    whole: Mapping[str, Mapping[str, str]]

    def holds(self, records: Records) -> bool:
        """Whether the levels are known of a result with these records."""
        return all(records[by].levels.get(id) in known for by, id, known in self.levels)


def usual_of(ways: Mapping[str, Way], kind: str, unsure: Container[str]) -> Usual:
    """What is usual for a kind of organization, where a result leaves no standard out;
    ``unsure`` are the rules whose occurrences another standard or measure may have had."""
    routes = [route for way in ways.values() for route in way.routes]
    return Usual(
        origins={
            method: {route.standard.id: route.origin(kind) for route in way.routes}
            for method, way in ways.items()
        },
        levels=tuple(
            (route.scorer, route.standard.id, route.levels)
            for route in routes
            if route.standard.judged and route.scorer and route.origin(kind) == "last"
        ),
        this=frozenset(route.standard.id for route in routes if route.origin(kind) == "this"),
        whole={
            method: {r.standard.id: r.best for r in way.judged if r.origin(kind) == "new"}
            for method, way in ways.items()
            if all(_straight(route, method, kind) for route in way.routes)
            and not any(rule in unsure for rule in way.by_rule)
        },
    )


def _straight(route: Route, method: str, kind: str) -> bool:
    """Whether a standard takes its facts from the record of the same method, or none."""
    origin = route.origin(kind)
    return origin == "new" or (origin == "last" and route.scorer == method)
