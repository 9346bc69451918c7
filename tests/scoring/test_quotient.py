"""Points over a denominator as they are round_fraction."""

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.scoring.points import quotient, round_fraction

WHOLES = ("1", "3", "7", "0.25", "100", "3364", "999999999999.9999999999")


@pytest.mark.parametrize("whole", WHOLES)
@pytest.mark.parametrize(
    "points",
    ["1", "-1", "0", "-0", "0.005", "-0.005", "-0.001", "12.50", "1E+3", "123456789.0123456789"],
)
@pytest.mark.parametrize("places", [0, 2, 10])
def test_a_quotient_is_printed_half_up(points: str, whole: str, places: int) -> None:
    amount = quotient(Decimal(points), Decimal(whole), places)
    assert str(amount) == str(round_fraction(Fraction(points) / Fraction(whole), places))


@pytest.mark.parametrize("beyond", ["0", "1", "-1"])
def test_the_smallest_part_beyond_a_half_decides(beyond: str) -> None:
    half = Decimal("0.125") * 7
    points = half + Decimal(f"{beyond}E-20")
    assert str(quotient(points, Decimal(7), 2)) == ("0.12" if beyond == "-1" else "0.13")
