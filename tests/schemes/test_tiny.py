"""The figures of the smallest library, by hand; its pages are in ``tests/golden``."""

from decimal import Decimal

import pytest
from rendering import card_of

from generator.dataset.assessment import Assessment


@pytest.mark.parametrize(
    ("year", "organization", "figures", "grade"),
    [
        # s1 10 + 0.5 − 1, s2 95 % of 6: 15.2 of 16 is 95; ballots (3 × 95 + 85) ÷ 4 = 92.5
        # 0.2 × 95 + 0.5 × 95 + 0.3 × 92.5 = 94.25; the higher of 2 and 2 is added
        (2023, "first", ("94.25", "96.25"), "good"),
        # 0.2 × 60 + 0.5 × 58 + 0.3 × 77.5 = 64.25; no bonus below 80; −2 and −2
        (2023, "second", ("64.25", "60.25"), "poor"),
        # 0.2 × 85 + 0.5 × (89.44 + 1 − 2) + 0.3 × 88.33 = 17 + 44.22 + 26.50
        (2024, "second", ("87.72", "87.72"), "fair"),
        # 0.2 × 65 + 0.5 × 29.5 + 0.3 × 65 = 13 + 14.75 + 19.5
        (2024, "third", ("47.25", "47.25"), "poor"),
    ],
)
def test_base_total_and_grade(
    tiny: Assessment, year: int, organization: str, figures: tuple[str, str], grade: str
) -> None:
    card = card_of(tiny, year, organization)
    assert (card.base, card.total) == tuple(map(Decimal, figures))
    assert card.grade is not None
    assert card.grade.id == grade


def test_what_is_not_assessed_has_no_figure(tiny: Assessment) -> None:
    card = card_of(tiny, 2023, "third")
    assert (card.total, card.grade) == (None, None)


def test_a_decision_is_kept_beside_the_calculated_grade(tiny: Assessment) -> None:
    card = card_of(tiny, 2023, "second")
    assert card.calculated is not None
    assert card.calculated.id == "fair"


def test_a_veto_and_a_limit_both_decide(tiny: Assessment) -> None:
    card = card_of(tiny, 2024, "third")
    assert [hold.decides for hold in card.holds] == [True, True]
