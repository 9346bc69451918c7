"""The name and the lifetime of an organization, year by year."""

import pytest
from builders import assessed, based, n

from generator.model.result import Former, Organization
from generator.scoring.score import score

RENAMED = Organization(
    id="legal",
    name="法律工作部党支部",
    kind="branch",
    founded=2020,
    closed=2025,
    formerly=(
        Former(name="法律顾问处党支部", until=2023),
        Former(name="法规处党支部", until=2021),
    ),
)


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2020, "法规处党支部"),
        (2021, "法规处党支部"),
        (2022, "法律顾问处党支部"),
        (2023, "法律顾问处党支部"),
        (2024, "法律工作部党支部"),
    ],
)
def test_an_organization_bears_the_name_of_the_year(year: int, name: str) -> None:
    assert RENAMED.name_in(year) == name


def test_a_card_bears_the_name_of_its_year() -> None:
    card = score(based("90"), RENAMED, assessed("legal"))
    assert (card.year, card.name, card.total) == (2023, "法律顾问处党支部", n("90"))


@pytest.mark.parametrize(
    ("year", "active"), [(2019, False), (2020, True), (2023, True), (2025, True), (2026, False)]
)
def test_an_organization_exists_from_its_founding_to_its_closing_year(
    year: int, active: bool
) -> None:
    assert RENAMED.active_in(year) is active


def test_an_organization_without_dates_exists_always() -> None:
    assert Organization(id="one", name="一", kind="branch").active_in(1900)
