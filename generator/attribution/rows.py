"""The rows between two scorecards of one organization, each an exact fraction of points.

What moved nothing has no row, but for methods beside others that did."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import prod

from generator.attribution.figures import Figures, Listed
from generator.attribution.pair import Moved, Pair
from generator.attribution.row import HUNDRED, ONE, Label, Row, Ruler, by_size
from generator.attribution.succession import Succession, succession
from generator.score.card import MethodScore
from generator.score.worth import ZERO


@dataclass(frozen=True)
class Span:
    """Two cards with totals, and the ids of what could not be carried from one to the other.
    Of the standards under a method, ``most`` have a row of their own, if so many are told."""

    a: Figures
    b: Figures
    missing: frozenset[str]
    places: int
    most: int | None = None

    def by_organization(self) -> Row:
        """What the organization did: both cards are of one edition."""
        return self._half("organization", map(self._method, self._pairs))

    def by_edition(self) -> Row:
        """What the edition changed: both cards rest on the same facts."""
        rows = (self._weights(), self._methods(), self._scales(), self._standards())
        return self._half("edition", rows)

    def _half(self, label: Label, rows: Iterable[Row | None]) -> Row:
        change = self._points.row(label, self.b.total - self.a.total)
        lost = self._points.exact(self.b.lost - self.a.lost)
        return self._points.total(change, filter(None, (*rows, *self._beside())), lost)

    @cached_property
    def _points(self) -> Ruler:
        return Ruler(self.places)

    @cached_property
    def _percent(self) -> Ruler:
        return Ruler(self.places, HUNDRED)

    def _ruler(self, pair: Pair) -> Ruler:
        return Ruler(self.places, pair.whole)

    def _beside(self) -> Iterator[Row | None]:
        """What stands beside the methods: adjustments, negative cases, bounds."""
        yield self._listed("adjustments", "adjustment", self.a.adjustments, self.b.adjustments)
        yield self._listed("negative", "case", self.a.negative, self.b.negative)
        if bounding := self.b.bounding - self.a.bounding:
            yield self._points.row("bounds", bounding)

    @cached_property
    def _pairs(self) -> list[Pair]:
        """The methods that both editions have, scored in the same way from the same facts."""
        later = {score.method.id: score for score in self.b.card.methods}
        pairs = [(a, later[a.method.id]) for a in self.a.card.methods if a.method.id in later]
        same = self.a.card.edition.id == self.b.card.edition.id
        return [Pair(a, b) for a, b in pairs if same or self._compares(a, b)]

    def _compares(self, a: MethodScore, b: MethodScore) -> bool:
        known = bool(b.marks) or b.method.id not in self.missing
        return a.method.by == b.method.by and known

    def _method(self, pair: Pair) -> Row:
        """A method at the same weight: weight × difference of the raw scores."""
        row = self._risen(pair)
        if not pair.b.marks:
            return row
        ruler = self._ruler(pair)
        parts = self._marks(ruler, sorted(pair.moved()))
        return ruler.total(row, parts, ruler.exact(pair.lost))

    def _marks(self, ruler: Ruler, moved: Sequence[Moved]) -> Iterator[Row]:
        """The standards under a method; all but the first ``most`` as one, as ``folded``
        would make them."""
        rest = moved[self.most :] if self.most is not None else ()
        first = moved[: self.most] if len(rest) > 1 else moved
        for one in first:
            yield ruler.row("standard", one.points, (one.id,), one.was, one.now)
        if len(rest) > 1:
            points = sum([one.points for one in rest], ZERO)
            yield ruler.row("others", points, tuple([one.id for one in rest]))

    def _risen(self, pair: Pair) -> Row:
        """What the raw score of a method moved at the later weight."""
        was, now = pair.a.rounded, pair.b.rounded
        return self._percent.row("method", pair.risen, (pair.b.method.id,), was, now)

    def _weights(self) -> Row | None:
        """Last year's raw scores at this year's weights."""
        if all(pair.a.weight == pair.b.weight for pair in self._pairs):
            return None
        return self._summed("weights", [self._weight(pair.a, pair.b) for pair in self._pairs])

    def _weight(self, a: MethodScore, b: MethodScore) -> Row:
        points = (b.weight - a.weight) * a.rounded
        return self._percent.row("method", points, (b.method.id,), a.weight, b.weight)

    def _methods(self) -> Row | None:
        """Methods that are new, gone, or scored in another way."""
        kept = {pair.b.method.id for pair in self._pairs}
        old = {s.method.id: s for s in self.a.card.methods if s.method.id not in kept}
        new = {s.method.id: s for s in self.b.card.methods if s.method.id not in kept}
        both = [(id, old.get(id), new.get(id)) for id in dict.fromkeys([*old, *new])]
        return self._summed("methods", [self._other(*one) for one in both])

    def _other(self, id: str, a: MethodScore | None, b: MethodScore | None) -> Row:
        was, now = (score.rounded if score else None for score in (a, b))
        worth = [score.weight * score.rounded if score else ZERO for score in (a, b)]
        return self._percent.row("method", worth[1] - worth[0], (id,), was, now)

    @cached_property
    def _editions(self) -> Succession:
        return succession(self.a.card.edition, self.b.card.edition)

    @cached_property
    def _marked(self) -> list[tuple[Pair, Decimal, Mapping[str, Decimal]]]:
        """The methods of marks, each with what brings its points to the denominator of all,
        and with what the points of levels changed."""
        rescaled = self._editions.rescaled
        pairs = [pair for pair in self._pairs if pair.b.marks]
        wholes = [
            prod([one.whole for one in pairs if one is not pair], start=ONE) for pair in pairs
        ]
        return [(p, w, p.scaled(rescaled)) for p, w in zip(pairs, wholes, strict=True)]

    @cached_property
    def _of_marks(self) -> Ruler:
        return Ruler(self.places, prod([pair.whole for pair, *_ in self._marked], start=ONE))

    def _scales(self) -> Row | None:
        """Levels that give other points: in methods by levels and ballots, and on standards."""
        parts = [self._risen(pair) for pair in self._pairs if not pair.b.marks and pair.risen]
        found: dict[str, Decimal] = {}
        for _, other, scaled in self._marked:
            for id, points in scaled.items():
                found[id] = found.get(id, ZERO) + points * other
        parts += [self._of_marks.row("standard", points, (id,)) for id, points in found.items()]
        return self._summed("scales", by_size(part for part in parts if part.exact))

    def _standards(self) -> Row | None:
        """Standards that are gone, new or worth something else; and, for the rest, that each
        weighs more or less where the points of all have changed."""
        moved: dict[Label, dict[str, Decimal]] = {
            label: {} for label in ("retired", "added", "changed", "share")
        }
        lost = ZERO
        for pair, other, scaled in self._marked:
            lost += pair.lost * other
            for id, points in pair.unscaled(scaled):
                group = moved[self._fate(id)]
                group[id] = group.get(id, ZERO) + points * other
        parts = [self._group(label, group) for label, group in moved.items() if group]
        if not parts and not lost:
            return None
        points = sum([one for group in moved.values() for one in group.values()], lost)
        row = self._of_marks.row("standards", points)
        return self._points.total(row, parts, self._of_marks.exact(lost))

    def _fate(self, id: str) -> Label:
        fate = self._editions.fates[id]
        return "changed" if fate == "share" and id in self.missing else fate

    def _group(self, label: Label, moved: Mapping[str, Decimal]) -> Row:
        """Several standards as one row; it names those that moved the total, most first."""
        order = sorted([(-abs(points), id) for id, points in moved.items() if points])
        return self._of_marks.row(label, sum(moved.values(), ZERO), tuple([id for _, id in order]))

    def _listed(self, label: Label, part: Label, a: Listed, b: Listed) -> Row | None:
        """Adjustments or negative cases one by one, then what bounds on their sum changed."""
        if a == b:
            return None
        found = [
            (id, a.points.get(id, ZERO), b.points.get(id, ZERO))
            for id in sorted({**a.points, **b.points})
        ]
        parts = [
            self._points.row(part, points, (id,), was, now)
            for id, was, now in found
            if (points := b.worth * now - a.worth * was)
        ]
        bounded = b.worth * b.bounded - a.worth * a.bounded
        return self._summed(label, [*by_size(parts), self._points.row("bounded", bounded)])

    def _summed(self, label: Label, parts: Sequence[Row]) -> Row | None:
        """The row of all parts, if any of them moved anything."""
        if not any(part.exact for part in parts):
            return None
        return self._points.total(self._points.sum(label, [part.exact for part in parts]), parts)
