"""What occurrences are worth under a rule: one function per shape of rule."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import ROUND_05UP, ROUND_HALF_UP, Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache, partial
from operator import attrgetter

from generator.model.clauses import Rule, Threshold
from generator.model.result import Occurrence

ZERO = Decimal(0)


def rounded(number: Decimal, places: int | None) -> Decimal:
    """``number`` half up to so many places; unchanged where the edition states none."""
    return number if places is None else number.quantize(unit(places), ROUND_HALF_UP)


@lru_cache(maxsize=16)
def unit(places: int) -> Decimal:
    """One in the last of so many places."""
    return Decimal(1).scaleb(-places)


def printed(exact: Fraction, places: int) -> Decimal:
    """An exact fraction as a decimal, half up (away from zero) to so many places."""
    numerator, denominator = exact.as_integer_ratio()
    units = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    return Decimal(-units if numerator < 0 else units).scaleb(-places)


def held(number: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    """``number`` kept within two bounds, either of which may be missing."""
    if low is not None and number < low:
        return low
    return high if high is not None and number > high else number


def worth(rule: Rule, occurrences: Sequence[Occurrence], whole: Decimal = ZERO) -> Decimal:
    """The points of all occurrences of a rule before its cap; ``whole`` is what ``all`` is."""
    match rule.points:
        case Decimal() as each:
            return each * sum([one.count for one in occurrences])
        case None:
            return sum([_by_threshold(rule, one) for one in occurrences], ZERO)
        case "all":
            return whole if occurrences else ZERO
        case tuple() as steps:
            return _escalated(steps, sum(one.count for one in occurrences))
        case table:
            return sum((_from_table(table, one) * one.count for one in occurrences), ZERO)


def deciding(rule: Rule) -> Callable[[Occurrence], Hashable]:
    """What tells of one occurrence all that decides its worth under a rule: how often it
    happened, its place in a table, or which bound it reached, each of few values."""
    if rule.points is None:
        return partial(_reached, rule)
    if isinstance(rule.points, Mapping):
        return attrgetter("count", "tier", "kind")
    return attrgetter("count")


def capped(points: Decimal, rule: Rule) -> Decimal:
    """``points`` no larger than the cap of the rule."""
    return held(points, None, rule.cap)


def _escalated(steps: tuple[Decimal, ...], times: int) -> Decimal:
    """The first time costs the first step, and so on; the last step repeats."""
    beyond = max(times - len(steps), 0)
    return sum(steps[:times], ZERO) + beyond * steps[-1]


def _from_table(table: Mapping[str, Decimal | Mapping[str, Decimal]], one: Occurrence) -> Decimal:
    row = table[one.tier or ""]
    return row if isinstance(row, Decimal) else row[one.kind or ""]


def _by_threshold(rule: Rule, one: Occurrence) -> Decimal:
    """The most points whose bound the measured percentage reaches."""
    place = _reached(rule, one)
    return ZERO if place is None else (rule.thresholds or ())[place].points


def _reached(rule: Rule, one: Occurrence) -> int | None:
    """The place of the threshold with the most points whose bound is reached, if any is."""
    part: Decimal | int = one.part or 0
    whole = one.whole or 1
    if one.value is not None:
        part, whole = one.value, 100
    percents, best, most = part * 100, None, ZERO
    for n, step in enumerate(rule.thresholds or ()):
        if (best is None or step.points > most) and _reaches(percents, whole, step):
            best, most = n, step.points
    return best


def _reaches(percents: Decimal | int, whole: int, step: Threshold) -> bool:
    """Whether ``percents`` ÷ ``whole`` is on the side of the bound that counts; compared by
    products, so that no quotient is rounded."""
    if step.below is not None:
        return percents < step.below * whole
    return step.at_least is not None and percents >= step.at_least * whole


def grouped(occurrences: Iterable[Occurrence]) -> dict[str, tuple[Occurrence, ...]]:
    """Occurrences by the rule that they fall under, in the order written."""
    groups: dict[str, list[Occurrence]] = {}
    for one in occurrences:
        groups.setdefault(one.of, []).append(one)
    return {rule: tuple(group) for rule, group in groups.items()}


ONE = Decimal(1)
EXACT = Context(prec=1000, traps=[Inexact])
"""So many digits hold every product of figures of scorecards whole: a product that had to be
rounded would be an ``ArithmeticError``."""
_DIGITS = Context(prec=60, rounding=ROUND_05UP)
"""Rounds so that what is rounded again to fewer digits becomes what it would have become at
once: what is cut off leaves its trace in the last digit. Points have fewer than 30 digits."""


def quotient(points: Decimal, whole: Decimal, places: int) -> Decimal:
    """``points`` ÷ ``whole``, half up (away from zero) to so many places; never -0."""
    exact = points if whole is ONE else _DIGITS.divide(points, whole)
    amount = exact.quantize(unit(places), ROUND_HALF_UP, _DIGITS)
    return amount or amount.copy_abs()


def wanted_by(rule: Rule, one: Occurrence) -> str:
    """The fields that the rule asks for, or nothing where the occurrence states them."""
    measured = one.value is not None, one.part is not None, one.whole is not None
    if rule.thresholds:
        fits = measured in ((True, False, False), (False, True, True)) and one.count == 1
        return "" if fits and not one.tier and not one.kind else "value | part, whole"
    if any(measured):
        return "count"
    return _wanted_of_table(rule.points, one)


def _wanted_of_table(points: object, one: Occurrence) -> str:
    if not isinstance(points, Mapping):
        return "count" if one.tier or one.kind else ""
    row = points.get(one.tier)
    if isinstance(row, Mapping):
        return "" if one.kind in row else f"kind: {' | '.join(row)}"
    if row is None:
        return f"tier: {' | '.join(points)}"
    return "" if one.kind is None else "tier"
