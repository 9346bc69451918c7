"""What many downloads have alike is made once, counted by how often it is made."""

from collections import Counter
from importlib import import_module

import pytest
from made import WORDS, book_of

from generator.exports.kept import Kept
from generator.exports.methodlines import MethodLines
from generator.exports.press import Press
from generator.exports.wording import Wording


def test_what_is_made_of_a_value_is_made_once_for_all_facts_alike() -> None:
    made: list[tuple[object, ...]] = []

    def make(value: object, *facts: object) -> int:
        made.append((value, *facts))
        return len(made)

    kept = Kept(make)
    one, equal = ["a"], ["a"]
    assert [kept.of(one), kept.of(one), kept.of(equal)] == [1, 1, 2]
    assert [kept.of(one, "x"), kept.of(one, "y"), kept.of(one, "x")] == [3, 4, 3]


def test_what_is_kept_of_values_is_known_for_many_at_once() -> None:
    kept = Kept(lambda value, *_: repr(value))
    one, equal = ["a"], ["a"]
    kept.of(one)
    kept.of(equal, "with a fact")
    assert kept.known([one, equal, one]) == ["['a']", None, "['a']"]


def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("generator.exports.kept"), "_MOST", 3)
    kept = Kept(str)
    for value in range(1000, 1100):
        assert kept.of(value) == str(value)
        assert len(kept._made) <= 3


def test_a_mark_without_records_is_made_once_for_all_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    book = book_of("sample")
    marks = [mark for card in book.cards for one in card.methods for mark in one.marks]
    alike = {id(mark) for mark in marks if mark.common}
    alone = sum(not mark.common for mark in marks)
    made = Counter[str]()

    def counted(place: object, name: str) -> None:
        real = getattr(place, name)

        def counting(*args: object) -> object:
            made[name] += 1
            return real(*args)

        monkeypatch.setattr(place, name, counting)

    counted(import_module("generator.exports.cardforms"), "_unmoved")
    counted(MethodLines, "_row")
    press = Press(book.book, WORDS)
    for card in book.cards:
        assert all(one.content for one in press.of_card(card))
    assert made["_unmoved"] == len(alike)
    assert len(alike) + alone < len(marks) / 2
    assert made["_row"] < len(alike) + alone


def test_a_sentence_is_made_once_and_its_notes_are_put_in() -> None:
    book = book_of("sample")
    wording = Wording(book.book, WORDS)
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
