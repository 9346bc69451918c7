"""What many downloads have alike is made once, counted by how often it is made."""

from collections import Counter
from importlib import import_module

import pytest
from made import WORDS, book_of

from generator.downloads import Press
from generator.downloads.cards import recurring
from generator.downloads.recurring import Recurring, once
from generator.downloads.table import RecurringRow, Row
from generator.downloads.wording import Wording


def test_what_recurs_is_written_once_and_all_else_each_time() -> None:
    written: list[Row] = []

    @once
    def write(row: Row) -> int:
        written.append(row)
        return len(written)

    alike, single = RecurringRow(("a",)), ("a",)
    assert [write(alike), write(alike), write(single), write(single)] == [1, 1, 2, 3]
    assert isinstance(alike, Recurring)


def test_a_mark_without_records_is_made_once_for_all_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    book = book_of("sample")
    marks = [(c, s, mark) for c in book.cards for s in c.methods for mark in s.marks]
    known = Counter(recurring(*one) for one in marks)
    alone = known.pop(None)
    made = Counter[str]()

    def counted(name: str) -> None:
        module = import_module(f"generator.downloads.{name}")
        real = module._mark

        def counting(*args: object) -> object:
            made[name] += 1
            return real(*args)

        monkeypatch.setattr(module, "_mark", counting)

    counted("cards")
    counted("cardtable")
    press = Press(book, WORDS)
    for card in book.cards:
        assert all(one.content for one in press.of_card(card))
    assert made["cards"] == len(known) + alone
    assert made["cardtable"] == made["cards"]
    assert len(known) + alone < len(marks) / 2


def test_a_sentence_is_made_once_and_its_notes_are_put_in() -> None:
    book = book_of("sample")
    wording = Wording(book, WORDS)
    told = [
        (one.note, wording.occurrences(card.edition, movement.situation, [one]))
        for card in book.cards
        for score in card.methods
        for mark in score.marks
        for movement in mark.movements
        for one in movement.occurrences
    ]
    assert all("\ue000" not in text for _, text in told)
    assert [note for note, text in told if note and str(note) not in text] == []
    assert len(wording._sentences) < len(told) / 2
