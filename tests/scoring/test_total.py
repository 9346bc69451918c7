"""The total: its bounds, and rounding half up in decimal arithmetic."""

from typing import Any

import pytest
from builders import adjustment, assessed, based, card_of, case, n, occurrence

from generator.model.methods import Bounds, Rounding
from generator.scoring.card import Scorecard
from generator.scoring.points import rounded


def _card(base: str, bonus: str = "0", loss: str = "0", **fields: Any) -> Scorecard:
    one = based(
        base,
        **{
            "adjustments": (adjustment("a1", n(bonus)),),
            "negative_cases": (case("n1", n(loss)),),
            **fields,
        },
    )
    found: dict[str, Any] = {
        "adjustments": (occurrence("a1"),),
        "negative_cases": (occurrence("n1"),),
    }
    return card_of(one, assessed(**found))


def test_the_total_is_base_plus_adjustments_less_negative_cases() -> None:
    card = _card("85.5", bonus="2.25", loss="1.5")
    assert (card.base, card.unbounded, card.total) == (n("85.50"), n("86.25"), n("86.25"))


def test_a_ceiling_bounds_the_total() -> None:
    card = _card("98", bonus="5")
    assert (card.unbounded, card.total, card.bounded) == (n("103"), n("100"), True)


def test_a_total_on_its_ceiling_is_not_bounded() -> None:
    assert not _card("98", bonus="2").bounded


def test_more_than_100_is_allowed_without_a_ceiling() -> None:
    card = _card("98", bonus="5", total=Bounds(floor=n("0"), ceiling=None))
    assert (card.total, card.bounded) == (n("103"), False)


def test_a_ceiling_above_100_is_kept() -> None:
    card = _card("98", bonus="20", total=Bounds(floor=n("0"), ceiling=n("110")))
    assert card.total == n("110")


def test_a_floor_bounds_the_total() -> None:
    card = _card("3", loss="5")
    assert (card.unbounded, card.total, card.bounded) == (n("-2"), n("0"), True)


def test_a_total_may_fall_below_0_without_a_floor() -> None:
    card = _card("3", loss="5", total=Bounds(floor=None, ceiling=None))
    assert (card.total, card.bounded) == (n("-2"), False)


@pytest.mark.parametrize(
    ("exact", "places", "shown"),
    [
        ("2.005", 2, "2.01"),
        ("1.005", 2, "1.01"),
        ("0.125", 2, "0.13"),
        ("0.135", 2, "0.14"),
        ("89.994999", 2, "89.99"),
        ("89.995", 2, "90.00"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.005", 2, "-2.01"),
        ("-0.005", 2, "-0.01"),
        ("-0.004", 2, "0"),
        ("-2.5", 0, "-3"),
    ],
)
def test_rounding_goes_half_up_in_amount_also_below_0(exact: str, places: int, shown: str) -> None:
    assert rounded(n(exact), places) == n(shown)


def test_nothing_is_rounded_where_the_edition_states_no_places() -> None:
    assert rounded(n("1.23456789"), None) == n("1.23456789")


@pytest.mark.parametrize(
    ("loss", "places", "total"),
    [("0.005", 2, "90.00"), ("0.006", 2, "89.99"), ("0.5", 0, "90"), ("0.51", 0, "89")],
)
def test_the_total_is_rounded_half_up_to_the_places_of_the_edition(
    loss: str, places: int, total: str
) -> None:
    card = _card("90", loss=loss, rounding=Rounding(raw=2, total=places))
    assert card.total == n(total)


def test_the_grade_follows_the_rounded_total() -> None:
    up, down = _card("80", loss="0.005"), _card("80", loss="0.0051")
    assert up.grade is not None
    assert down.grade is not None
    assert (up.grade.id, down.grade.id) == ("good", "fair")


def test_a_card_says_whether_rounding_changed_the_total() -> None:
    assert _card("80", loss="0.001").rounded
    assert not _card("80", loss="0.01").rounded
    assert not _card("3", loss="5.001").rounded  # the floor did, not rounding
