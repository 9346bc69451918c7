"""The rows between two scorecards of one organization, each an exact fraction of points.

What moved nothing has no row, but for methods beside others that did."""

from collections.abc import Iterable, Iterator, Sequence

from generator.analysis.attribution.figures import Figures, Listed
from generator.analysis.attribution.pair import Pair
from generator.analysis.attribution.row import HUNDRED, Label, Row, Ruler, by_size
from generator.frozen import frozen
from generator.scoring.card import MethodScore
from generator.scoring.points import ZERO


@frozen
class Span:
    """Two cards with totals, and the ids of what could not be carried from one to the other.
    ``pairs`` are the methods that both have, scored in the same way from the same facts."""

    a: Figures
    b: Figures
    missing: frozenset[str]
    pairs: tuple[Pair, ...]
    points: Ruler
    percent: Ruler

    def half(self, label: Label, rows: Iterable[Row | None]) -> Row:
        """The change from the first card to the second, with its rows, and those of what
        stands beside the methods."""
        change = self.points.row(label, self.b.total - self.a.total)
        lost = self.b.lost - self.a.lost
        return self.points.total(change, filter(None, (*rows, *self._beside())), lost)

    def _beside(self) -> Iterator[Row | None]:
        """Adjustments, negative cases, bounds."""
        yield self._listed("adjustments", "adjustment", self.a.adjustments, self.b.adjustments)
        yield self._listed("negative", "case", self.a.negative, self.b.negative)
        if bounding := self.b.bounding - self.a.bounding:
            yield self.points.row("bounds", bounding)

    def risen(self, pair: Pair) -> Row:
        """What the raw score of a method moved at the later weight."""
        was, now = pair.a.rounded, pair.b.rounded
        return self.percent.row("method", pair.risen, (pair.b.method.id,), was, now)

    def _listed(self, label: Label, part: Label, a: Listed, b: Listed) -> Row | None:
        """Adjustments or negative cases one by one, then what bounds on their sum changed."""
        if a is b or a == b:
            return None
        found = [
            (id, a.points.get(id, ZERO), b.points.get(id, ZERO))
            for id in sorted({**a.points, **b.points})
        ]
        parts = [
            self.points.row(part, points, (id,), was, now)
            for id, was, now in found
            if (points := b.worth * now - a.worth * was)
        ]
        parts = by_size(parts)
        if bounded := b.worth * b.bounded - a.worth * a.bounded:
            parts.append(self.points.row("bounded", bounded))
        return self.summed(label, parts)

    def summed(self, label: Label, parts: Sequence[Row]) -> Row | None:
        """The row of all parts, if any of them moved anything."""
        if not any(part.points for part in parts):
            return None
        return self.points.total(self.points.sum(label, parts), parts)


def span(a: Figures, b: Figures, missing: frozenset[str], places: int) -> Span:
    """From one card to another; ``missing`` are the ids of what could not be carried over,
    and amounts have so many ``places``."""
    later = {score.method.id: score for score in b.card.methods}
    both = [(one, later[one.method.id]) for one in a.card.methods if one.method.id in later]
    same = a.card.edition.id == b.card.edition.id
    pairs = tuple([Pair(*two) for two in both if same or _compares(*two, missing)])
    return Span(a, b, missing, pairs, Ruler(places), Ruler(places, HUNDRED))


def _compares(a: MethodScore, b: MethodScore, missing: frozenset[str]) -> bool:
    known = bool(b.marks) or b.method.id not in missing
    return a.method.by == b.method.by and known
