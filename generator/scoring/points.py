"""Points: how they are rounded and bounded, and what occurrences are worth under a rule."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_05UP, ROUND_HALF_UP, Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from generator.model.clauses import Knot, Rate, RubricLevel, Rule, Standard, Threshold
from generator.model.result import Occurrence
from generator.model.scales import Level

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
PLACES = 2
"""The decimal places of points in proportion, unless a rule states others."""
EXACT = Context(prec=1000, traps=[Inexact])
"""A context for sums and products of the figures of scorecards. It holds all their digits, and
raises ``ArithmeticError`` where a figure would have to be rounded."""
_WIDE = Context(prec=1000)
"""A context for rounding. Python's own raises an error where more than 28 digits are left."""
_DIGITS = Context(prec=60, rounding=ROUND_05UP)
"""A context for quotients that are rounded once more afterwards. Its rounding leaves a trace of
the cut digits in the last one, so that rounding twice gives what rounding once would give.
Points have fewer than 30 digits."""


def rounded(number: Decimal, places: int | None) -> Decimal:
    """Round a number half up to decimal places; leave it exact where ``places`` is ``None``."""
    return number if places is None else number.quantize(unit(places), ROUND_HALF_UP, _WIDE)


@lru_cache(maxsize=16)
def unit(places: int) -> Decimal:
    """Return one in the last of so many decimal places: 0.01 for two."""
    return Decimal(1).scaleb(-places)


def round_fraction(exact: Fraction, places: int) -> Decimal:
    """Round a fraction half up (away from zero) to decimal places."""
    numerator, denominator = exact.as_integer_ratio()
    units = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    return Decimal(-units if numerator < 0 else units).scaleb(-places)


def quotient(points: Decimal, divisor: Decimal, places: int) -> Decimal:
    """Divide and round half up (away from zero) to decimal places; the result is never -0."""
    exact = points if divisor is ONE else _DIGITS.divide(points, divisor)
    amount = exact.quantize(unit(places), ROUND_HALF_UP, _DIGITS)
    return amount or amount.copy_abs()


def clamp(number: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    """Move a number to the nearer bound if it lies outside; ``None`` is no bound."""
    if low is not None and number < low:
        return low
    return high if high is not None and number > high else number


def worth(rule: Rule, occurrences: Sequence[Occurrence], whole: Decimal = ZERO) -> Decimal:
    """Add up what occurrences are worth under one rule, before its cap.

    Points are 0 or more, whether they are gained or lost. ``whole`` is what a rule of ``all``
    is worth: the points of its standard.
    """
    match rule.points:
        case Decimal() as each:
            return each * sum([occurrence.count for occurrence in occurrences])
        case None:
            return sum([_by_quantity(rule, occurrence) for occurrence in occurrences], ZERO)
        case "all":
            return whole if occurrences else ZERO
        case tuple() as steps:
            return _escalated(steps, sum(occurrence.count for occurrence in occurrences))
        case table:
            return sum((_from_table(table, each) * each.count for each in occurrences), ZERO)


def capped(points: Decimal, rule: Rule) -> Decimal:
    """Return the points, or the cap of the rule where they exceed it."""
    return clamp(points, None, rule.cap)


def _escalated(steps: tuple[Decimal, ...], times: int) -> Decimal:
    """Add up one step for each time; the last step repeats."""
    beyond = max(times - len(steps), 0)
    return sum(steps[:times], ZERO) + beyond * steps[-1]


def _from_table(
    table: Mapping[str, Decimal | Mapping[str, Decimal]], occurrence: Occurrence
) -> Decimal:
    row = table[occurrence.tier or ""]
    return row if isinstance(row, Decimal) else row[occurrence.kind or ""]


def _by_quantity(rule: Rule, occurrence: Occurrence) -> Decimal:
    """Return the points that a rule gives for what was measured, or found fit within its range.

    The quantity is ``amount`` ÷ ``whole``; they are not divided, so that no quotient is rounded.
    """
    if rule.range:
        return ZERO if occurrence.points is None else occurrence.points
    places = PLACES if rule.places is None else rule.places
    if rule.rate:
        return round_fraction(_at_rate(rule.rate, measured(occurrence)), places)
    if rule.line:
        return round_fraction(_on_line(rule.line, measured(occurrence)), places)
    return max(_reached(rule, occurrence), default=ZERO)


def _reached(rule: Rule, occurrence: Occurrence) -> list[Decimal]:
    """Return the points of the thresholds that a quantity reaches."""
    amount, whole = Decimal((occurrence.part or 0) * 100), occurrence.whole or 1
    if occurrence.value is not None:
        amount, whole = occurrence.value, 1
    return [step.points for step in rule.thresholds or () if _reaches(amount, whole, step)]


def times_happened(rule: Rule, occurrences: Iterable[Occurrence]) -> int:
    """Return how often something happened under a rule.

    Where a quantity reaches no threshold, or comes to no points, it was measured, but nothing
    happened.
    """
    return sum(occurrence.count for occurrence in occurrences if _happened(rule, occurrence))


def _happened(rule: Rule, occurrence: Occurrence) -> bool:
    if rule.thresholds:
        return bool(_reached(rule, occurrence))
    return not rule.measured or _by_quantity(rule, occurrence) > 0


def _reaches(amount: Decimal, whole: int, step: Threshold) -> bool:
    """Tell whether ``amount`` ÷ ``whole`` is on the side of the bound that counts."""
    if step.below is not None:
        return amount < step.below * whole
    return step.at_least is not None and amount >= step.at_least * whole


def _at_rate(rate: Rate, quantity: Fraction) -> Fraction:
    """Return the points for what a quantity lies below or above the target of a rate."""
    if rate.above is None:
        beyond = Fraction(rate.below or 0) - quantity
    else:
        beyond = quantity - Fraction(rate.above)
    units = max(beyond, Fraction(0)) / Fraction(rate.per)
    return Fraction(rate.points) * (int(units) if rate.whole else units)


def _on_line(knots: Sequence[Knot], quantity: Fraction) -> Fraction:
    """Return the points of a quantity on a line; beyond its ends, those of the end."""
    for left, right in pairwise(knots):
        if quantity <= left.at:
            return Fraction(left.points)
        if quantity < right.at:
            share = (quantity - Fraction(left.at)) / (Fraction(right.at) - Fraction(left.at))
            return Fraction(left.points) + share * Fraction(right.points - left.points)
    return Fraction(knots[-1].points)


def measured(occurrence: Occurrence) -> Fraction:
    """Return the quantity that was measured: a value, or a part of a whole in percent."""
    if occurrence.value is not None:
        return Fraction(occurrence.value)
    return Fraction((occurrence.part or 0) * 100, occurrence.whole or 1)


def knots_around(rule: Rule, occurrence: Occurrence) -> tuple[Knot, Knot] | None:
    """Return the two knots of a line between which a quantity lies; ``None`` beyond its ends.

    Where it lies on a knot, they are the first two of which it is one.
    """
    quantity = measured(occurrence)
    pairs = pairwise(rule.line or ())
    return next((pair for pair in pairs if pair[0].at <= quantity <= pair[1].at), None)


def beyond_target(rule: Rule, occurrence: Occurrence) -> Decimal:
    """Return by how much a quantity lies beyond the target of a rate, to two places; else 0."""
    rate, quantity = rule.rate, measured(occurrence)
    if rate is None:
        return ZERO
    target = rate.below if rate.below is not None else rate.above or ZERO
    beyond = Fraction(target) - quantity if rate.above is None else quantity - Fraction(target)
    return round_fraction(max(beyond, Fraction(0)), 2)


def group_by_rule(occurrences: Iterable[Occurrence]) -> dict[str, tuple[Occurrence, ...]]:
    """Group occurrences by the id of their rule, each group in the order written."""
    groups: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        groups.setdefault(occurrence.of, []).append(occurrence)
    return {rule: tuple(group) for rule, group in groups.items()}


def missing_measure(rule: Rule, occurrence: Occurrence) -> str:
    """Name the fields that a rule asks for, or return nothing where the occurrence has them.

    A measured rule asks for a value, or for a part and a whole if that is a percentage; one with a
    range for points, one with a table for a tier (and a kind), any other for a count alone.
    """
    stated = tuple(field for field in _QUANTITIES if getattr(occurrence, field) is not None)
    if rule.points is None:
        ways = _ways_to_state(rule)
        alone = occurrence.count == 1 and not occurrence.tier and not occurrence.kind
        return "" if alone and stated in ways else " | ".join(map(", ".join, ways))
    return "count" if stated else _missing_in_table(rule.points, occurrence)


_QUANTITIES = ("value", "part", "whole", "points")


def _ways_to_state(rule: Rule) -> tuple[tuple[str, ...], ...]:
    """Return the fields of an occurrence that state what a rule asks for, in each way."""
    if rule.range:
        return (("points",),)
    return (("value",), ("part", "whole")) if rule.in_percent else (("value",),)


def _missing_in_table(points: object, occurrence: Occurrence) -> str:
    if not isinstance(points, Mapping):
        return "count" if occurrence.tier or occurrence.kind else ""
    row = points.get(occurrence.tier)
    if isinstance(row, Mapping):
        return "" if occurrence.kind in row else f"kind: {' | '.join(row)}"
    if row is None:
        return f"tier: {' | '.join(points)}"
    return "" if occurrence.kind is None else "tier"


def worth_of_level(level: Level | RubricLevel, standard: Standard) -> Decimal:
    """Return the points of a level: its own on a rubric, its share of the standard's on a scale."""
    if isinstance(level, RubricLevel):
        return level.points
    return standard.points * level.points / 100
