"""What two editions say of each other is found out once, however many organizations ask."""

from collections import Counter
from itertools import pairwise

import pytest
from builders import adjustment, card_of, edition, n, occurrence, result, situation, standard

from generator.analysis.attribution import Attribution, attribution, succession
from generator.analysis.history import rescored
from generator.dataset.book import Assessment
from generator.model.edition import Edition


def test_a_standard_is_compared_once_for_two_editions(
    sample: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = Counter[str]()

    def counting(old: object, new: object) -> bool:
        compared[f"{id(old)} {id(new)}"] += 1
        return rescored(old, new)  # type: ignore[arg-type]

    monkeypatch.setattr(succession, "rescored", counting)
    monkeypatch.setattr(succession, "_KEPT", {})
    for cards in sample.by_organization.values():
        for before, after in pairwise(cards):
            attribution(before, after)
    assert compared
    assert set(compared.values()) == {1}
    assert len(succession._KEPT) < len(sample.library.editions)


def test_editions_of_one_id_are_told_apart() -> None:
    one, other = edition(), edition(standards=(standard("s2"),))
    assert succession.succession(one, one) is succession.succession(one, one)
    assert succession.succession(one, other) is not succession.succession(one, one)


def test_rows_of_long_decimals_are_exact() -> None:
    """Weights, points and losses of many digits, whose products are longer than the digits
    that decimal arithmetic keeps."""

    def long(id: str, points: str, loss: str) -> Edition:
        lost = (situation("d1", n(loss)), situation("d2", n("0.0000000001")))
        return edition(
            id=id,
            standards=(standard(points=points, deductions=lost), standard("s2", "7")),
            adjustments=(adjustment("a1", n("0.123456789"), "deduction"),),
        )

    last = result(occurrence("d1"), occurrence("d2"), adjustments=(occurrence("a1"),))
    this = result(occurrence("d1", count=2))
    before = card_of(long("e1", "10.123456789012345", "1.000000000000003"), last)
    after = card_of(
        long("e2", "11.987654321098765", "1.000000000000007"),
        this.model_copy(update={"year": 2024}),
    )
    found = attribution(before, after)
    assert isinstance(found, Attribution)
    assert found.edition.adds_up
    assert found.organization.adds_up


def test_standards_are_unlike_that_moved_in_worth_and_those_whose_facts_are_missing() -> None:
    lost, dearer = (situation("d1", n("1")),), (situation("d1", n("2")),)
    old = edition(standards=(standard("s1"), standard("s2", deductions=lost), standard("s3")))
    new = edition(
        id="e2", standards=(standard("s4"), standard("s2", deductions=dearer), standard("s1"))
    )
    known = succession.succession(old, new)
    unlike = known.unlike("marks", frozenset())
    assert [(one.id, one.fate, one.was, one.now) for one in unlike] == [
        ("s2", "changed", 1, 1),
        ("s3", "retired", 2, None),
        ("s4", "added", None, 0),
    ]
    assert [one.id for one in known.unlike("marks", frozenset({"s1"}))] == ["s2", "s3", "s4", "s1"]
