"""What is printed once is what would be printed each time."""

from collections.abc import Iterator
from types import SimpleNamespace as Thing

import pytest

from generator.book import Book
from generator.model.edition import Edition
from generator.model.rich import Rich
from generator.rendering import common as memory
from generator.rendering.common import Common
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


def test_the_row_of_a_mark_is_what_the_macro_prints(sample: Book) -> None:
    common = Common()
    for edition, mark in (*marks(sample), *marks(sample)):
        assert common.row({Rich: str}, "row", row, edition, mark) == row(edition, mark)


def test_few_rows_are_printed_by_the_macro(sample: Book) -> None:
    common, asked = Common(), []

    def told_by(edition: Edition, mark: Mark) -> str:
        asked.append(mark)
        return row(edition, mark)

    every = list(marks(sample))
    for edition, mark in every:
        common.row({Rich: str}, "row", told_by, edition, mark)
    assert len(asked) < len(every) / 2


def test_little_is_kept_and_what_is_kept_stays_an_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 10)
    common = Common()
    said = [common.once("m", told, Thing(), Thing(text=str(n))) for n in range(100)]
    assert said == [str(n) for n in range(100)]
    assert len(common._printed) <= 10
