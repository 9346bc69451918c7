"""Quotients of points, which come up again and again: marks differ by few amounts."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from generator.score.worth import printed

_MOST_KNOWN = 8192


@lru_cache(_MOST_KNOWN)
def measured(points: Decimal, whole: Decimal, places: int) -> tuple[Fraction, Decimal]:
    """``points`` ÷ ``whole`` in full, and as printed to so many places."""
    (a, b), (c, d) = points.as_integer_ratio(), whole.as_integer_ratio()
    exact = Fraction(a * d, b * c)
    return exact, printed(exact, places)
