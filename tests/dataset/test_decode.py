"""Plain data → values: what is taken for what, and what is told of the rest."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from generator.dataset.decode import decode
from generator.model.base import Phrase, Rich
from generator.model.result import ResultFile
from generator.yaml.nodes import Document, Plain

FILE = Path("first.yml")
DAY = dt.date(2024, 1, 1)


def value(**fields: Plain) -> ResultFile:
    found, faults = decode(FILE, ResultFile, Document(_data(fields)))
    assert faults == ()
    assert found is not None
    return found


def told(**fields: Plain) -> list[str]:
    found, faults = decode(FILE, ResultFile, Document(_data(fields)))
    assert found is None
    return [fault.code for fault in faults]


def _data(fields: Mapping[str, Plain]) -> dict[str, Plain]:
    return {"status": ({"state": "draft", "date": DAY},), **fields}


@pytest.mark.parametrize(("id", "read"), [("s01-d1", "s01-d1"), (2023, "2023"), (0, "0")])
def test_an_id_is_a_text_or_a_whole_number(id: Plain, read: str) -> None:
    found = value(adjustments=({"of": id},)).adjustments[0].of
    assert (found, type(found)) == (read, str)


@pytest.mark.parametrize(
    ("id", "code"),
    [
        (-3, "bad-id"),
        ("S1", "bad-id"),
        ("a" * 65, "bad-id"),
        ("", "bad-id"),
        (Decimal("1.5"), "not-text"),
        (True, "not-text"),
        ((), "not-text"),
    ],
)
def test_what_cannot_be_an_id_is_told(id: Plain, code: str) -> None:
    assert told(adjustments=({"of": id},)) == [code]


def test_a_corrected_number_stays_a_number_and_an_id_an_id() -> None:
    change: dict[str, Plain] = {
        "of": "total",
        "old": 85,
        "new": "good",
        "date": DAY,
        "reason": "笔误",
    }
    one = value(corrections=(change,)).corrections[0]
    assert (one.old, type(one.old)) == (Decimal(85), Decimal)
    assert (one.new, type(one.new)) == ("good", str)


def test_texts_are_stripped_and_know_whether_they_may_be_marked_up() -> None:
    found = value(note=" 见 **此处** ", no_grade=" 无 ")
    assert (found.note, type(found.note)) == ("见 **此处**", Rich)
    assert (found.no_grade, type(found.no_grade)) == ("无", Phrase)


def test_a_link_is_found_among_other_marks() -> None:
    assert told(note="**见** [此处](javascript:x)") == ["link-target"]
    assert value(note="见 (javascript:x)").note == "见 (javascript:x)"


def test_a_mapping_that_is_not_given_is_empty() -> None:
    assert value().methods == {}
    assert value().model_dump()["methods"] == {}
