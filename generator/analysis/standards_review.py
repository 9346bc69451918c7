"""A year as a judgement of its edition: what each standard and each method told apart.

The correlation is that of Pearson, r = Σ(x − x̄)(y − ȳ) ÷ √(Σ(x − x̄)² Σ(y − ȳ)²); for a standard
it is corrected for overlap, i.e. taken with the total without what the standard itself cost (the
corrected item-total correlation; Nunnally, Psychometric Theory, 1978). The share of a method in the
spread of totals is its covariance with the weighted sum ÷ the variance of that sum; the shares of
all methods make 100 %.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from generator.analysis.clause_costs import ClauseYear
from generator.analysis.clause_sums import Moments, YearSum
from generator.model.clauses import Standard
from generator.model.methods import Method
from generator.scoring.points import ZERO, rounded
from generator.scoring.summary import CardSummary

FEW = 10
"""Of fewer organizations a figure says little, which the page then says."""


class StandardReview(Struct, frozen=True, eq=False):
    """What a standard did in a year.

    ``full`` of the ``assessed`` organizations lost nothing on it. ``correlation`` is that of its
    marks with the rest of the total; ``None`` where one of the two is the same for all.
    """

    standard: Standard
    assessed: int
    full: int
    cost: Decimal
    average: Decimal
    correlation: Decimal | None


class MethodReview(Struct, frozen=True, eq=False):
    """What share of the spread of totals comes from a method, in percent."""

    method: Method
    share: Decimal | None


class Agreement(Struct, frozen=True, eq=False):
    """The correlation of the raw scores of two methods over the organizations that have both."""

    one: Method
    other: Method
    organizations: int
    correlation: Decimal | None


def review_standards(clauses: Mapping[str, ClauseYear], sums: YearSum) -> list[StandardReview]:
    """Return what each standard of an edition did in a year, the costliest first."""
    rows = [
        StandardReview(
            clause.clause,
            clause.assessed,
            clause.assessed - clause.organizations,
            clause.points,
            clause.average,
            _with_rest(clause.assessed, sums, sums.moments.get(id, Moments())),
        )
        for id, clause in clauses.items()
        if isinstance(clause.clause, Standard)
    ]
    return sorted(rows, key=lambda row: (-row.cost, row.standard.id))


def _with_rest(count: int, sums: YearSum, moments: Moments) -> Decimal | None:
    """Correlate what a standard left (minus its cost) with the total without it, to two places."""
    rest = sums.totals - moments.off + moments.cost
    squares = sums.total_squares - moments.off_squares + 2 * moments.products + moments.squares
    own_spread = count * moments.squares - moments.cost * moments.cost
    rest_spread = count * squares - rest * rest
    together = moments.cost * rest - count * (moments.products + moments.squares)
    spread = own_spread * rest_spread
    return rounded(together / spread.sqrt(), 2) if spread > 0 else None


def review_methods(cards: Sequence[CardSummary]) -> list[MethodReview]:
    """Return the share of each method in the spread of the weighted sums of a year."""
    ranked = [card for card in cards if card.ranked]
    methods = ranked[0].edition.whole.methods if ranked else ()
    sums = [sum(card.lacking.values(), ZERO) for card in ranked]
    whole = _covariance(sums, sums)
    shares = [
        _covariance([card.lacking.get(method.id, ZERO) for card in ranked], sums)
        for method in methods
    ]
    return [
        MethodReview(method, rounded(share * 100 / whole, 1) if whole else None)
        for method, share in zip(methods, shares, strict=True)
    ]


def _covariance(one: Sequence[Decimal], other: Sequence[Decimal]) -> Decimal:
    """Return the covariance of two series of one length, times the square of that length."""
    products = sum((a * b for a, b in zip(one, other, strict=True)), ZERO)
    return len(one) * products - sum(one, ZERO) * sum(other, ZERO)


def agreements(cards: Sequence[CardSummary]) -> list[Agreement]:
    """Return how far each two methods agree on the organizations of a year."""
    ranked = [card for card in cards if card.ranked]
    methods = ranked[0].edition.whole.methods if ranked else ()
    rows = []
    for one, other in combinations(methods, 2):
        pairs = [
            (card.raw[one.id], card.raw[other.id])
            for card in ranked
            if one.id in card.raw and other.id in card.raw
        ]
        xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
        spread = _covariance(xs, xs) * _covariance(ys, ys)
        value = rounded(_covariance(xs, ys) / spread.sqrt(), 2) if spread > 0 else None
        rows.append(Agreement(one, other, len(pairs), value))
    return rows
