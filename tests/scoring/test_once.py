"""What follows from an edition is worked out once for it, and never taken for another's."""

import gc
import weakref

import pytest
from builders import edition, standard

from generator.model.clauses import Standard
from generator.model.edition import Edition
from generator.scoring import once as memory
from generator.scoring.once import once, once_for_edition


def test_it_is_worked_out_once_for_each_entry_and_each_further_id() -> None:
    asked: list[tuple[str, str]] = []

    @once
    def made(_: Edition, entry: Standard, word: str) -> str:
        asked.append((entry.id, word))
        return entry.id + word

    one = edition()
    for _ in range(3):
        found = [made(one, standard(id), word) for id in ("s1", "s2") for word in ("a", "b")]
        assert found == ["s1a", "s1b", "s2a", "s2b"]
    assert len(asked) == 4


def test_two_editions_with_the_same_words_are_told_apart() -> None:
    @once_for_edition
    def title(one: Edition) -> str:
        return one.title

    one, other = edition(title="甲"), edition(title="乙")
    assert [title(one), title(other), title(one)] == ["甲", "乙", "甲"]


@pytest.mark.parametrize("nothing", [None, False, 0, ""])
def test_what_was_found_to_be_nothing_is_remembered_too(nothing: object) -> None:
    asked: list[str] = []

    @once_for_edition
    def made(_: Edition, word: str) -> object:
        asked.append(word)
        return nothing

    one = edition()
    assert [made(one, "a"), made(one, "a")] == [nothing, nothing]
    assert asked == ["a"]


def test_what_failed_is_not_remembered() -> None:
    asked: list[int] = []

    @once_for_edition
    def made(_: Edition) -> int:
        asked.append(1)
        return 1 // (len(asked) - 1)

    one = edition()
    with pytest.raises(ZeroDivisionError):
        made(one)
    assert made(one) == 1


def test_few_editions_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_known", {})

    @once_for_edition
    def years(one: Edition) -> int:
        return len(one.years)

    first = edition()
    gone = weakref.ref(first)
    years(first)
    del first
    for _ in range(100):
        assert years(edition(years=(2023, 2024))) == 2
    gc.collect()
    assert gone() is None
