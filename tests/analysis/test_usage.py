"""Who gained or lost points on a clause: counted, and cut."""

import pytest
from paths import ROOT

from generator.analysis.usage import Usage, Use, combine_usages, usage_by_edition
from generator.dataset.assessment import Assessment, read_assessment
from generator.scoring.card import Scorecard

EVERYTHING = 10_000


@pytest.fixture(scope="module")
def book() -> Assessment:
    return read_assessment(ROOT / "standards", ROOT / "results")


def cards_of(book: Assessment, edition: str) -> list[Scorecard]:
    return [card for card in book.cards if card.edition.id == edition]


def usage(cards: list[Scorecard], most: int, monkeypatch: pytest.MonkeyPatch) -> Usage:
    monkeypatch.setattr("generator.analysis.usage.MOST_ROWS", most)
    (made,) = usage_by_edition(cards).values()
    return made


def test_every_use_is_counted_even_where_few_are_shown(
    book: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = cards_of(book, "2024")
    whole, cut = (usage(cards, most, monkeypatch) for most in (EVERYTHING, 3))
    assert {id: one.count for id, one in cut.marks.items()} == {
        id: len(one.shown) for id, one in whole.marks.items()
    }
    assert max(len(one.shown) for one in cut.marks.values()) == 3


def test_of_many_marks_those_that_lost_most_are_shown(
    book: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = cards_of(book, "2024")
    whole, cut = (usage(cards, most, monkeypatch) for most in (EVERYTHING, 3))
    for id, one in cut.marks.items():
        lost = sorted(use.difference for use in whole.marks[id].shown)
        if one.count > 3:
            assert [use.difference for use in one.shown] == lost[:3]


@pytest.mark.parametrize("parts", [1, 2, 7])
@pytest.mark.parametrize("most", [3, EVERYTHING])
def test_the_usages_of_parts_combine_to_that_of_all(
    book: Assessment, parts: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = cards_of(book, "2024")

    def place(use: Use) -> tuple[int, str]:
        return use.year, f"{use.organization.id}.yml"

    whole = usage(cards, most, monkeypatch)
    combined = combine_usages([usage_by_edition(cards[n::parts]) for n in range(parts)], place)
    assert combined == {"2024": whole}
