"""A counted standard: from its points, moved by its situations, inside its interval."""

import pytest
from builders import mark_of, n, occurrence, situation, standard, value_of

from generator.scoring.mark import Bound


def test_a_standard_without_findings_keeps_its_points() -> None:
    assert value_of(standard(deductions=(situation("d1", n("1")),))) == n("10")


def test_a_deduction_counts_per_occurrence() -> None:
    one = standard(deductions=(situation("d1", n("0.5")),))
    assert value_of(one, occurrence("d1"), occurrence("d1")) == n("9")  # 10 − 2 × 0.5


def test_persons_and_times_are_multiplied_by_their_count() -> None:
    one = standard(deductions=(situation("d1", n("0.2"), unit="人次"),))
    assert value_of(one, occurrence("d1", count=7)) == n("8.6")  # 10 − 7 × 0.2


def test_counts_of_several_records_add_up() -> None:
    one = standard(deductions=(situation("d1", n("0.2")),))
    found = (occurrence("d1", count=2), occurrence("d1", count=3))
    assert value_of(one, *found) == n("9")  # 10 − (2 + 3) × 0.2


def test_a_cap_bounds_the_sum_of_all_occurrences() -> None:
    one = standard(deductions=(situation("d1", n("1"), cap=n("2.5")),))
    mark = mark_of(one, occurrence("d1", count=2), occurrence("d1", count=2))
    assert mark.value == n("7.5")
    assert (mark.movements[0].gross, mark.movements[0].points) == (n("-4"), n("-2.5"))
    assert mark.movements[0].capped


def test_a_cap_that_is_just_reached_takes_nothing_away() -> None:
    one = standard(deductions=(situation("d1", n("1"), cap=n("2")),))
    mark = mark_of(one, occurrence("d1", count=2))
    assert mark.value == n("8")
    assert not mark.movements[0].capped


def test_each_situation_has_its_own_cap() -> None:
    one = standard(
        deductions=(situation("d1", n("1"), cap=n("2")), situation("d2", n("1"), cap=n("3")))
    )
    assert value_of(one, occurrence("d1", count=9), occurrence("d2", count=9)) == n("5")


def test_a_bonus_also_has_a_cap() -> None:
    one = standard(interval=(n("-10"), n("5")), bonus=(situation("b1", n("0.5"), cap=n("1.2")),))
    assert value_of(one, occurrence("b1", count=3)) == n("11.2")


@pytest.mark.parametrize(
    ("times", "mark"),
    [(1, "9.5"), (2, "8.5"), (3, "6.5"), (4, "4.5"), (5, "2.5")],
    ids=["first", "second", "third", "the last step repeats", "and repeats again"],
)
def test_an_escalating_deduction_costs_more_each_time(times: int, mark: str) -> None:
    steps = (n("0.5"), n("1"), n("2"))  # 0.5, then 1, then 2 for every further time
    one = standard(deductions=(situation("d1", steps),))
    assert value_of(one, occurrence("d1", count=times)) == n(mark)


def test_an_escalation_goes_on_from_record_to_record() -> None:
    one = standard(deductions=(situation("d1", (n("0.5"), n("1"), n("2"))),))
    assert value_of(one, occurrence("d1"), occurrence("d1", count=2)) == n("6.5")


def test_an_escalation_keeps_within_its_cap() -> None:
    one = standard(deductions=(situation("d1", (n("1"), n("2")), cap=n("4")),))
    assert value_of(one, occurrence("d1", count=3)) == n("6")  # 1 + 2 + 2, capped at 4


def test_points_go_by_the_tier_of_the_issuer() -> None:
    table = {"national": n("3"), "provincial": n("1.5")}
    one = standard(deductions=(situation("d1", table),))
    found = (occurrence("d1", tier="national"), occurrence("d1", tier="provincial", count=2))
    assert value_of(one, *found) == n("4")  # 10 − 3 − 2 × 1.5


def test_points_go_by_tier_and_kind() -> None:
    table = {"national": {"group": n("3"), "person": n("2")}, "provincial": {"group": n("1")}}
    one = standard(deductions=(situation("d1", table),))
    assert value_of(one, occurrence("d1", tier="national", kind="person")) == n("8")
    assert value_of(one, occurrence("d1", tier="provincial", kind="group")) == n("9")


def test_all_takes_everything_the_standard_is_worth() -> None:
    one = standard(points="7.5", deductions=(situation("d1", "all"),))
    mark = mark_of(one, occurrence("d1", count=3))
    assert mark.value == n("0")
    assert mark.movements[0].gross == n("-7.5")


@pytest.mark.parametrize(
    ("deducted", "gained", "value", "bound"),
    [
        (3, 0, "7", None),
        (4, 0, "7", "lower"),
        (0, 2, "12", None),
        (0, 3, "12", "upper"),
        (4, 1, "7", None),
        (5, 1, "7", "lower"),
    ],
)
def test_the_interval_bounds_the_sum_of_all_movements_both_ways(
    deducted: int, gained: int, value: str, bound: Bound | None
) -> None:
    one = standard(
        interval=(n("-3"), n("2")),
        bonus=(situation("b1", n("1")),),
        deductions=(situation("d1", n("1")),),
    )
    found = [occurrence("d1", count=deducted)] if deducted else []
    found += [occurrence("b1", count=gained)] if gained else []
    mark = mark_of(one, *found)
    assert (mark.value, mark.bound) == (n(value), bound)


def test_without_an_interval_nothing_is_gained() -> None:
    one = standard(bonus=(situation("b1", n("1")),))
    mark = mark_of(one, occurrence("b1"))
    assert (mark.value, mark.moved, mark.held) == (n("10"), n("1"), n("0"))


def test_without_an_interval_a_mark_never_falls_below_0() -> None:
    one = standard(deductions=(situation("d1", n("4")),))
    mark = mark_of(one, occurrence("d1", count=3))
    assert (mark.value, mark.moved, mark.held) == (n("0"), n("-12"), n("-10"))


def test_a_lower_bound_beyond_the_points_still_leaves_0() -> None:
    one = standard(interval=(n("-15"), n("0")), deductions=(situation("d1", n("15")),))
    assert value_of(one, occurrence("d1")) == n("0")


def test_what_is_missing_to_the_points_is_lost_and_a_gain_is_no_loss() -> None:
    one = standard(
        interval=(n("-3"), n("2")),
        bonus=(situation("b1", n("1")),),
        deductions=(situation("d1", n("1")),),
    )
    below, above = mark_of(one, occurrence("d1")), mark_of(one, occurrence("b1"))
    assert (below.difference, below.lost) == (n("-1"), n("1"))
    assert (above.difference, above.lost) == (n("1"), n("0"))
