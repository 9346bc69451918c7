"""What is printed once is what would be printed each time."""

from types import SimpleNamespace as Thing

import pytest

from generator.turbo import common as memory
from generator.turbo.common import Common


def told(_: object, one: object, *rest: str) -> str:
    return f"{one.text if isinstance(one, Thing) else one}{''.join(rest)}"


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


def test_little_is_kept_and_what_is_kept_stays_an_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 10)
    common = Common()
    said = [common.once("m", told, Thing(), Thing(text=str(n))) for n in range(100)]
    assert said == [str(n) for n in range(100)]
    assert len(common._printed) <= 10
