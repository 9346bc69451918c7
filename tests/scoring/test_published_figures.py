"""What published schemes say, each shape with the figure that it must give.

Rows that compare organizations, kinds, periods or years are in ``tests/schemes``.
"""

from typing import Any

import pytest
from builders import (
    adjustment,
    assessed,
    based,
    card_of,
    case,
    edition,
    limit,
    n,
    occurrence,
    result,
    situation,
    standard,
    value_of,
)

from generator.model.clauses import Group, Knot, Rate
from generator.model.edition import Edition
from generator.model.methods import Adjusting, Bounds, Method
from generator.model.result import MethodRecord


@pytest.mark.parametrize(
    ("scores", "method", "raw"),
    [
        # (88.5 + 91 + 90) ÷ 3 = 89.8333
        ("88.5 91 79 94 90", {"drop": 1}, "89.83"),
        ("88.5 91 79 94 90", {}, "88.50"),
        # the same divided by ten, out of 10
        ("8.85 9.1 7.9 9.4 9", {"out_of": n("10"), "drop": 1}, "89.83"),
        ("8.85 9.1 7.9 9.4 9", {"out_of": n("10")}, "88.50"),
    ],
)
def test_entered_scores_and_extremes(scores: str, method: dict[str, Any], raw: str) -> None:
    panel = Method(id="marks", title="评委", by="scores", **method)
    record = {"marks": MethodRecord(scores=tuple(map(n, scores.split())))}
    assert card_of(edition(methods=(panel,)), result(methods=record)).methods[0].raw == n(raw)


def test_a_mark_that_is_entered_and_points_within_a_range() -> None:
    entered = edition(standards=(standard("s1", "10", entered=True),))
    record = {"marks": MethodRecord(entered={"s1": n("8.5")})}
    assert card_of(entered, result(methods=record)).methods[0].marks[0].value == n("8.5")
    fit = standard("s1", "10", deductions=(situation("d1", range=(n("0.5"), n("2"))),))
    assert value_of(fit, occurrence("d1", points=n("1.5"))) == n("8.5")


@pytest.mark.parametrize(
    ("base", "effect", "total"),
    [
        ("92", {"total_at_most": n("59")}, "59"),
        ("40", {"total_at_most": n("59")}, "40"),
        ("40", {"total_set": n("59")}, "59"),
    ],
)
def test_a_veto_that_does_more_than_name_a_grade(
    base: str, effect: dict[str, Any], total: str
) -> None:
    scheme = based(base, negative_cases=(case("n1", veto="poor", **effect),))
    card = card_of(scheme, assessed(negative_cases=(occurrence("n1"),)))
    assert card.total == n(total)
    assert card.grade is not None
    assert card.grade.id == "poor"


@pytest.mark.parametrize(("projects", "mark"), [(0, "0"), (3, "6"), (7, "10")])
def test_points_are_earned_from_zero(projects: int, mark: str) -> None:
    earning = standard("s1", "10", start=n("0"), bonus=(situation("b1", n("2")),))
    found = [occurrence("b1", count=projects)] if projects else []
    assert value_of(earning, *found) == n(mark)


@pytest.mark.parametrize(("whole", "mark"), [(False, "9.73"), (True, "9.75")])
def test_so_much_for_each_point_below_a_target(whole: bool, mark: str) -> None:
    # 20 − 14.6 = 5.4: 0.27, or 5 whole points: 0.25
    rate = Rate(points=n("0.05"), below=n("20"), whole=whole)
    behind = standard("s1", "10", deductions=(situation("d1", rate=rate),))
    assert value_of(behind, occurrence("d1", value=n("14.6"))) == n(mark)


@pytest.mark.parametrize(
    ("measured", "mark"), [("60", "32.43"), ("39", "0"), ("40", "0"), ("77", "60"), ("80", "60")]
)
def test_a_line_between_two_marks(measured: str, mark: str) -> None:
    line = (Knot(at=n("40"), points=n("0")), Knot(at=n("77"), points=n("60")))
    linear = standard("s1", "60", start=n("0"), bonus=(situation("b1", line=line),))
    assert value_of(linear, occurrence("b1", value=n(measured))) == n(mark)


def joint(**fields: Any) -> Edition:
    bonuses = (("a1", "3"), ("a2", "4"), ("a3", "2"), ("a4", "1"), ("a5", "16"))
    adjustments = [adjustment(id, n(points)) for id, points in bonuses]
    adjustments.append(adjustment("d1", n("5"), direction="deduction"))
    bounds = Bounds(floor=n("0"), ceiling=None)
    return based("100", total=bounds, adjustments=tuple(adjustments), **fields)


def test_a_joint_cap_of_several_situations() -> None:
    awards = Group(id="awards", title="表彰", of=("a1", "a2"), cap=n("5"))
    record = assessed(adjustments=(occurrence("a1"), occurrence("a2")))
    assert card_of(joint(groups=(awards,)), record).adjustments.points == n("5")


def test_bonuses_are_bounded_before_deductions() -> None:
    record = assessed(adjustments=tuple(map(occurrence, ("a1", "a2", "a5", "d1"))))
    card = card_of(joint(adjusting=Adjusting(max_bonus=n("20"))), record)
    assert (card.adjustments.points, card.total) == (n("15"), n("115"))


def test_one_matter_praised_three_times_counts_once() -> None:
    praised = tuple(occurrence(id, event="praise") for id in ("a1", "a3", "a4"))
    assert card_of(joint(), assessed(adjustments=praised)).adjustments.points == n("3")


def test_a_condition_for_a_grade() -> None:
    # 95 without an innovation project
    missing = limit("l1", {"measure": "adjustment", "of": "a1", "below": n("1")}, at_most="fair")
    scheme = based("95", adjustments=(adjustment("a1", n("0")),), limits=(missing,))
    without, having = assessed(), assessed(adjustments=(occurrence("a1"),))
    grades = [card_of(scheme, record).grade for record in (without, having)]
    assert [grade and grade.id for grade in grades] == ["fair", "good"]


def test_parts_with_arithmetic_of_their_own() -> None:
    one, two = (
        Method(id=id, title=id, by="scores", weight=n(weight))
        for id, weight in (("one", "30"), ("two", "70"))
    )
    bonuses = (
        adjustment("a1", n("5"), feeds="one"),
        adjustment("a2", n("6"), feeds="two", gate=n("80")),
    )
    record = {"one": MethodRecord(scores=(n("90"),)), "two": MethodRecord(scores=(n("78"),))}
    found = result(methods=record, adjustments=(occurrence("a1"), occurrence("a2")))
    # 0.3 × 95 + 0.7 × 78
    assert card_of(edition(methods=(one, two), adjustments=bonuses), found).total == n("83.1")


def test_an_event_that_is_recorded_more_often_never_raises_a_total() -> None:
    cases = (case("n1", n("2")), case("n2", n("1"), cap=n("3")))
    scheme = based("90", negative_cases=cases)
    often = [occurrence("n2") for _ in range(3)]
    once = assessed(negative_cases=(*often, occurrence("n1", event="e")))
    twice = [occurrence("n2", event="e") for _ in range(3)]
    again = assessed(negative_cases=(*often, occurrence("n1", event="e"), *twice))
    assert [card_of(scheme, record).negative.points for record in (once, again)] == [n("5")] * 2
