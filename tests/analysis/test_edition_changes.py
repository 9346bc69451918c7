"""What changed from one edition to the next."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from generator.analysis.edition_changes import (
    EntryChange,
    FieldChange,
    Segment,
    changes,
    comparable,
)
from generator.dataset.assessment import Assessment
from generator.model.edition import Edition
from generator.model.revision import Follows


@pytest.fixture(scope="module")
def found(tiny: Assessment) -> Mapping[tuple[str, str], EntryChange]:
    before, after = tiny.library.editions
    return {(change.section, change.id): change for change in changes(before, after)}


def _field(change: EntryChange, path: str) -> FieldChange:
    return next(field for field in change.fields if field.field == path)


def _texts(field: FieldChange) -> list[tuple[str, str]]:
    return [(segment.kind, str(segment.text)) for segment in field.segments]


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
    assert (field.kind, _texts(field)) == ("reweighted", [("out", "10"), ("in", "12")])


def test_points_of_a_tier_and_a_kind_are_found_by_their_path(
    found: Mapping[tuple[str, str], EntryChange],
) -> None:
    change = found["adjustments", "a1"]
    assert [field.field for field in change.fields if field.field != "gate"] == [
        "points.provincial.person"
    ]


def test_changed_words_are_marked_within_what_stayed(
    found: Mapping[tuple[str, str], EntryChange],
) -> None:
    field = _field(found["items", "i2"], "text")
    assert _texts(field) == [("same", "集中学习 *"), ("out", "四"), ("in", "六"), ("same", "* 次")]


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


def _reworded(tiny: Assessment, was: str, now: str) -> tuple[Segment, ...]:
    edition = tiny.library.editions[0]
    first, *others = edition.items

    def saying(text: str) -> Edition:
        items = (first.model_copy(update={"text": text}), *others)
        return edition.model_copy(update={"items": items})

    (change,) = changes(saying(was), saying(now))
    return change.fields[0].segments


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("按月召开会议", "按季度召开会议"),
        ("甲乙丙丁", "甲丙"),
        ("新的一句", "完全不同"),
        ("每年十二次，不少于十次", "每年四次，不少于三次"),
        ("开会", "开会学习"),
    ],
)
def test_the_runs_give_both_texts_back(tiny: Assessment, was: str, now: str) -> None:
    segments = _reworded(tiny, was, now)
    assert "".join(str(run.text) for run in segments if run.kind != "in") == was
    assert "".join(str(run.text) for run in segments if run.kind != "out") == now


def test_one_or_two_characters_between_two_changes_count_as_changed(tiny: Assessment) -> None:
    segments = _reworded(tiny, "一律甲的乙处理完毕", "一律丙的丁处理完毕")
    assert [(run.kind, run.text) for run in segments] == [
        ("same", "一律"),
        ("out", "甲的乙"),
        ("in", "丙的丁"),
        ("same", "处理完毕"),
    ]


def test_one_or_two_characters_after_the_last_change_stay(tiny: Assessment) -> None:
    segments = _reworded(tiny, "每年开会四次", "每年开会六次")
    assert [(run.kind, run.text) for run in segments] == [
        ("same", "每年开会"),
        ("out", "四"),
        ("in", "六"),
        ("same", "次"),
    ]


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
