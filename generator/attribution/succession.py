"""What two editions say of each other, found out once for all organizations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal

from generator.check.records import levels_of
from generator.history import rescored
from generator.model.clauses import Standard
from generator.model.edition import Edition, Level, Method
from generator.model.rules import Rule
from generator.score.marks import standards_of

Fate = Literal["added", "retired", "changed", "share"]

_KEPT: dict[tuple[int, int], "Succession"] = {}
_MOST = 64


@dataclass(frozen=True, slots=True)
class Route:
    """How a standard of the later edition gets its facts, under one method: from the standard
    of its id and the record of the method that scored it, if both can be told; if it is
    assessed in the ``same_way``, and a level is one of ``levels``. Its rules are by id."""

    standard: Standard
    old: Standard | None
    scorer: str | None
    same_way: bool
    levels: frozenset[str]
    rules: Mapping[str, Rule]


@dataclass(frozen=True)
class Succession:
    """Two editions, and how the standards and rules of the first fare in the second."""

    earlier: Edition
    later: Edition

    @cached_property
    def before(self) -> Mapping[str, Standard]:
        """The standards of the earlier edition by id."""
        return {standard.id: standard for standard in self.earlier.standards}

    @cached_property
    def after(self) -> Mapping[str, Standard]:
        """The standards of the later edition by id."""
        return {standard.id: standard for standard in self.later.standards}

    @cached_property
    def rescaled(self) -> frozenset[str]:
        """The standards on whose scale, in both editions, a level has other points."""
        both = ((id, self.before[id], one) for id, one in self.after.items() if id in self.before)
        return frozenset(
            id
            for id, old, new in both
            for was, now in product(_scale_of(self.earlier, old), _scale_of(self.later, new))
            if was.id == now.id and was.points != now.points
        )

    @cached_property
    def fates(self) -> Mapping[str, Fate]:
        """What became of each standard of either edition."""
        return {id: self._fate(id) for id in {**self.before, **self.after}}

    def _fate(self, id: str) -> Fate:
        if id not in self.before:
            return "added"
        if id not in self.after:
            return "retired"
        return "changed" if rescored(self.before[id], self.after[id]) else "share"

    @cached_property
    def routes(self) -> Mapping[str, tuple[Route, ...]]:
        """For each method of the later edition, the standards that it scores by marks."""
        return {
            method.id: tuple(self._route(method, one) for one in standards_of(self.later, method))
            for method in self.later.methods
        }

    def _route(self, method: Method, standard: Standard) -> Route:
        old = self.before.get(standard.id)
        scorer = _scorer(self.earlier, method, old) if old else None
        way = (standard.judged, bool(standard.rubric))
        return Route(
            standard=standard,
            old=old,
            scorer=scorer.id if scorer else None,
            same_way=old is not None and (old.judged, bool(old.rubric)) == way,
            levels=levels_of(self.later, standard) if standard.judged else frozenset(),
            rules=_by_id(standard.bonus + standard.deductions),
        )

    @cached_property
    def owners(self) -> Mapping[str, str]:
        """The standard of the later edition that each situation belongs to, by their ids."""
        return {
            rule.id: standard.id
            for standard in self.later.standards
            for rule in standard.bonus + standard.deductions
        }

    @cached_property
    def adjustments(self) -> Mapping[str, Rule]:
        """The adjustments of the later edition by id."""
        return _by_id(self.later.adjustments)

    @cached_property
    def negative_cases(self) -> Mapping[str, Rule]:
        """The negative cases of the later edition by id."""
        return _by_id(self.later.negative_cases)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Everything that an occurrence may fall under in the later edition, by id."""
        own = {
            id: rule
            for all in self.routes.values()
            for one in all
            for id, rule in one.rules.items()
        }
        return {**own, **self.adjustments, **self.negative_cases}


def _scale_of(edition: Edition, standard: Standard) -> tuple[Level, ...]:
    """The levels of the scale that a standard is judged on, if it is."""
    scales = (scale.levels for scale in edition.scales if scale.id == standard.scale)
    return next(scales, ()) if not standard.rubric else ()


def _by_id(rules: Iterable[Rule]) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules}


def _scorer(edition: Edition, method: Method, standard: Standard) -> Method | None:
    """The method of an edition that scored a standard: the one of the same id, or the only
    one; of several others none can be told."""
    by_marks = (one for one in edition.methods if one.by == "marks")
    scorers = [one for one in by_marks if not standard.methods or one.id in standard.methods]
    same = [one for one in scorers if one.id == method.id]
    return same[0] if same else scorers[0] if len(scorers) == 1 else None


def succession(earlier: Edition, later: Edition) -> Succession:
    """What is known of two editions. They are told apart as objects, since to compare all
    that they say would take longer than what is found out."""
    key = id(earlier), id(later)
    if key not in _KEPT:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[key] = Succession(earlier, later)
    return _KEPT[key]
