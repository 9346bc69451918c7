"""One method before and after: by how much each of its standards moved the total.

Points are decimals over one denominator, ``whole``, since to compare or add fractions costs
many times more.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from generator.model.edition import Level
from generator.score.card import Mark, MethodScore
from generator.score.worth import ZERO


class Moved(NamedTuple):
    """A standard that moved the total by ``points`` ÷ ``whole`` of the pair, and its marks;
    in the order of ``size``, most first."""

    size: Decimal
    id: str
    points: Decimal
    was: Decimal | None
    now: Decimal | None


class Pair(NamedTuple):
    """Two scores of one method."""

    a: MethodScore
    b: MethodScore

    @property
    def whole(self) -> Decimal:
        """What the points of standards have to be divided by."""
        return self.a.possible * self.b.possible

    @property
    def risen(self) -> Decimal:
        """What the raw score moved at the later weight; to be divided by 100."""
        return self.b.weight * (self.b.rounded - self.a.rounded)

    @property
    def lost(self) -> Decimal:
        """By how much more rounding added to a raw score that is made of marks; to be divided
        by ``whole``."""
        a, b = self.a, self.b
        earned = b.earned * a.possible - a.earned * b.possible
        return self.risen.scaleb(-2) * self.whole - b.weight * earned

    def _points(self, old: Decimal, new: Decimal) -> Decimal:
        """What a standard moved the total at the later weight, from the differences of its
        marks: the difference of two quotients."""
        return self.b.weight * (new * self.a.possible - old * self.b.possible)

    def moved(self) -> Iterator[Moved]:
        """The standards that moved the total, where one edition gave all marks. Most marks
        are one and the same value before and after."""
        same, each = self.a.possible == self.b.possible, self.b.weight * self.a.possible
        for was, now in zip(self.a.marks, self.b.marks, strict=True):
            if was is now and same:
                continue
            old, new = was.value, now.value
            if same and old is not None and new is not None:
                points = each * (new - old)
            else:
                points = self._points(was.difference, now.difference)
            if points:
                yield Moved(-abs(points), now.standard.id, points, old, new)

    def unscaled(self, scaled: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
        """The standards that moved the total otherwise than by the points of levels, where
        each edition gave its marks, and by how much."""
        before, after = _off(self.a), _off(self.b)
        if self.a.possible == self.b.possible:
            ids = {id for id, _ in before.items() ^ after.items()}
        else:
            ids = before.keys() | after.keys()
        for id in ids | scaled.keys():
            moved = self._points(before.get(id, ZERO), after.get(id, ZERO))
            if points := moved - scaled.get(id, ZERO):
                yield id, points

    def scaled(self, rescaled: frozenset[str]) -> Mapping[str, Decimal]:
        """What the points of levels changed on standards judged on a scale, of those that are
        ``rescaled``, by their ids; to be divided by ``whole``."""
        if not rescaled:
            return {}
        known = {mark.standard.id: mark.level for mark in self.a.marks if mark.level}
        worth = self.b.weight.scaleb(-2) * self.a.possible
        return {
            mark.standard.id: worth * mark.standard.points * step
            for mark in self.b.marks
            if mark.standard.id in rescaled and (step := _risen(known.get(mark.standard.id), mark))
        }


def _off(score: MethodScore) -> dict[str, Decimal]:
    """The differences of the marks that are not the points of their standards."""
    return {
        mark.standard.id: value - points
        for mark in score.marks
        if (value := mark.value) is not None and value != (points := mark.standard.points)
    }


def _risen(old: object, mark: Mark) -> Decimal:
    """By how many percent points the level given on a mark rose since the edition before."""
    new = mark.level
    if not isinstance(old, Level) or not isinstance(new, Level) or old.id != new.id:
        return ZERO
    return ZERO if mark.value is None else new.points - old.points
