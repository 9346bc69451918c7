"""What is printed once is what would be printed each time."""

from collections.abc import Iterator
from types import SimpleNamespace as Thing

import pytest

from generator import common as memory
from generator.book import Book
from generator.common import Common
from generator.model.edition import Edition
from generator.score.card import Mark


def told(_: object, one: object, *rest: str) -> str:
    return f"{one.text if isinstance(one, Thing) else one}{''.join(rest)}"


def row(edition: Edition, mark: Mark) -> str:
    said = [
        f"{movement.gross} {one.count} {one.value} {one.note}"
        for movement in mark.movements
        for one in movement.occurrences
    ]
    return f"{edition.id} {mark.standard.id} {mark.value} {'; '.join(said)} {mark.bound}"


def marks(book: Book) -> Iterator[tuple[Edition, Mark]]:
    for card in book.cards:
        for score in card.methods:
            yield from ((card.edition, mark) for mark in score.marks)


def test_an_object_is_printed_once_and_told_from_another_that_looks_the_same() -> None:
    common, one, other = Common(), Thing(text="a"), Thing(text="a")
    assert [common.once("m", told, Thing(), each) for each in (one, other)] == ["a", "a"]
    one.text = "b"
    assert common.once("m", told, Thing(), one) == "a"
    assert common.once("n", told, Thing(), one) == "b"


def test_an_id_is_printed_once_for_what_it_belongs_to() -> None:
    common, one, other = Common(), Thing(), Thing()
    ids = ["".join(("s", "1")) for _ in range(2)]
    assert common.once("m", told, one, ids[0], "a") == "s1a"
    assert common.once("m", told, one, ids[1], "b") == "s1a"
    assert common.once("m", told, other, ids[0], "c") == "s1c"


def test_a_row_around_its_note_is_the_row(sample: Book) -> None:
    common, found = Common(), 0
    for edition, mark in (*marks(sample), *marks(sample)):
        if parts := common.row("row", row, edition, mark):
            found += 1
            note = mark.movements[0].occurrences[0].note
            assert f"{parts[0]}{note}{parts[1]}" == row(edition, mark)
    assert found > 100


def test_a_mark_without_a_note_or_with_several_findings_has_no_such_row(sample: Book) -> None:
    others = [
        (edition, mark)
        for edition, mark in marks(sample)
        if len([one for each in mark.movements for one in each.occurrences if one.note]) != 1
    ]
    assert others
    assert not any(Common().row("row", row, *one) for one in others)


def test_little_is_kept_and_what_is_kept_stays_an_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 10)
    common = Common()
    said = [common.once("m", told, Thing(), Thing(text=str(n))) for n in range(100)]
    assert said == [str(n) for n in range(100)]
    assert len(common._printed) <= 10
