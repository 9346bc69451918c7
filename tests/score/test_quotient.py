"""Quotients of points: in full, and as printed."""

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.score.quotient import measured
from generator.score.worth import printed


@pytest.mark.parametrize(
    ("points", "whole"),
    [("1", "3"), ("-1", "3"), ("0", "7"), ("-0.005", "1"), ("12.50", "0.25"), ("1E+3", "7")],
)
def test_a_quotient_is_exact_and_printed_half_up(points: str, whole: str) -> None:
    exact, amount = measured(Decimal(points), Decimal(whole), 2)
    assert exact == Fraction(points) / Fraction(whole)
    assert str(amount) == str(printed(exact, 2))


def test_equal_numbers_written_in_two_ways_have_one_quotient() -> None:
    assert measured(Decimal("2.50"), Decimal(4), 2) is measured(Decimal("2.5"), Decimal("4.0"), 2)
