"""Rows that are kept are what a macro would print each time."""

from collections.abc import Iterator, Sequence

import pytest

from generator.dataset.book import Assessment
from generator.model.edition import Edition
from generator.model.rich import Rich
from generator.scoring.card import Mark
from generator.turbo import rows as memory
from generator.turbo.rows import Rows


def row(edition: Edition, mark: Mark) -> str:
    said = [
        f"{movement.gross} {one.count} {one.value} {one.note}"
        for movement in mark.movements
        for one in movement.occurrences
    ]
    return f"{edition.id} {mark.standard.id} {mark.value} {'; '.join(said)} {mark.bound}"


def marks(book: Assessment) -> Iterator[tuple[Edition, Sequence[Mark]]]:
    for card in book.cards:
        yield from ((card.edition, score.marks) for score in card.methods)


def lines(edition: Edition, some: Sequence[Mark]) -> str:
    return "".join(f"{row(edition, mark)}\n" for mark in some)


def test_the_rows_of_marks_are_what_the_macro_prints(sample: Assessment) -> None:
    rows = Rows()
    for edition, some in (*marks(sample), *marks(sample)):
        assert rows.printed({Rich: str}, row, edition, some) == lines(edition, some)


def test_few_rows_are_printed_by_the_macro(sample: Assessment) -> None:
    rows, asked = Rows(), []

    def told_by(edition: Edition, mark: Mark) -> str:
        asked.append(mark)
        return row(edition, mark)

    for edition, some in marks(sample):
        rows.printed({Rich: str}, told_by, edition, some)
    assert len(asked) < sum(len(some) for _, some in marks(sample)) / 2


def test_few_rows_are_kept(sample: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 10)
    rows = Rows()
    for edition, some in marks(sample):
        assert rows.printed({Rich: str}, row, edition, some) == lines(edition, some)
    assert len(rows._unmoved) + sum(map(len, rows._around.values())) <= 10
