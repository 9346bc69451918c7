"""Compare two scorecards of one organization: what methods, standards and lists moved the total.

All points are exact: sums and products are worked out in the context ``EXACT``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from generator.attribution.rows import Label, Row, Ruler, sort_by_size
from generator.attribution.succession import PlacedStandard
from generator.model.methods import Method
from generator.model.scales import Level
from generator.scoring.card import MethodScore, Scorecard
from generator.scoring.mark import Mark
from generator.scoring.points import HUNDRED, ZERO, clamp
from generator.scoring.tally import AdjustmentScore, CaseScore, Tally


class MovedStandard(NamedTuple):
    """A standard that moved the total: its id, the points over the divisor of its pair, its marks.

    Sorted by ``order``, those that moved most come first.
    """

    order: Decimal
    id: str
    points: Decimal
    before: Decimal | None
    after: Decimal | None


class MethodPair(Struct, frozen=True):
    """The scores of one method before and after."""

    before: MethodScore
    after: MethodScore

    @property
    def by_marks(self) -> bool:
        """Whether its raw scores are made of marks alone: those of periods are means, and relative
        ones depend on others."""
        scores = (self.after, self.before)
        return bool(self.after.marks) and not any(s.periods or s.compared for s in scores)

    @property
    def divisor(self) -> Decimal:
        """The divisor of the points of standards: the possible points before times those after."""
        return self.before.possible * self.after.possible

    @property
    def raised(self) -> Decimal:
        """The change of the raw score times the later weight: points of the total, over 100."""
        return self.after.weight * (self.after.unfed - self.before.unfed)

    @property
    def rounding(self) -> Decimal:
        """The part of ``raised`` that comes from rounding the two raw scores; over ``divisor``.

        It has a meaning only where raw scores are made of marks.
        """
        a, b = self.before, self.after
        earned = b.earned * a.possible - a.earned * b.possible
        return self.raised.scaleb(-2) * self.divisor - b.weight * earned

    def _points(self, old: Decimal, new: Decimal) -> Decimal:
        """Return the points by which marks moved the total, over ``divisor``, at the later weight.

        ``old`` and ``new`` are how far marks lie from the points of their standards.
        """
        return self.after.weight * (new * self.before.possible - old * self.after.possible)

    @property
    def together(self) -> Decimal:
        """The points by which all standards together moved the total, over ``divisor``."""
        return self._points(self.before.difference, self.after.difference)

    def standard(self, placed: PlacedStandard) -> Decimal:
        """Return the points by which one standard moved the total, over ``divisor``."""
        old = ZERO if placed.before is None else self.before.marks[placed.before].difference
        new = ZERO if placed.after is None else self.after.marks[placed.after].difference
        return self._points(old, new) if old or new else ZERO

    def moved_standards(self) -> list[MovedStandard]:
        """Return the standards that moved the total, those that moved it most first.

        Both results must be scored under one edition, so that their marks pair up.
        """
        same = self.before.possible == self.after.possible
        moved: list[MovedStandard] = []
        for old, new in zip(self.before.marks, self.after.marks, strict=True):
            if old is new and same:  # as most marks are
                continue
            if points := self._points(old.difference, new.difference):
                id = new.standard.id
                moved.append(MovedStandard(-abs(points), id, points, old.value, new.value))
        return sorted(moved)

    def changed_level_points(self, standards: Iterable[PlacedStandard]) -> Mapping[str, Decimal]:
        """Return the points by which new values of levels moved the total, by the standard's id.

        A standard counts if the same level was given on it in both editions, and the level has
        other points in the later one. The points are over ``divisor``.
        """
        worth = self.after.weight.scaleb(-2) * self.before.possible
        points: dict[str, Decimal] = {}
        for placed in standards:
            if placed.before is not None and placed.after is not None:
                mark = self.after.marks[placed.after]
                step = _step_of_level(self.before.marks[placed.before], mark)
                points[placed.id] = worth * mark.standard.points * step
        return {id: moved for id, moved in points.items() if moved}


def _step_of_level(before: Mark, after: Mark) -> Decimal:
    """Return by how many percent points the later edition values the level of both marks higher.

    It is 0 if the two marks have different levels, or none.
    """
    old, new = before.level, after.level
    if not isinstance(old, Level) or not isinstance(new, Level) or old.id != new.id:
        return ZERO
    return ZERO if after.value is None else new.points - old.points


class ListPoints(Struct, frozen=True):
    """Adjustments or negative cases: signed points by id, and what these ``moved`` the total.

    Caps on several of them added ``bounded`` to the total.
    """

    points: Mapping[str, Decimal]
    moved: Mapping[str, Decimal]
    bounded: Decimal


class CardFigures(Struct, frozen=True, eq=False):
    """What the total of a card is made of besides raw scores.

    ``total`` is as printed. ``bounding`` is what bounds on raw scores and on the total added to
    it, ``rounding`` what the rounding of weighted scores and of the total added, ``veto`` what
    vetoes added to that.
    """

    card: Scorecard
    total: Decimal
    bounding: Decimal
    rounding: Decimal
    veto: Decimal
    adjustments: ListPoints
    negative: ListPoints


def card_figures(card: Scorecard) -> CardFigures:
    """Work out the figures of a card that has a total."""
    total, unbounded, bounds = card.total or ZERO, card.unbounded or ZERO, card.edition.total
    within = clamp(unbounded, bounds.floor, bounds.ceiling)
    before_veto = card.before_veto or ZERO
    weighted = clipped = ZERO
    for score in card.methods:
        weighted += score.weight * score.raw
        clipped += score.weight * (score.raw - score.unfed - score.fed)
    return CardFigures(
        card,
        total=total,
        bounding=clipped.scaleb(-2) + within - unbounded,
        rounding=(card.base or ZERO) - weighted.scaleb(-2) + before_veto - within,
        veto=total - before_veto,
        adjustments=_adjustment_points(card),
        negative=_case_points(card),
    )


def _adjustment_points(card: Scorecard) -> ListPoints:
    return _list_points(card, card.adjustments, 1)


def _case_points(card: Scorecard) -> ListPoints:
    return _list_points(card, card.negative, -1)


def _list_points(
    card: Scorecard, tally: Tally[AdjustmentScore] | Tally[CaseScore], sign: int
) -> ListPoints:
    points = {score.rule.id: sign * score.points for score in tally.scores}
    moved = {s.rule.id: sign * s.points * card.worth_of(s.rule) for s in tally.scores}
    fed = [sign * own * card.worth_in_total(target) for target, own in tally.fed.items()]
    return ListPoints(points, moved, sum(fed, ZERO) - sum(moved.values(), ZERO))


class Comparison(Struct, frozen=True, eq=False):
    """Two cards with totals, and the ids of what could not be carried from one to the other.

    ``pairs`` are the methods that both have, scored in the same way from the same facts.
    ``points`` makes rows of points, ``percent`` rows of points times a weight in percent.
    """

    before: CardFigures
    after: CardFigures
    missing: frozenset[str]
    pairs: tuple[MethodPair, ...]
    points: Ruler
    percent: Ruler

    def half(self, label: Label, rows: Iterable[Row | None]) -> Row:
        """Make the row of the whole change, with rows of methods, and those beside them."""
        change = self.points.row(label, self.after.total - self.before.total)
        rounding = self.after.rounding - self.before.rounding
        return self.points.with_parts(change, filter(None, (*rows, *self._beside())), rounding)

    def _beside(self) -> Iterator[Row | None]:
        """Yield the rows of adjustments, negative cases and bounds."""
        a, b = self.before, self.after
        yield self._list("adjustments", "adjustment", a.adjustments, b.adjustments)
        yield self._list("negative", "case", a.negative, b.negative)
        if bounding := b.bounding - a.bounding:
            yield self.points.row("bounds", bounding)
        if veto := b.veto - a.veto:
            yield self.points.row("veto", veto)

    def raised(self, pair: MethodPair) -> Row:
        """Make the row of what the raw score of a method moved at the later weight."""
        was, now = pair.before.unfed, pair.after.unfed
        return self.percent.row("method", pair.raised, (pair.after.method.id,), was, now)

    def _list(self, label: Label, part: Label, a: ListPoints, b: ListPoints) -> Row | None:
        """Make the row of adjustments or negative cases, and of bounds on their sum."""
        parts = []
        for id in sorted(a.points.keys() | b.points.keys()):
            was, now = a.points.get(id, ZERO), b.points.get(id, ZERO)
            if points := b.moved.get(id, ZERO) - a.moved.get(id, ZERO):
                parts.append(self.points.row(part, points, (id,), was, now))
        parts = sort_by_size(parts)
        if bounded := b.bounded - a.bounded:
            parts.append(self.points.row("bounded", bounded))
        return self.summed(label, parts)

    def summed(self, label: Label, parts: Sequence[Row]) -> Row | None:
        """Make the row of several parts, if any of them moved anything."""
        if not any(part.points for part in parts):
            return None
        return self.points.with_parts(self.points.sum(label, parts), parts)


def compare(
    before: CardFigures, after: CardFigures, missing: frozenset[str], places: int
) -> Comparison:
    """Compare two cards; amounts of rows are rounded to ``places``."""
    later = {score.method.id: score for score in after.card.methods}
    same = before.card.edition is after.card.edition
    pairs = [
        MethodPair(score, later[score.method.id])
        for score in before.card.methods
        if score.method.id in later
    ]
    comparable = tuple([pair for pair in pairs if same or _is_comparable(pair, missing)])
    return Comparison(before, after, missing, comparable, Ruler(places), Ruler(places, HUNDRED))


def _is_comparable(pair: MethodPair, missing: frozenset[str]) -> bool:
    known = pair.by_marks or pair.after.method.id not in missing
    before, after = pair.before.method, pair.after.method
    return before.by == after.by and known and same_relation(before, after)


def same_relation(before: Method, after: Method) -> bool:
    """Tell whether two methods set scores beside those of others in the same way, if at all."""
    relations = [m.relative and tuple(m.relative.model_dump().values()) for m in (before, after)]
    return relations[0] == relations[1]
