"""Points by a measured percentage: on which side of a bound it lies, without rounding."""

import pytest
from builders import n, occurrence, situation, standard, value_of

from generator.model.clauses import Threshold

BELOW = (
    Threshold(below=n("80"), points=n("1")),
    Threshold(below=n("60"), points=n("3")),
)
AT_LEAST = (
    Threshold(at_least=n("50"), points=n("0.3")),
    Threshold(at_least=n("80"), points=n("0.5")),
)


@pytest.mark.parametrize(
    ("value", "mark"),
    [("80", "10"), ("79.99", "9"), ("60", "9"), ("59.9999999999", "7"), ("0", "7"), ("100", "10")],
)
def test_below_a_bound_the_largest_deduction_counts_and_the_bound_itself_is_safe(
    value: str, mark: str
) -> None:
    one = standard(deductions=(situation("d1", thresholds=BELOW),))
    assert value_of(one, occurrence("d1", value=n(value))) == n(mark)


@pytest.mark.parametrize(
    ("value", "mark"),
    [("49.99", "10"), ("50", "10.3"), ("79.99", "10.3"), ("80", "10.5"), ("100", "10.5")],
)
def test_at_least_a_bound_the_largest_bonus_counts_and_the_bound_itself_reaches_it(
    value: str, mark: str
) -> None:
    one = standard(interval=(n("-10"), n("1")), bonus=(situation("b1", thresholds=AT_LEAST),))
    assert value_of(one, occurrence("b1", value=n(value))) == n(mark)


def _share(bound: str, part: int, whole: int, *, at_least: bool = False) -> bool:
    """Whether ``part`` of ``whole`` is below (or at least) the bound."""
    step = {"at_least" if at_least else "below": n(bound)}
    rule = situation("d1", thresholds=(Threshold(points=n("1"), **step),))
    one = standard(deductions=(rule,))
    return value_of(one, occurrence("d1", part=part, whole=whole)) == n("9")


def test_two_thirds_lie_below_66_67_and_not_below_66_66() -> None:
    assert _share("66.67", 2, 3)
    assert not _share("66.66", 2, 3)


def test_two_thirds_do_not_reach_66_67_although_they_round_to_it() -> None:
    assert not _share("66.67", 2, 3, at_least=True)
    assert _share("66.66", 2, 3, at_least=True)


@pytest.mark.parametrize(
    ("part", "whole", "bound"),
    [(7, 25, "28"), (29, 50, "58"), (57, 100, "57"), (7, 125, "5.6"), (1, 1000, "0.1")],
)
def test_a_share_exactly_on_the_bound_is_not_below_it_where_binary_numbers_would_err(
    part: int, whole: int, bound: str
) -> None:
    assert not _share(bound, part, whole)
    assert _share(bound, part, whole, at_least=True)


def test_a_third_of_huge_numbers_is_not_rounded() -> None:
    whole = 3 * 10**20
    assert _share("33.3333333333", 10**20 - 10**12, whole)
    assert not _share("33.3333333333", 10**20, whole)


def test_each_measured_record_counts_for_itself() -> None:
    one = standard(deductions=(situation("d1", thresholds=BELOW),))
    found = (occurrence("d1", value=n("70")), occurrence("d1", value=n("50")))
    assert value_of(one, *found) == n("6")  # 10 − 1 − 3


def test_thresholds_have_a_cap_too() -> None:
    one = standard(deductions=(situation("d1", thresholds=BELOW, cap=n("3.5")),))
    found = (occurrence("d1", value=n("70")), occurrence("d1", value=n("50")))
    assert value_of(one, *found) == n("6.5")


def test_a_part_of_none_is_a_share_of_0() -> None:
    assert _share("0.1", 0, 8)
