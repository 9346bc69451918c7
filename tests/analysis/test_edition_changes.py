"""What changed from one edition to the next."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from generator.analysis.edition_changes import EntryChange, FieldChange, changes, comparable
from generator.dataset.assessment import Assessment
from generator.model.edition import Edition
from generator.model.revision import Follows


@pytest.fixture(scope="module")
def found(tiny: Assessment) -> Mapping[tuple[str, str], EntryChange]:
    before, after = tiny.library.editions
    return {(change.section, change.id): change for change in changes(before, after)}


def _field(change: EntryChange, path: str) -> FieldChange:
    return next(field for field in change.fields if field.field == path)


def test_only_what_is_different_is_told(found: Mapping[tuple[str, str], EntryChange]) -> None:
    kinds = {key: set(change.kinds) for key, change in found.items()}
    settings = {id: kinds.pop((section, id)) for section, id in found if section == "settings"}
    assert settings["adjusting"] == {"rearranged", "reweighted"}
    assert settings["basis"] == settings["objections"] == {"reworded"}
    assert kinds == {
        ("scales", "four"): {"reweighted"},
        ("grades", "good"): {"reweighted", "reworded", "rearranged"},
        ("methods", "self"): {"reworded"},
        ("limits", "self-low"): {"retired"},
        ("limits", "none-in-aspect"): {"added"},
        ("limits", "missed"): {"added"},
        ("items", "i2"): {"reworded"},
        ("standards", "s1"): {"reweighted", "reworded", "rearranged"},
        ("standards", "s4"): {"added"},
        ("standards", "s3"): {"retired"},
        ("adjustments", "a1"): {"reweighted"},
        ("adjustments", "a2"): {"retired"},
        ("negative_cases", "n3"): {"added"},
        ("use_of_results", "all"): {"retired"},
        ("use_of_results", "praise"): {"retired"},
    }


def test_a_retired_entry_has_its_reason_and_its_former_value(
    found: Mapping[tuple[str, str], EntryChange],
) -> None:
    change = found["standards", "s3"]
    assert (change.reason, change.entry.title) == ("并入 s4", "学习计划")


def test_an_added_entry_has_its_value(found: Mapping[tuple[str, str], EntryChange]) -> None:
    change = found["standards", "s4"]
    assert (change.entry.title, change.fields, change.reason) == ("学习安排", (), None)


def test_changed_points_are_a_change_of_weight(
    found: Mapping[tuple[str, str], EntryChange],
) -> None:
    field = _field(found["standards", "s1"], "points")
    assert field.kind == "reweighted"


def test_points_of_a_tier_and_a_kind_are_found_by_their_path(
    found: Mapping[tuple[str, str], EntryChange],
) -> None:
    change = found["adjustments", "a1"]
    assert [field.field for field in change.fields if field.field != "gate"] == [
        "points.provincial.person"
    ]


def test_a_situation_goes_by_its_id_and_not_by_its_place(
    found: Mapping[tuple[str, str], EntryChange],
) -> None:
    fields = {field.field for field in found["standards", "s1"].fields}
    assert "deductions.s1-d1.points" in fields
    assert "deductions.s1-d1.text" not in fields
    assert {"deductions.s1-d2.text", "deductions.s1-d4.text"} <= fields


def test_sections_come_in_order_and_what_is_gone_comes_last_in_its_section(
    tiny: Assessment,
) -> None:
    before, after = tiny.library.editions
    ids = [change.id for change in changes(before, after) if change.section == "standards"]
    assert ids == ["s1", "s4", "s3"]


def test_an_edition_does_not_differ_from_itself(tiny: Assessment) -> None:
    edition = tiny.library.editions[0]
    assert changes(edition, edition) == ()


def _chain(tiny: Assessment, *steps: bool | None) -> dict[str, Edition]:
    """Editions e0, e1, …, each following the one before; ``None`` follows nothing."""
    base = tiny.library.editions[0]
    chain: dict[str, Edition] = {}
    for k, step in enumerate(steps):
        follows = None
        if step is not None:
            follows = Follows(edition=f"e{k - 1}", comparable=step, reason="修订")
        update: dict[str, Any] = {"id": f"e{k}", "years": (2020 + k,), "follows": follows}
        chain[f"e{k}"] = base.model_copy(update={**update, "published": dt.date(2020 + k, 1, 1)})
    return chain


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((None,), True),
        ((None, True), True),
        ((None, True, True), True),
        ((None, False, True), False),
        ((None, True, False), False),
        ((None, None), False),
        ((None, True, None), False),
    ],
)
def test_scores_compare_over_a_chain_of_which_every_step_says_so(
    tiny: Assessment, steps: tuple[bool | None, ...], expected: bool
) -> None:
    chain = _chain(tiny, *steps)
    first, last = chain["e0"], chain[f"e{len(steps) - 1}"]
    assert comparable(chain, first, last) is expected
    assert comparable(chain, last, first) is expected


def test_a_step_before_the_two_editions_does_not_matter(tiny: Assessment) -> None:
    chain = _chain(tiny, None, False, True)
    assert comparable(chain, chain["e1"], chain["e2"])


def test_a_chain_with_a_missing_edition_does_not_compare(tiny: Assessment) -> None:
    chain = _chain(tiny, None, True, True)
    first, last = chain["e0"], chain["e2"]
    assert not comparable({"e0": first, "e2": last}, first, last)


def test_what_changed_has_the_reason_that_the_edition_gives(
    found: Mapping[tuple[str, str], EntryChange],
) -> None:
    assert found["settings", "total"].reason == "加分 *多* 的可以超过 100 分"
    assert found["methods", "self"].reason == "平时 <为主>"
    assert found["settings", "basis"].reason is None
