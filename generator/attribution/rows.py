"""The rows between two scorecards of one organization, each an exact fraction of points."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.attribution.row import NOTHING, Label, Row, Ruler, by_size, summed
from generator.attribution.succession import succession
from generator.model.edition import Level
from generator.score import Scorecard
from generator.score.card import Mark, MethodScore
from generator.score.worth import ZERO, held

Points = Mapping[str, Decimal]
"""Signed points by the id of an adjustment or a negative case."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A method before and after, and the differences of the marks that are not the points of
    their standards."""

    a: MethodScore
    b: MethodScore
    off_a: Points
    off_b: Points

    @classmethod
    def of(cls, a: MethodScore, b: MethodScore) -> "Pair":
        """The pair of two scores of one method."""
        return cls(a, b, _off(a), _off(b))

    def moved(self, id: str) -> Fraction:
        """By how much more a standard moved the total than before, at the later weight: the
        difference of two quotients, whose products are compared first."""
        before = self.off_a.get(id, ZERO) * self.b.possible
        after = self.off_b.get(id, ZERO) * self.a.possible
        if before == after:
            return NOTHING
        return _ratio(self.b.weight * (after - before), self.a.possible * self.b.possible)

    @property
    def lost(self) -> Fraction:
        """By how much more rounding added to a raw score that is made of marks."""
        a, b = (_ratio(score.earned, score.possible) for score in (self.a, self.b))
        rounded = _percent(self.b.weight, self.b.rounded - self.a.rounded)
        return Fraction(rounded) - Fraction(self.b.weight) * (b - a)


@dataclass(frozen=True)
class Span:
    """Two cards with totals, and the ids of what could not be carried from one to the other."""

    ruler: Ruler
    a: Scorecard
    b: Scorecard
    missing: frozenset[str]

    def by_organization(self) -> Row:
        """What the organization did: both cards are of one edition."""
        methods = [self._method(pair) for pair in self._pairs]
        return self._half("organization", [*methods, *self._outside()])

    def by_edition(self) -> Row:
        """What the edition changed: both cards rest on the same facts."""
        rows = (self._weights(), self._methods(), self._scales(), self._standards())
        return self._half("edition", [*rows, *self._outside()])

    def _half(self, label: Label, rows: Iterable[Row]) -> Row:
        change = Fraction((self.b.total or ZERO) - (self.a.total or ZERO))
        lost = Fraction(_lost(self.b) - _lost(self.a))
        return self.ruler.whole(self.ruler.row(label, change), rows, lost)

    def _outside(self) -> Iterator[Row]:
        """What stands beside the methods: adjustments, negative cases, bounds."""
        yield self._listed("adjustments", "adjustment", _adjustments(self.a), _adjustments(self.b))
        yield self._listed("negative", "case", _negative(self.a), _negative(self.b))
        yield self.ruler.row("bounds", Fraction(_bounding(self.b) - _bounding(self.a)))

    @cached_property
    def _pairs(self) -> list[Pair]:
        """The methods that both editions have, scored in the same way from the same facts."""
        later = {score.method.id: score for score in self.b.methods}
        pairs = [(a, later[a.method.id]) for a in self.a.methods if a.method.id in later]
        same = self.a.edition.id == self.b.edition.id
        return [Pair.of(a, b) for a, b in pairs if same or self._compares(a, b)]

    def _compares(self, a: MethodScore, b: MethodScore) -> bool:
        known = bool(b.marks) or b.method.id not in self.missing
        return a.method.by == b.method.by and known

    def _method(self, pair: Pair) -> Row:
        """A method at the same weight: weight × difference of the raw scores."""
        a, b = pair.a, pair.b
        row = self._at(b.weight, pair)
        if not b.marks:
            return row
        known = {mark.standard.id: mark.value for mark in a.marks}
        parts = [
            self.ruler.row("standard", pair.moved(id), (id,), known[id], value)
            for id, value in ((mark.standard.id, mark.value) for mark in b.marks)
        ]
        return self.ruler.ranked(row, parts, pair.lost)

    def _at(self, weight: Decimal, pair: Pair) -> Row:
        """What the raw score of a method moved at a weight."""
        a, b = pair.a, pair.b
        exact = Fraction(_percent(weight, b.rounded - a.rounded))
        return self.ruler.row("method", exact, (b.method.id,), a.rounded, b.rounded)

    def _weights(self) -> Row:
        """Last year's raw scores at this year's weights."""
        parts = [
            self.ruler.row(
                "method",
                Fraction(_percent(pair.b.weight - pair.a.weight, pair.a.rounded)),
                (pair.b.method.id,),
                pair.a.weight,
                pair.b.weight,
            )
            for pair in self._pairs
        ]
        return self._summed("weights", parts)

    def _methods(self) -> Row:
        """Methods that are new, gone, or scored in another way."""
        kept = {pair.b.method.id for pair in self._pairs}
        old = {s.method.id: s for s in self.a.methods if s.method.id not in kept}
        new = {s.method.id: s for s in self.b.methods if s.method.id not in kept}
        parts = []
        for id in dict.fromkeys([*old, *new]):
            a, b = old.get(id), new.get(id)
            was, now = (score.rounded if score else None for score in (a, b))
            worth = [_percent(s.weight, s.rounded) if s else ZERO for s in (a, b)]
            parts.append(self.ruler.row("method", Fraction(worth[1] - worth[0]), (id,), was, now))
        return self._summed("methods", parts)

    def _scales(self) -> Row:
        """Levels that give other points: in methods by levels and ballots, and on standards."""
        parts = [self._at(pair.b.weight, pair) for pair in self._pairs if not pair.b.marks]
        scaled = [_scaled(pair.a, pair.b) for pair in self._pairs]
        for id in dict.fromkeys(id for one in scaled for id in one):
            exact = summed(one.get(id, NOTHING) for one in scaled)
            parts.append(self.ruler.row("standard", exact, (id,)))
        return self._summed("scales", sorted(parts, key=lambda part: -abs(part.exact)))

    def _standards(self) -> Row:
        """Standards that are gone, new or worth something else; and, for the rest, that each
        weighs more or less where the points of all have changed."""
        moved: dict[Label, dict[str, Fraction]] = {
            label: {} for label in ("retired", "added", "changed", "share")
        }
        lost = NOTHING
        for pair in (pair for pair in self._pairs if pair.b.marks):
            scaled = _scaled(pair.a, pair.b)
            lost += pair.lost
            for id in dict.fromkeys([*pair.off_a, *pair.off_b]):
                if exact := pair.moved(id) - scaled.get(id, NOTHING):
                    group = moved[self._fate(id)]
                    group[id] = group.get(id, NOTHING) + exact
        parts = [self._group(label, group) for label, group in moved.items()]
        exact = summed([lost, *(part.exact for part in parts)])
        return self.ruler.whole(self.ruler.row("standards", exact), parts, lost)

    def _group(self, label: Label, moved: Mapping[str, Fraction]) -> Row:
        """Several standards as one row; it names those that moved the total, most first."""
        order = sorted((-abs(exact), id) for id, exact in moved.items() if exact)
        return self.ruler.row(label, summed(moved.values()), tuple(id for _, id in order))

    def _fate(self, id: str) -> Label:
        editions = succession(self.a.edition, self.b.edition)
        if id not in editions.before:
            return "added"
        if id not in editions.after:
            return "retired"
        return "changed" if id in self.missing or editions.rescored(id) else "share"

    def _listed(
        self, label: Label, part: Label, a: tuple[Fraction, Points, Decimal],
        b: tuple[Fraction, Points, Decimal],
    ) -> Row:  # fmt: skip
        """Adjustments or negative cases one by one, then what bounds on their sum changed."""
        (factor_a, points_a, bound_a), (factor_b, points_b, bound_b) = a, b
        found = [
            (id, points_a.get(id, ZERO), points_b.get(id, ZERO))
            for id in dict.fromkeys([*points_a, *points_b])
        ]
        parts = [
            self.ruler.row(part, _times(factor_b, now) - _times(factor_a, was), (id,), was, now)
            for id, was, now in found
        ]
        bounded = _times(factor_b, bound_b) - _times(factor_a, bound_a)
        return self._summed(label, [*by_size(parts), self.ruler.row("bounded", bounded)])

    def _summed(self, label: Label, parts: Iterable[Row]) -> Row:
        parts = list(parts)
        exact = summed(part.exact for part in parts)
        return self.ruler.whole(self.ruler.row(label, exact), parts)


def _percent(weight: Decimal, points: Decimal) -> Decimal:
    """What points of 100 are worth at a weight in percent."""
    return (weight * points).scaleb(-2)


def _times(factor: Fraction, points: Decimal) -> Fraction:
    return factor * Fraction(points) if points else NOTHING


def _ratio(points: Decimal, whole: Decimal) -> Fraction:
    (a, b), (c, d) = points.as_integer_ratio(), whole.as_integer_ratio()
    return Fraction(a * d, b * c)


def _off(score: MethodScore) -> Points:
    return {mark.standard.id: off for mark in score.marks if (off := mark.difference)}


def _scaled(a: MethodScore, b: MethodScore) -> dict[str, Fraction]:
    """What the points of levels changed on standards judged on a scale, at ``b``'s points."""
    known = {mark.standard.id: mark.level for mark in a.marks if mark.level}
    return {
        mark.standard.id: _ratio(_percent(b.weight * mark.standard.points, step), b.possible)
        for mark in b.marks
        if mark.level and (step := _risen(known.get(mark.standard.id), mark))
    }


def _risen(old: object, mark: Mark) -> Decimal:
    """By how many percent points the level given on a mark rose since the edition before."""
    new = mark.level
    if not isinstance(old, Level) or not isinstance(new, Level) or old.id != new.id:
        return ZERO
    return ZERO if mark.value is None else new.points - old.points


def _adjustments(card: Scorecard) -> tuple[Fraction, Points, Decimal]:
    tally = card.adjustments
    points = {score.adjustment.id: score.points for score in tally.scores}
    return card.worth_in_total(card.edition.adjusting.feeds), points, tally.points - tally.summed


def _negative(card: Scorecard) -> tuple[Fraction, Points, Decimal]:
    tally = card.negative
    points = {score.case.id: -score.points for score in tally.scores}
    return (
        card.worth_in_total(card.edition.negative_list.feeds),
        points,
        tally.summed - tally.points,
    )


def _bounding(card: Scorecard) -> Decimal:
    """What the bounds 0 and 100 of raw scores and those of the total added."""
    clipped = (_percent(s.weight, s.raw - s.rounded - s.fed) for s in card.methods)
    return sum(clipped, _held(card) - (card.unbounded or ZERO))


def _held(card: Scorecard) -> Decimal:
    bounds = card.edition.total
    return held(card.unbounded or ZERO, bounds.floor, bounds.ceiling)


def _lost(card: Scorecard) -> Decimal:
    """What rounding weighted scores and the total added."""
    weighted = (s.weighted - _percent(s.weight, s.raw) for s in card.methods)
    return sum(weighted, (card.total or ZERO) - _held(card))
