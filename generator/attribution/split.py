"""Last year against this year: the change of a total, split exactly.

The method. Last year's facts are scored under this year's edition (see
:mod:`generator.attribution.carry_over`), by the same arithmetic as every scorecard. That score,
*last year's work under this year's rules*, stands between the two printed totals: what lies
between last year's total and it, the edition changed; what lies between it and this year's total,
the organization did. Each half is then taken apart into rows. The three scorecards are the source
of truth; nothing is estimated.

The rows. A method is worth weight × raw score. A standard is worth weight × (mark − points) ÷
the points of all standards of the method: by so much it moved the total away from a full raw
score. On the edition's side weights are counted at last year's raw scores, and all else at this
year's weights. Rows are exact; what is printed is rounded, and what the rounding of scores and of
rows leaves is a row of its own, so that the visible rows always add up to the difference of the
printed totals.
"""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import Literal

from msgspec import Struct

from generator.attribution.carry_over import Cause, NotCarried, carry_over, cause_of_rules
from generator.attribution.comparison import (
    Comparison,
    MethodPair,
    card_figures,
    compare,
    same_relation,
)
from generator.attribution.rows import Label, Row, Ruler, parts_add_up, sort_by_size
from generator.attribution.succession import Succession, succession
from generator.scoring.card import MethodScore, Scorecard
from generator.scoring.grading import grade_card
from generator.scoring.peers import Peers
from generator.scoring.points import EXACT, ONE, ZERO
from generator.scoring.score import score_total

MIN_PLACES = 2
"""The decimal places of amounts, unless a total has more."""


class Attribution(Struct, frozen=True, eq=False):
    """The change from ``before`` to ``after``, split at ``between``.

    ``between`` is last year's work under this year's rules. ``edition`` and ``organization`` are
    the two halves, ``places`` the decimal places of their amounts, ``missing`` what could not be
    carried over.
    """

    before: Scorecard
    between: Scorecard
    after: Scorecard
    places: int
    edition: Row
    organization: Row
    missing: tuple[NotCarried, ...]

    @property
    def cause(self) -> Cause | None:
        """What lets other rules govern the later year, if any do."""
        return cause_of_rules(self.before, self.after)

    @property
    def compares(self) -> bool:
        """Whether a method depends on the scores of others, so that they moved the total too."""
        return any(score.compared for score in self.after.methods)

    @property
    def adds_up(self) -> bool:
        """Whether the halves lead from total to total, and the parts of methods make them up.

        That holds exactly and as printed. All other rows are made as the sum of their parts.
        """
        totals = [card.total or ZERO for card in (self.before, self.between, self.after)]
        halves = (self.edition, self.organization)
        methods = [row for row in self.organization.parts if row.label == "method" and row.parts]
        with localcontext(EXACT):
            steps = [later - earlier for earlier, later in pairwise(totals)]
            pairs = zip(halves, steps, strict=True)
            exact = [half.points == half.divisor * step for half, step in pairs]
            printed = [half.amount for half in halves] == steps
            return all(exact) and printed and all(map(parts_add_up, (*halves, *methods)))


class Unattributed(Struct, frozen=True, eq=False):
    """Why the change of a total is not split: a card that has no total to rely on."""

    reason: Literal["draft", "interim", "no_grade"]
    card: Scorecard


def attribution(before: Scorecard, after: Scorecard) -> Attribution | Unattributed:
    """Split the change of one organization's total from a year to a later one.

    A draft may still change and a result without a grade has no total: these are not split.
    Raises ``ArithmeticError`` should rows not add up, which no data can cause.
    """
    for card in (before, after):
        if card.result.state == "draft":
            return Unattributed("draft", card)
        if card.total is None:
            return Unattributed("interim" if card.interim else "no_grade", card)
    split = _split(before, after)
    if not split.adds_up:
        where = f"{after.result.organization} {after.year}"
        raise ArithmeticError(f"the change of {where} does not add up")
    return split


def _split(before: Scorecard, after: Scorecard) -> Attribution:
    between, missing = last_year_rescored(before, after)
    places = max(MIN_PLACES, *(card.edition.rounding.total for card in (before, after)))
    ids = frozenset([entry.id for entry in missing])
    with localcontext(EXACT):
        a, b, c = map(card_figures, (before, between, after))
        edition = _edition_half(compare(a, b, ids, places))
        organization = _organization_half(compare(b, c, ids, places))
    return Attribution(before, between, after, places, edition, organization, missing)


@lru_cache(maxsize=4_096)  # what one of two workers asks for twice in a site of 10,000
def last_year_rescored(
    before: Scorecard, after: Scorecard
) -> tuple[Scorecard, tuple[NotCarried, ...]]:
    """Score last year's work under this year's rules, and say what could not be carried over."""
    if cause_of_rules(before, after) is None:
        return before, ()
    carried = carry_over(before, after)
    peers = _carried_peers(before, after)
    between = score_total(after.edition, after.organization, carried.result, peers)
    return grade_card(between), carried.missing


def _carried_peers(before: Scorecard, after: Scorecard) -> Peers:
    """Return last year's peers in the methods that compare as they did then, else this year's."""
    earlier = {method.id: method for method in before.edition.methods if method.relative}
    same = {m.id for m in after.edition.methods if same_relation(earlier.get(m.id, m), m)}
    scores = dict(after.peers.scores)
    scores |= {key: own for key, own in before.peers.scores.items() if key[0] in same}
    return Peers(scores)


def _organization_half(comparison: Comparison) -> Row:
    """Make the half of a change whose cards are of one edition: what the organization did."""
    rows = [_method(comparison, pair) for pair in comparison.pairs]
    return comparison.half("organization", rows)


def _method(comparison: Comparison, pair: MethodPair) -> Row:
    """Make the row of a method at one weight: weight × difference of the raw scores."""
    row = comparison.raised(pair)
    if not pair.by_marks:
        return row
    ruler = Ruler(comparison.points.places, pair.divisor)
    parts = [
        ruler.row("standard", moved.points, (moved.id,), moved.before, moved.after)
        for moved in pair.moved_standards()
    ]
    return ruler.with_parts(row, parts, pair.rounding)


class _MarkedPair(Struct, frozen=True):
    """A method by marks: its scores, what brings its points to the divisor of all such methods,
    and what the points of levels changed on its standards, by their ids."""

    pair: MethodPair
    factor: Decimal
    rescaled: Mapping[str, Decimal]


class _Marked(Struct, frozen=True):
    """All methods by marks, and what makes rows over their common divisor."""

    pairs: tuple[_MarkedPair, ...]
    ruler: Ruler


def _edition_half(comparison: Comparison) -> Row:
    """Make the half of a change whose cards rest on the same facts: what the edition changed."""
    editions = succession(comparison.before.card.edition, comparison.after.card.edition)
    marked = _marked(comparison, editions)
    rows = (
        _weights(comparison),
        _methods(comparison),
        _scales(comparison, marked),
        _standards(comparison, marked, editions),
    )
    return comparison.half("edition", rows)


def _marked(comparison: Comparison, editions: Succession) -> _Marked:
    pairs = [pair for pair in comparison.pairs if pair.by_marks]
    marked = tuple(
        _MarkedPair(
            pair,
            prod([other.divisor for other in pairs if other is not pair], start=ONE),
            pair.changed_level_points(editions.rescaled[pair.after.method.id]),
        )
        for pair in pairs
    )
    return _Marked(
        marked, Ruler(comparison.points.places, prod([p.divisor for p in pairs], start=ONE))
    )


def _weights(comparison: Comparison) -> Row | None:
    """Make the row of last year's raw scores at this year's weights."""
    pairs = comparison.pairs
    if all(pair.before.weight == pair.after.weight for pair in pairs):
        return None
    return comparison.summed("weights", [_weight(comparison, p.before, p.after) for p in pairs])


def _weight(comparison: Comparison, before: MethodScore, after: MethodScore) -> Row:
    points = (after.weight - before.weight) * before.unfed
    ids = (after.method.id,)
    return comparison.percent.row("method", points, ids, before.weight, after.weight)


def _methods(comparison: Comparison) -> Row | None:
    """Make the row of methods that are new, gone, or scored in another way."""
    paired = {pair.after.method.id for pair in comparison.pairs}
    old, new = (
        {score.method.id: score for score in card.methods if score.method.id not in paired}
        for card in (comparison.before.card, comparison.after.card)
    )
    rows = [_other_method(comparison, id, old.get(id), new.get(id)) for id in {**old, **new}]
    return comparison.summed("methods", rows)


def _other_method(
    comparison: Comparison, id: str, before: MethodScore | None, after: MethodScore | None
) -> Row:
    was, now = (score.unfed if score else None for score in (before, after))
    old, new = (score.weight * score.unfed if score else ZERO for score in (before, after))
    return comparison.percent.row("method", new - old, (id,), was, now)


def _scales(comparison: Comparison, marked: _Marked) -> Row | None:
    """Make the row of levels that give other points, in methods and on standards."""
    pairs = [pair for pair in comparison.pairs if not pair.by_marks and pair.raised]
    parts = [comparison.raised(pair) for pair in pairs]
    by_standard: dict[str, Decimal] = {}
    for entry in marked.pairs:
        for id, points in entry.rescaled.items():
            by_standard[id] = by_standard.get(id, ZERO) + points * entry.factor
    parts += [marked.ruler.row("standard", points, (id,)) for id, points in by_standard.items()]
    return comparison.summed("scales", sort_by_size([part for part in parts if part.points]))


def _standards(comparison: Comparison, marked: _Marked, editions: Succession) -> Row | None:
    """Make the row of standards that are gone, new or worth something else.

    One more part says that each of the others weighs more or less, where the points of all
    standards have changed.
    """
    groups: dict[Label, dict[str, Decimal]] = {"retired": {}, "added": {}, "changed": {}}
    share = rounding = ZERO
    for entry in marked.pairs:
        pair, rescaled = entry.pair, entry.rescaled
        rounding += pair.rounding * entry.factor
        rest = pair.together - sum(rescaled.values(), ZERO)
        for placed in editions.rescored_standards(pair.after.method.id, comparison.missing):
            if points := pair.standard(placed) - rescaled.get(placed.id, ZERO):
                rest -= points
                group = groups["changed" if placed.fate == "share" else placed.fate]
                group[placed.id] = group.get(placed.id, ZERO) + points * entry.factor
        share += rest * entry.factor
    ruler = marked.ruler
    parts = [_group(ruler, label, group) for label, group in groups.items() if any(group.values())]
    if share:
        parts.append(ruler.row("share", share))
    if not parts and not rounding:
        return None
    row = ruler.row("standards", sum([part.points for part in parts], rounding))
    return ruler.with_parts(row, parts, rounding)


def _group(ruler: Ruler, label: Label, moved: Mapping[str, Decimal]) -> Row:
    """Make one row of several standards; it names those that moved the total, most first."""
    order = sorted([(-abs(points), id) for id, points in moved.items() if points])
    return ruler.row(label, sum(moved.values(), ZERO), tuple([id for _, id in order]))
