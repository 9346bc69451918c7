"""Points over a denominator: sums in full, and quotients as they are printed."""

from decimal import ROUND_05UP, ROUND_HALF_UP, Context, Decimal, Inexact

from generator.scoring.worth import unit

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
