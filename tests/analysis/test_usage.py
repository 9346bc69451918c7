"""Who gained or lost points on a clause: counted, and cut."""

from pathlib import Path

import pytest

from generator.analysis.usage import usage
from generator.dataset.book import Book, read_book
from generator.scoring.card import Scorecard

ROOT = Path(__file__).parents[2]
EVERYTHING = 10_000


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(ROOT / "standards", ROOT / "results")


def cards_of(book: Book, edition: str) -> list[Scorecard]:
    return [card for card in book.cards if card.edition.id == edition]


def test_every_use_is_counted_even_where_few_are_shown(book: Book) -> None:
    cards = cards_of(book, "2024")
    whole, cut = usage(cards, EVERYTHING), usage(cards, 3)
    assert {id: one.count for id, one in cut.marks.items()} == {
        id: len(one.shown) for id, one in whole.marks.items()
    }
    assert max(len(one.shown) for one in cut.marks.values()) == 3


def test_of_many_marks_those_that_lost_most_are_shown(book: Book) -> None:
    cards = cards_of(book, "2024")
    whole, cut = usage(cards, EVERYTHING), usage(cards, 3)
    for id, one in cut.marks.items():
        lost = sorted(use.difference for use in whole.marks[id].shown)
        if one.count > 3:
            assert [use.difference for use in one.shown] == lost[:3]
