"""What two editions say of each other, found out once for all organizations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Literal

from generator.analysis.attribution.route import Usual, Way, by_id, route_of, usual_of, way_of
from generator.analysis.history import rescored
from generator.frozen import frozen
from generator.model.clauses import Rule, Standard
from generator.model.edition import Edition, Level, Method
from generator.scoring.marks import standards_of

Fate = Literal["added", "retired", "changed", "share"]

_KEPT: dict[tuple[int, int], "Succession"] = {}
_MOST = 64


@frozen
class Placed:
    """A standard under a method: its fate, and its place there before and after, if any."""

    id: str
    fate: Fate
    was: int | None
    now: int | None


@dataclass(frozen=True)
class Succession:
    """Two editions, and how the standards and rules of the first fare in the second."""

    earlier: Edition
    later: Edition
    _usual: dict[str, Usual] = field(default_factory=dict)

    @cached_property
    def before(self) -> Mapping[str, Standard]:
        """The standards of the earlier edition by id."""
        return {standard.id: standard for standard in self.earlier.standards}

    @cached_property
    def after(self) -> Mapping[str, Standard]:
        """The standards of the later edition by id."""
        return {standard.id: standard for standard in self.later.standards}

    @cached_property
    def fates(self) -> Mapping[str, Fate]:
        """What became of each standard of either edition: where both have it, whether the
        same facts may be worth other points, or its share in all points alone may differ."""
        return {id: self._fate(id) for id in {**self.before, **self.after}}

    def _fate(self, id: str) -> Fate:
        if id not in self.before:
            return "added"
        if id not in self.after:
            return "retired"
        return "changed" if rescored(self.before[id], self.after[id]) else "share"

    @cached_property
    def placed(self) -> Mapping[str, tuple[Placed, ...]]:
        """The standards of each method that both editions have, those of the earlier first."""
        methods = {method.id: method for method in self.earlier.methods}
        return {
            now.id: tuple(self._placed(methods[now.id], now))
            for now in self.later.methods
            if now.id in methods
        }

    def _placed(self, earlier: Method, later: Method) -> Iterator[Placed]:
        was, now = _places(self.earlier, earlier), _places(self.later, later)
        for id in {**was, **now}:
            yield Placed(id, self.fates[id], was.get(id), now.get(id))

    @cached_property
    def _unlike(self) -> Mapping[str, tuple[Placed, ...]]:
        placed = self.placed.items()
        return {id: tuple(one for one in some if one.fate != "share") for id, some in placed}

    def unlike(self, method: str, missing: frozenset[str]) -> Sequence[Placed]:
        """The standards of a method under which the same facts may not be worth the same, and
        those that are ``missing``, for they rest on other facts."""
        unlike = self._unlike[method]
        if not missing:
            return unlike
        alike = (one for one in self.placed[method] if one.fate == "share")
        return [*unlike, *(one for one in alike if one.id in missing)]

    @cached_property
    def rescaled(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """The standards on whose scale, in both editions, a level has other points: for each
        method that both have, their places among its standards before and after."""
        return {
            id: tuple(
                (one.was, one.now)
                for one in some
                if one.was is not None and one.now is not None and self._rescaled(one.id)
            )
            for id, some in self.placed.items()
        }

    def _rescaled(self, id: str) -> bool:
        old = _scale_of(self.earlier, self.before[id])
        both = product(old, _scale_of(self.later, self.after[id]))
        return any(a.id == b.id and a.points != b.points for a, b in both)

    @cached_property
    def ways(self) -> Mapping[str, Way]:
        """For each method of the later edition, the routes to the standards that it scores."""
        earlier, later = self.earlier, self.later
        return {
            method.id: way_of(
                route_of(earlier, later, method, one) for one in standards_of(later, method)
            )
            for method in later.methods
        }

    def usual(self, kind: str) -> Usual:
        """Whose facts standards take for organizations of a kind, but for exceptions."""
        if kind not in self._usual:
            self._usual[kind] = usual_of(self.ways, kind, self._unsure)
        return self._usual[kind]

    @cached_property
    def takes(self) -> Mapping[str, frozenset[str]]:
        """The levels that each method of the later edition can take from the method of its
        id, if that was scored in the same way: by a level, or by ballots."""
        same = {(method.id, method.by) for method in self.earlier.methods}
        return {
            method.id: frozenset(_levels_of(self.later, method))
            for method in self.later.methods
            if method.by != "marks" and (method.id, method.by) in same
        }

    @cached_property
    def takes_all(self) -> frozenset[str]:
        """The methods that can take whatever level was given in the earlier edition."""
        given = {method.id: _levels_of(self.earlier, method) for method in self.earlier.methods}
        return frozenset(id for id, levels in self.takes.items() if given[id] <= levels)

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """The standard of the later edition that each situation belongs to, by their ids."""
        return _owners(self.later)

    @cached_property
    def adjustments(self) -> Mapping[str, Rule]:
        """The adjustments of the later edition by id."""
        return by_id(self.later.adjustments)

    @cached_property
    def negative_cases(self) -> Mapping[str, Rule]:
        """The negative cases of the later edition by id."""
        return by_id(self.later.negative_cases)

    @cached_property
    def remeasured(self) -> Mapping[str, Rule]:
        """The rules of the later edition that last year's occurrences may not fit, by id: those
        that the earlier edition measured otherwise."""
        earlier, later = _rules_of(self.earlier), _rules_of(self.later)
        both = ((id, earlier[id], rule) for id, rule in later.items() if id in earlier)
        return {id: rule for id, old, rule in both if _measured(old) != _measured(rule)}

    @cached_property
    def _unsure(self) -> frozenset[str]:
        """The situations of which the earlier edition thought otherwise: they were measured in
        another way, or belonged to another standard."""
        before = _owners(self.earlier)
        moved = (id for id, owner in self.owners.items() if before.get(id, owner) != owner)
        return frozenset([*self.remeasured, *moved])


def _places(edition: Edition, method: Method) -> dict[str, int]:
    return {one.id: n for n, one in enumerate(standards_of(edition, method))}


def _scale_of(edition: Edition, standard: Standard) -> tuple[Level, ...]:
    """The levels of the scale that a standard is judged on, if it is."""
    scales = (scale.levels for scale in edition.scales if scale.id == standard.scale)
    return next(scales, ()) if not standard.rubric else ()


def _levels_of(edition: Edition, method: Method) -> set[str]:
    scales = (scale.levels for scale in edition.scales if scale.id == method.scale)
    return {level.id for level in next(scales, ())}


def _owners(edition: Edition) -> dict[str, str]:
    return {
        rule.id: standard.id
        for standard in edition.standards
        for rule in standard.bonus + standard.deductions
    }


def _rules_of(edition: Edition) -> dict[str, Rule]:
    """Everything that an occurrence may fall under, by id."""
    own = (rule for one in edition.standards for rule in one.bonus + one.deductions)
    return by_id([*own, *edition.adjustments, *edition.negative_cases])


def _measured(rule: Rule) -> object:
    """What an occurrence of a rule has to state: a percentage, or a tier and perhaps a kind,
    or a count alone."""
    if rule.thresholds:
        return "percentage"
    if not isinstance(rule.points, Mapping):
        return "count"
    return {
        tier: frozenset(row) if isinstance(row, Mapping) else None
        for tier, row in rule.points.items()
    }


def succession(earlier: Edition, later: Edition) -> Succession:
    """What is known of two editions. They are told apart as objects, since to compare all
    that they say would take longer than what is found out."""
    key = id(earlier), id(later)
    if key not in _KEPT:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[key] = Succession(earlier, later)
    return _KEPT[key]
