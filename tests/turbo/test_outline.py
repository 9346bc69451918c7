"""An outline says of a card what overviews need, as the card itself would."""

from pathlib import Path

import pytest

from generator.dataset.book import Book, read_book
from generator.scoring.card import Outline, Scorecard
from generator.turbo.shares.outline import Receiver, packed, sent, unpacked

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(ROOT / "standards", ROOT / "results")


@pytest.fixture(scope="module")
def outlines(book: Book) -> list[Outline]:
    editions = {year: edition for edition in book.library.editions for year in edition.years}
    receiver = Receiver(editions, book.library.known_organizations)
    return [receiver.outline(one) for one in unpacked(packed(map(sent, book.cards)))]


def seen(card: Scorecard) -> tuple[object, ...]:
    """What overviews ask of a card."""
    aspects = {id: one.percent for id, one in (card.aspects or {}).items()}
    return (
        (card.edition, card.organization, card.year, card.name),
        (card.result.status, card.result.state, card.result.no_grade),
        card.result.decision and card.result.decision.model_dump(),
        (card.base, card.total, card.adjustments.points, card.negative.points),
        {score.method.id: score.raw for score in card.methods},
        {id: percent for id, percent in aspects.items() if percent is not None},
        (card.by_cutoff, card.calculated, card.grade),
        (card.holds, card.effective_holds, card.idle_holds),
    )


def test_it_shows_what_the_card_shows(book: Book, outlines: list[Outline]) -> None:
    for card, outline in zip(book.cards, outlines, strict=True):
        held = [hold for hold in card.holds if hold.quota is None]
        if held == list(card.holds):
            assert seen(outline) == seen(card)


def test_its_figures_are_written_as_those_of_the_card(book: Book, outlines: list[Outline]) -> None:
    for card, outline in zip(book.cards, outlines, strict=True):
        assert (str(outline.total), str(outline.base)) == (str(card.total), str(card.base))


def test_a_card_without_a_grade_has_an_outline_without_figures(outlines: list[Outline]) -> None:
    bare = [one for one in outlines if one.total is None]
    assert bare
    assert all(one.grade is None and not one.methods and one.aspects is None for one in bare)


def test_it_has_no_marks(outlines: list[Outline]) -> None:
    assert not any(score.marks for one in outlines for score in one.methods)
