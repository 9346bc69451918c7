"""Numbers as text, and titles by id."""

from decimal import Decimal

import pytest

from generator.dataset.assessment import Assessment
from generator.messages.formats import (
    all_titled,
    fixed,
    heading_of,
    negated,
    nested,
    number,
    place_of,
    score,
    scoring,
    share,
    signed,
    times,
    titled,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("0.00", "0"),
        ("-0.00", "0"),
        ("2.50", "2.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("-1.20", "−1.2"),
        ("0.0000001", "0.0000001"),
        ("1000000", "1000000"),
    ],
)
def test_a_number_is_plain_without_superfluous_zeros(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("90", 2, "90.00"), ("96.254", 2, "96.25"), ("-1.5", 2, "−1.50"), ("7", 0, "7")],
)
def test_a_published_score_has_its_places(value: str, places: int, text: str) -> None:
    assert fixed(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("0.125", 2, "0.13"), ("90.25", 1, "90.3"), ("87.225", 2, "87.23"), ("2.5", 0, "3")],
)
def test_a_number_with_more_places_is_shown_half_up_like_every_other(
    value: str, places: int, text: str
) -> None:
    assert fixed(Decimal(value), places) == text


def test_a_number_that_is_shown_as_0_has_no_sign() -> None:
    assert fixed(Decimal("-0.001"), 2) == "0.00"


@pytest.mark.parametrize(("value", "text"), [("0.5", "+0.5"), ("-2", "−2"), ("0", "0")])
def test_a_movement_has_its_sign(value: str, text: str) -> None:
    assert signed(Decimal(value)) == text


def test_a_deduction_becomes_a_loss_and_nothing_stays_nothing() -> None:
    assert signed(negated(Decimal("2.5"))) == "−2.5"
    assert signed(negated(Decimal("0.00"))) == "0"


def test_titles_by_id(tiny: Assessment) -> None:
    edition = tiny.library.editions[0]
    assert titled(edition.grades, "fair") == "合格"
    assert all_titled(edition.grades, ("poor", "good")) == ["不合格", "优秀"]


def test_the_place_of_an_entry(tiny: Assessment) -> None:
    grades = tiny.library.editions[0].grades
    assert [place_of(grades, grade.id) for grade in grades] == ["first", "2", "last"]


def test_the_methods_that_score_a_standard(tiny: Assessment) -> None:
    edition = tiny.library.editions[0]
    standard = edition.standards[0]
    assert scoring(edition.methods, standard) == ["日常考评"]
    named = standard.model_copy(update={"methods": ("other",)})
    assert scoring(edition.methods, named) == []


def test_the_share_of_a_level_and_of_a_rubric(tiny: Assessment) -> None:
    edition = tiny.library.editions[0]
    _, on_scale, by_rubric = edition.standards
    assert share(on_scale, edition.scales[0].levels[0]) == Decimal("5.7")
    assert share(by_rubric, by_rubric.rubric[1]) == Decimal(2)


def test_ballots_times_points(tiny: Assessment) -> None:
    assert times(tiny.library.editions[0].scales[0].levels[0], 3) == Decimal(285)


def test_a_table_by_tier_and_kind_is_nested() -> None:
    assert nested({"national": {"group": Decimal(1)}})
    assert not nested({"national": Decimal(1)})


def test_an_entry_is_known_by_its_title_or_else_its_text(tiny: Assessment) -> None:
    edition = tiny.library.editions[0]
    assert heading_of(edition.standards[0]) == "会议"
    assert heading_of(edition.items[0]) == "按时开会"


def test_a_score_is_printed_as_it_was_used() -> None:
    assert score(Decimal("83.4"), 0) == "83.4"
    assert score(Decimal(83), 2) == "83.00"
