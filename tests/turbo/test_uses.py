"""The uses of clauses that several processes sent are those of all cards."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.analysis.usage import AdjustmentUse, CaseUse, MarkUse, Usage, Uses, usage
from generator.dataset.book import Book, read_book
from generator.scoring.card import AdjustmentScore, CaseScore, Mark, Scorecard
from generator.turbo.shares.uses import key, received, sent

ROOT = Path(__file__).parents[2]
EVERYTHING = 10_000


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(ROOT / "standards", ROOT / "results")


def brought_together(cards: Sequence[Scorecard], shares: int, most: int) -> Usage:
    parts = [sent(usage(cards[n::shares], most)) for n in range(shares)]
    return received(cards[0].edition, parts, {key(card): card for card in cards}, most)


def seen(uses: Uses[MarkUse] | Uses[CaseUse] | Uses[AdjustmentUse]) -> object:
    return uses.count, [(use.card, _recorded(use)) for use in uses.shown]


def _recorded(use: MarkUse | CaseUse | AdjustmentUse) -> Mark | CaseScore | AdjustmentScore:
    return use.mark if isinstance(use, MarkUse) else use.score


@pytest.mark.parametrize("most", [1, 3, EVERYTHING])
@pytest.mark.parametrize("edition", ["2023", "2024", "2025"])
def test_shares_make_up_the_whole(book: Book, edition: str, most: int) -> None:
    cards = [card for card in book.cards if card.edition.id == edition]
    found, whole = brought_together(cards, 3, most).by_kind, usage(cards, most).by_kind
    for kind, uses in whole.items():
        assert {id: seen(one) for id, one in found[kind].items()} == {
            id: seen(one) for id, one in uses.items()
        }


def test_only_what_is_shown_is_made(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    cards = [card for card in book.cards if card.edition.id == "2025"]
    found = brought_together(cards, 2, 3)
    made: list[object] = []
    monkeypatch.setattr("generator.turbo.shares.uses.MarkUse", lambda *facts: made.append(facts))
    id, uses = max(found.marks.items(), key=lambda entry: entry[1].count)
    assert uses.count > 6, id
    assert len(uses.shown) == len(made) == 3
