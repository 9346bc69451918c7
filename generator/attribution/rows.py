"""The rows between two scorecards of one organization, each an exact fraction of points."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.attribution.row import NOTHING, Label, Row, Ruler
from generator.history import rescored
from generator.model.edition import Level
from generator.score import Scorecard
from generator.score.card import Mark, MethodScore
from generator.score.worth import ZERO, held

Points = Mapping[str, Decimal]
"""Signed points by the id of an adjustment or a negative case."""


@dataclass(frozen=True, slots=True)
class Span:
    """Two cards with totals, and the ids of what could not be carried from one to the other."""

    ruler: Ruler
    a: Scorecard
    b: Scorecard
    missing: frozenset[str]

    def by_organization(self) -> Row:
        """What the organization did: both cards are of one edition."""
        methods = [self._method(a, b) for a, b in self._pairs()]
        return self._half("organization", [*methods, *self._outside()])

    def by_edition(self) -> Row:
        """What the edition changed: both cards rest on the same facts."""
        rows = (self._weights(), self._methods(), self._scales(), self._standards())
        return self._half("edition", [*rows, *self._outside()])

    def _half(self, label: Label, rows: Iterable[Row]) -> Row:
        change = Fraction(self.b.total or ZERO) - Fraction(self.a.total or ZERO)
        return self.ruler.whole(self.ruler.row(label, change), rows, _lost(self.b) - _lost(self.a))

    def _outside(self) -> Iterator[Row]:
        """What stands beside the methods: adjustments, negative cases, bounds."""
        yield self._listed("adjustments", "adjustment", _adjustments(self.a), _adjustments(self.b))
        yield self._listed("negative", "case", _negative(self.a), _negative(self.b))
        yield self.ruler.row("bounds", _bounding(self.b) - _bounding(self.a))

    def _pairs(self) -> list[tuple[MethodScore, MethodScore]]:
        """The methods that both editions have, scored in the same way from the same facts."""
        later = {score.method.id: score for score in self.b.methods}
        pairs = [(a, later[a.method.id]) for a in self.a.methods if a.method.id in later]
        if self.a.edition.id == self.b.edition.id:
            return pairs
        return [
            (a, b)
            for a, b in pairs
            if a.method.by == b.method.by and (b.marks or b.method.id not in self.missing)
        ]

    def _method(self, a: MethodScore, b: MethodScore) -> Row:
        """A method at the same weight: weight × difference of the raw scores."""
        exact = _weighted(b, b.rounded) - _weighted(b, a.rounded)
        row = self.ruler.row("method", exact, (b.method.id,), a.rounded, b.rounded)
        if not b.marks:
            return row
        known = {mark.standard.id: mark for mark in a.marks}
        off_a, off_b = _off(a), _off(b)
        parts = [
            self.ruler.row(
                "standard",
                _weight(b) * (off_b.get(id, NOTHING) - off_a.get(id, NOTHING)),
                (id,),
                known[id].value,
                mark.value,
            )
            for id, mark in ((mark.standard.id, mark) for mark in b.marks)
        ]
        return self.ruler.ranked(row, parts, _weight(b) * (_raw_lost(b) - _raw_lost(a)))

    def _weights(self) -> Row:
        """Last year's raw scores at this year's weights."""
        parts = [
            self.ruler.row(
                "method",
                (_weight(b) - _weight(a)) * Fraction(a.rounded),
                (b.method.id,),
                a.weight,
                b.weight,
            )
            for a, b in self._pairs()
        ]
        return self._summed("weights", parts)

    def _methods(self) -> Row:
        """Methods that are new, gone, or scored in another way."""
        kept = {b.method.id for _, b in self._pairs()}
        old = {s.method.id: s for s in self.a.methods if s.method.id not in kept}
        new = {s.method.id: s for s in self.b.methods if s.method.id not in kept}
        parts = []
        for id in dict.fromkeys([*old, *new]):
            a, b = old.get(id), new.get(id)
            was, now = (score.rounded if score else None for score in (a, b))
            worth = [_weighted(s, s.rounded) if s else NOTHING for s in (a, b)]
            parts.append(self.ruler.row("method", worth[1] - worth[0], (id,), was, now))
        return self._summed("methods", parts)

    def _scales(self) -> Row:
        """Levels that give other points: in methods by levels and ballots, and on standards."""
        pairs = self._pairs()
        parts = [
            self.ruler.row(
                "method",
                _weighted(b, b.rounded) - _weighted(b, a.rounded),
                (b.method.id,),
                a.rounded,
                b.rounded,
            )
            for a, b in pairs
            if not b.marks
        ]
        scaled = [_scaled(a, b) for a, b in pairs]
        for id in dict.fromkeys(id for one in scaled for id in one):
            exact = sum((one.get(id, NOTHING) for one in scaled), NOTHING)
            parts.append(self.ruler.row("standard", exact, (id,)))
        return self._summed("scales", sorted(parts, key=lambda part: -abs(part.exact)))

    def _standards(self) -> Row:
        """Standards that are gone, new or worth something else; and, for the rest, that each
        weighs more or less where the points of all have changed."""
        moved: dict[Label, dict[str, Fraction]] = {
            label: {} for label in ("retired", "added", "changed", "share")
        }
        lost = NOTHING
        for a, b in ((a, b) for a, b in self._pairs() if b.marks):
            off_a, off_b, scaled = _off(a), _off(b), _scaled(a, b)
            lost += _weight(b) * (_raw_lost(b) - _raw_lost(a))
            for id in dict.fromkeys([*off_a, *off_b]):
                off = off_b.get(id, NOTHING) - off_a.get(id, NOTHING)
                if exact := _weight(b) * off - scaled.get(id, NOTHING):
                    group = moved[self._fate(id)]
                    group[id] = group.get(id, NOTHING) + exact
        parts = [self._group(label, group) for label, group in moved.items()]
        exact = sum((part.exact for part in parts), lost)
        return self.ruler.whole(self.ruler.row("standards", exact), parts, lost)

    def _group(self, label: Label, moved: Mapping[str, Fraction]) -> Row:
        """Several standards as one row; it names those that moved the total, most first."""
        order = sorted((-abs(exact), id) for id, exact in moved.items() if exact)
        return self.ruler.row(label, sum(moved.values(), NOTHING), tuple(id for _, id in order))

    def _fate(self, id: str) -> Label:
        old = next((one for one in self.a.edition.standards if one.id == id), None)
        new = next((one for one in self.b.edition.standards if one.id == id), None)
        if old is None:
            return "added"
        if new is None:
            return "retired"
        return "changed" if id in self.missing or rescored(old, new) else "share"

    def _listed(
        self, label: Label, part: Label, a: tuple[Fraction, Points, Decimal],
        b: tuple[Fraction, Points, Decimal],
    ) -> Row:  # fmt: skip
        """Adjustments or negative cases one by one, then what bounds on their sum changed."""
        (factor_a, points_a, bound_a), (factor_b, points_b, bound_b) = a, b
        parts = [
            self.ruler.row(
                part,
                factor_b * Fraction(points_b.get(id, ZERO))
                - factor_a * Fraction(points_a.get(id, ZERO)),
                (id,),
                points_a.get(id, ZERO),
                points_b.get(id, ZERO),
            )
            for id in dict.fromkeys([*points_a, *points_b])
        ]
        parts.sort(key=lambda row: (-abs(row.exact), row.ids))
        bounded = factor_b * Fraction(bound_b) - factor_a * Fraction(bound_a)
        return self._summed(label, [*parts, self.ruler.row("bounded", bounded)])

    def _summed(self, label: Label, parts: Iterable[Row]) -> Row:
        parts = list(parts)
        exact = sum((part.exact for part in parts), NOTHING)
        return self.ruler.whole(self.ruler.row(label, exact), parts)


def _weight(score: MethodScore) -> Fraction:
    return Fraction(score.weight) / 100


def _weighted(score: MethodScore, raw: Decimal) -> Fraction:
    return _weight(score) * Fraction(raw)


def _off(score: MethodScore) -> dict[str, Fraction]:
    """For each standard whose mark is not its points, by how much of 100 that moved the raw
    score."""
    return {
        mark.standard.id: 100 * Fraction(mark.difference) / Fraction(score.possible)
        for mark in score.marks
        if mark.difference
    }


def _raw_lost(score: MethodScore) -> Fraction:
    """What rounding added to a raw score that is made of marks."""
    return Fraction(score.rounded) - 100 - sum(_off(score).values(), NOTHING)


def _scaled(a: MethodScore, b: MethodScore) -> dict[str, Fraction]:
    """What the points of levels changed on standards judged on a scale, at ``b``'s points."""
    known = {mark.standard.id: mark.level for mark in a.marks}
    found = {}
    for mark in b.marks:
        if (step := _risen(known.get(mark.standard.id), mark)) and b.possible:
            share = Fraction(mark.standard.points) / Fraction(b.possible)
            found[mark.standard.id] = _weight(b) * share * step
    return found


def _risen(old: object, mark: Mark) -> Fraction:
    """By how many percent points the level given on a mark rose since the edition before."""
    new = mark.level
    if not isinstance(old, Level) or not isinstance(new, Level) or old.id != new.id:
        return NOTHING
    return NOTHING if mark.value is None else Fraction(new.points) - Fraction(old.points)


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


def _bounding(card: Scorecard) -> Fraction:
    """What the bounds 0 and 100 of raw scores and those of the total added."""
    clipped = (
        _weighted(score, score.raw) - _weighted(score, score.rounded) - _weighted(score, score.fed)
        for score in card.methods
    )
    return sum(clipped, Fraction(_held(card)) - Fraction(card.unbounded or ZERO))


def _held(card: Scorecard) -> Decimal:
    bounds = card.edition.total
    return held(card.unbounded or ZERO, bounds.floor, bounds.ceiling)


def _lost(card: Scorecard) -> Fraction:
    """What rounding weighted scores and the total added."""
    weighted = (Fraction(s.weighted) - _weighted(s, s.raw) for s in card.methods)
    return sum(weighted, Fraction(card.total or ZERO) - Fraction(_held(card)))
