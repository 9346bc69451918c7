"""One method before and after: by how much each of its standards moved the total.

Points are decimals over one denominator, ``whole``, since to compare or add fractions costs
many times more.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from generator.frozen import frozen
from generator.model.edition import Level
from generator.scoring.card import Mark, MethodScore
from generator.scoring.points import ZERO

Points = Mapping[str, Decimal]
"""Points by the id of a standard."""
Moved = tuple[Decimal, str, Decimal, Decimal | None, Decimal | None]
"""A standard that moved the total by some points ÷ ``whole`` of the pair: their size, negative,
so that what moved most comes first; its id; the points; and its marks, before and after."""


@frozen
class Pair:
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

    def points(self, old: Decimal, new: Decimal) -> Decimal:
        """What a standard moved the total at the later weight, from the differences of its
        marks: the difference of two quotients."""
        return self.b.weight * (new * self.a.possible - old * self.b.possible)

    @property
    def together(self) -> Decimal:
        """What all standards together moved the total."""
        return self.points(self.a.difference, self.b.difference)

    def standard(self, was: int | None, now: int | None) -> Decimal:
        """What one standard did, by its place before and after, if it had or has one."""
        old = ZERO if was is None else self.a.marks[was].difference
        new = ZERO if now is None else self.b.marks[now].difference
        return self.points(old, new) if old or new else ZERO

    @property
    def moved(self) -> list[Moved]:
        """The standards that moved the total, where one edition gave all marks. Most marks
        are one and the same value before and after."""
        found: list[Moved] = []
        same, each = self.a.possible == self.b.possible, self.b.weight * self.a.possible
        for was, now in zip(self.a.marks, self.b.marks, strict=True):
            if was is now and same:
                continue
            old, new = was.value, now.value
            if same and old is not None and new is not None:
                points = each * (new - old)
            else:
                points = self.points(was.difference, now.difference)
            if points:
                found.append((-abs(points), now.standard.id, points, old, new))
        return found

    def scaled(self, rescaled: Iterable[tuple[int, int]]) -> Points:
        """What the points of levels changed on standards judged on a scale, of those that are
        ``rescaled``, by their ids; to be divided by ``whole``. These are given by their places
        before and after."""
        found: dict[str, Decimal] = {}
        for was, now in rescaled:
            mark = self.b.marks[now]
            if step := _risen(self.a.marks[was].level, mark):
                worth = self.b.weight.scaleb(-2) * self.a.possible
                found[mark.standard.id] = worth * mark.standard.points * step
        return found


def _risen(old: object, mark: Mark) -> Decimal:
    """By how many percent points the level given on a mark rose since the edition before."""
    new = mark.level
    if not isinstance(old, Level) or not isinstance(new, Level) or old.id != new.id:
        return ZERO
    return ZERO if mark.value is None else new.points - old.points
