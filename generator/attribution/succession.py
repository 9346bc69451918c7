"""Two editions: what became of the clauses of one in the other, and whose facts fit there.

Under this year's edition each standard takes the facts of last year, of this year, or none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

from generator.analysis.edition_changes import rescored
from generator.model.clauses import Rule, Standard
from generator.model.edition import Edition
from generator.model.methods import Method
from generator.model.result import MethodRecord
from generator.model.scales import Level
from generator.scoring.standards import level_ids, levels, standards_of

Fate = Literal["added", "retired", "changed", "share"]
"""What became of a standard: new, gone, perhaps worth other points for the same facts, or
unchanged, so that only its share in the points of all standards may differ."""
Origin = Literal["last", "this", "new"]
"""Whose facts a standard takes: last year's, this year's, or — new — none."""


class PlacedStandard(Struct, frozen=True):
    """A standard under a method, and its index there in the edition before and after, if any."""

    id: str
    fate: Fate
    before: int | None
    after: int | None


class Route(Struct, frozen=True, eq=False):
    """How a standard of the later edition gets its facts under a method.

    ``old`` is the standard of the same id in the earlier edition, ``scorer`` the id of the
    method that scored it, if both can be told. ``same_way`` tells whether it is judged or counted
    as it was.
    """

    edition: Edition
    standard: Standard
    old: Standard | None
    scorer: str | None
    same_way: bool

    def origin(self, kind: str) -> Origin:
        """Return whose facts the standard takes for organizations of a kind.

        It is true unless the result left the standard out, or has a level that is unknown now.
        """
        if self.old is None or (self.old.applies_to and kind not in self.old.applies_to):
            return "new"
        return "last" if self.scorer is not None and self.same_way else "this"

    def knows_level(self, records: Mapping[str, MethodRecord]) -> bool:
        """Tell whether the level that was given, if the standard is judged, still exists."""
        if not self.standard.judged or self.scorer is None:
            return True
        level = records[self.scorer].levels.get(self.standard.id)
        return level in level_ids(self.edition, self.standard)

    @property
    def best_level(self) -> str:
        """The id of the best level of a judged standard."""
        return levels(self.edition, self.standard)[0].id


@dataclass(frozen=True, eq=False)
class Succession:
    """Two editions, and how the clauses of the earlier fare in the later."""

    earlier: Edition
    later: Edition

    @cached_property
    def fates(self) -> Mapping[str, Fate]:
        """The fate of each standard of either edition, by its id."""
        before, after = by_id(self.earlier.standards), by_id(self.later.standards)
        fates: dict[str, Fate] = dict.fromkeys(before | after, "share")
        for id in fates:
            if id not in before:
                fates[id] = "added"
            elif id not in after:
                fates[id] = "retired"
            elif rescored(before[id], after[id]):
                fates[id] = "changed"
        return fates

    @cached_property
    def placed(self) -> Mapping[str, tuple[PlacedStandard, ...]]:
        """The standards of each method that both editions have, by the method's id.

        Those of the earlier edition come first.
        """
        methods = by_id(self.earlier.methods)
        return {
            now.id: tuple(self._placed(methods[now.id], now))
            for now in self.later.methods
            if now.id in methods
        }

    def _placed(self, earlier: Method, later: Method) -> Iterator[PlacedStandard]:
        before, after = _indices(self.earlier, earlier), _indices(self.later, later)
        for id in before | after:
            yield PlacedStandard(id, self.fates[id], before.get(id), after.get(id))

    def rescored_standards(self, method: str, missing: frozenset[str]) -> list[PlacedStandard]:
        """Return the standards of a method whose marks cannot simply be taken from last year.

        Standards that were added, retired or changed come first. Then come those that did not
        change but whose ids are in ``missing``: last year's facts about them are not known.
        """
        return self._rescored_standards[method] + [
            placed
            for placed in (self.placed[method] if missing else ())
            if placed.fate == "share" and placed.id in missing
        ]

    @cached_property
    def _rescored_standards(self) -> Mapping[str, list[PlacedStandard]]:
        return {
            method: [standard for standard in placed if standard.fate != "share"]
            for method, placed in self.placed.items()
        }

    @cached_property
    def rescaled(self) -> Mapping[str, tuple[PlacedStandard, ...]]:
        """The standards whose scale values a level with other points than before, by method id."""
        return {
            method: tuple(standard for standard in placed if self._is_rescaled(standard))
            for method, placed in self.placed.items()
        }

    def _is_rescaled(self, placed: PlacedStandard) -> bool:
        if placed.before is None or placed.after is None:
            return False
        both = (by_id(edition.standards)[placed.id] for edition in (self.earlier, self.later))
        old, new = both
        pairs = product(_scale_levels(self.earlier, old), _scale_levels(self.later, new))
        return any(a.id == b.id and a.points != b.points for a, b in pairs)

    @cached_property
    def routes(self) -> Mapping[str, tuple[Route, ...]]:
        """The routes to the standards of each method of the later edition, by the method's id."""
        return {
            method.id: tuple(
                _route(self.earlier, self.later, method, standard)
                for standard in standards_of(self.later, method)
            )
            for method in self.later.methods
        }

    @cached_property
    def judged(self) -> Mapping[str, tuple[Route, ...]]:
        """The routes to judged standards alone, by the id of the method."""
        return {
            method: tuple(route for route in routes if route.standard.judged)
            for method, routes in self.routes.items()
        }

    @cached_property
    def routes_by_situation(self) -> Mapping[str, Mapping[str, Route]]:
        """The same routes by the ids of method and situation."""
        return {
            method: {rule.id: route for route in routes for rule in route.standard.situations}
            for method, routes in self.routes.items()
        }

    @cached_property
    def scorers(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the earlier methods whose findings a later method takes, by its id."""
        return {
            method: tuple(dict.fromkeys(route.scorer for route in routes if route.scorer))
            for method, routes in self.routes.items()
        }

    @cached_property
    def accepted_levels(self) -> Mapping[str, frozenset[str]]:
        """The levels that each method by levels or ballots has in the later edition, by its id.

        Methods that were not scored in the same way before are left out.
        """
        same = {(method.id, method.by) for method in self.earlier.methods}
        return {
            method.id: frozenset(level.id for level in _method_levels(self.later, method))
            for method in self.later.methods
            if method.by != "marks" and (method.id, method.by) in same
        }

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """The id of the standard of the later edition that each situation belongs to, by its id."""
        standards = self.later.standards
        return {rule.id: standard.id for standard in standards for rule in standard.situations}

    @cached_property
    def remeasured(self) -> Mapping[str, Rule]:
        """The rules of the later edition, by id, that take another measure than before.

        An example is a rule that counted cases and now takes a percentage. An occurrence recorded
        last year may not fit such a rule.
        """
        earlier, later = _rules(self.earlier), _rules(self.later)
        return {
            id: rule
            for id, rule in later.items()
            if id in earlier and _measure(earlier[id]) != _measure(rule)
        }


@lru_cache(maxsize=64)
def succession(earlier: Edition, later: Edition) -> Succession:
    """Return the succession of two editions; the same two give the same object."""
    return Succession(earlier, later)


@lru_cache(maxsize=256)
def origins(editions: Succession, kind: str) -> Mapping[str, Mapping[str, Origin]]:
    """Return the origin of each standard's facts for a kind, by the ids of method and standard.

    Single results make exceptions: see :meth:`Route.origin`.
    """
    return {
        method: {route.standard.id: route.origin(kind) for route in routes}
        for method, routes in editions.routes.items()
    }


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=_HasId)


def by_id(entries: Iterable[E]) -> dict[str, E]:
    """Return entries of an edition by their ids."""
    return {entry.id: entry for entry in entries}


def _route(earlier: Edition, later: Edition, method: Method, standard: Standard) -> Route:
    old = by_id(earlier.standards).get(standard.id)
    scorer = _scorer(earlier, method, old) if old else None
    same_way = old is not None and _way(old) == _way(standard)
    return Route(later, standard, old, scorer.id if scorer else None, same_way)


def _way(standard: Standard) -> str:
    ways = {"rubric": standard.rubric, "scale": standard.scale, "entered": standard.entered}
    return next((way for way, used in ways.items() if used), "counted")


def _scorer(edition: Edition, method: Method, standard: Standard) -> Method | None:
    """Return the method that scored a standard: the one of the same id, or the only one."""
    by_marks = (candidate for candidate in edition.methods if candidate.by == "marks")
    scorers = [
        candidate
        for candidate in by_marks
        if not standard.methods or candidate.id in standard.methods
    ]
    same = [candidate for candidate in scorers if candidate.id == method.id]
    return same[0] if same else scorers[0] if len(scorers) == 1 else None


def _indices(edition: Edition, method: Method) -> dict[str, int]:
    return {standard.id: n for n, standard in enumerate(standards_of(edition, method))}


def _scale_levels(edition: Edition, standard: Standard) -> Iterable[Level]:
    """Return the levels of the scale that a standard is judged on; none of a rubric."""
    return [level for level in levels(edition, standard) if isinstance(level, Level)]


def _method_levels(edition: Edition, method: Method) -> tuple[Level, ...]:
    return next((scale.levels for scale in edition.scales if scale.id == method.scale), ())


def _rules(edition: Edition) -> dict[str, Rule]:
    """Return everything that an occurrence may fall under, by id."""
    situations = [rule for standard in edition.standards for rule in standard.situations]
    return by_id([*situations, *edition.adjustments, *edition.negative_cases])


def _measure(rule: Rule) -> object:
    """Return what an occurrence has to state: a quantity, points, a count, or a tier and a kind."""
    if rule.points is None:
        return "points" if rule.range else "quantity"
    if not isinstance(rule.points, Mapping):
        return "count"
    return {
        tier: frozenset(row) if isinstance(row, Mapping) else None
        for tier, row in rule.points.items()
    }
