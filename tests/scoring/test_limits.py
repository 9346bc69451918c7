"""Limits: every measure, every kind of bound, and the bound itself."""

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
)

from generator.model.edition import Edition, Limit, Variation
from generator.model.methods import Method
from generator.model.result import MethodRecord
from generator.scoring.card import Scorecard


def held(card: Scorecard) -> bool:
    return card.grade is not None and card.grade.id == "fair"


def _limit(**when: Any) -> Limit:
    return limit("l1", when, at_most="fair")


def _measured(card: Scorecard) -> list[str]:
    return [hold.of for hold in card.holds]


@pytest.mark.parametrize(
    ("bound", "base", "is_held"),
    [
        ("at_most", "90", True),
        ("at_most", "90.01", False),
        ("below", "89.99", True),
        ("below", "90", False),
        ("at_least", "90", True),
        ("at_least", "89.99", False),
    ],
)
def test_a_bound_is_met_on_its_side_and_by_itself_where_it_says_so(
    bound: str, base: str, is_held: bool
) -> None:
    one = based(base, limits=(_limit(measure="total", **{bound: n("90")}),))
    assert held(card_of(one, assessed())) is is_held


def _two_aspects(**fields: Any) -> Edition:
    standards = (
        standard("s1", "90", deductions=(situation("d1", n("1")),)),
        standard("s2", "6", "study", deductions=(situation("d2", n("1")),)),
        standard("s3", "3", "study", deductions=(situation("d3", n("1")),)),
    )
    return edition(standards=standards, **fields)


@pytest.mark.parametrize(("lost", "is_held"), [(6, False), (9, True)])
def test_any_aspect_at_zero_holds_the_grade(lost: int, is_held: bool) -> None:
    one = _two_aspects(limits=(_limit(measure="aspect", of="any", at_most=n("0")),))
    found = [occurrence("d2", count=min(lost, 6))]
    found += [occurrence("d3", count=lost - 6)] if lost > 6 else []
    assert held(card_of(one, result(*found))) is is_held


def test_a_measure_that_names_nothing_means_any() -> None:
    one = _two_aspects(limits=(_limit(measure="aspect", below=n("50")),))
    assert held(card_of(one, result(occurrence("d2", count=5))))


def test_an_aspect_is_measured_in_percent_without_rounding() -> None:
    # 3 of 9 points are lost: 66.666… %
    limits = (_limit(measure="aspect", of="study", below=n("66.67")),)
    found = result(occurrence("d2", count=3))
    assert held(card_of(_two_aspects(limits=limits), found))
    limits = (_limit(measure="aspect", of="study", at_least=n("66.67")),)
    assert not held(card_of(_two_aspects(limits=limits), found))


def test_another_aspect_does_not_meet_the_condition() -> None:
    one = _two_aspects(limits=(_limit(measure="aspect", of="work", below=n("90")),))
    assert not held(card_of(one, result(occurrence("d2", count=6))))


@pytest.mark.parametrize(("lost", "is_held"), [(2, False), (3, True)])
def test_a_standard_is_measured_in_percent_of_its_points(lost: int, is_held: bool) -> None:
    one = _two_aspects(limits=(_limit(measure="standard", of="s2", at_most=n("50")),))
    card = card_of(one, result(occurrence("d2", count=lost)))
    assert held(card) is is_held
    assert _measured(card) == (["s2"] if is_held else [])


def test_the_lowest_mark_of_a_standard_counts_where_two_methods_score_it() -> None:
    methods = tuple(Method(id=id, title=id, by="marks", weight=n("50")) for id in ("m1", "m2"))
    one = _two_aspects(methods=methods, limits=(_limit(measure="standard", below=n("60")),))
    for weak in ("m1", "m2"):
        records = {id: MethodRecord() for id in ("m1", "m2")}
        records[weak] = MethodRecord(findings=(occurrence("d2", count=3),))
        card = card_of(one, result(methods=records))
        assert held(card)
        assert _measured(card) == ["s2"]


def test_a_standard_that_does_not_apply_meets_no_condition() -> None:
    one = _two_aspects(limits=(_limit(measure="standard", of="s2", below=n("60")),))
    assert not held(card_of(one, result(not_applicable={"s2": "没有"})))


def test_a_situation_of_a_standard_that_does_not_apply_is_not_measured() -> None:
    bonus = standard("s4", "4", interval=(n("0"), n("1")), bonus=(situation("b4", n("1")),))
    wanted = limit("l1", {"measure": "situation", "of": "b4", "below": n("1")}, at_most="fair")
    one = edition(standards=(standard(), bonus), limits=(wanted,))
    assert held(card_of(one, result()))
    assert not held(card_of(one, result(occurrence("b4"))))
    assert not held(card_of(one, result(not_applicable={"s4": "没有"})))


def test_an_adjustment_of_a_method_that_a_kind_has_not_is_not_measured() -> None:
    methods = tuple(Method(id=id, title=id, by="marks", weight=n("50")) for id in ("m1", "m2"))
    wanted = limit("l1", {"measure": "adjustment", "of": "a1", "below": n("1")}, at_most="fair")
    one = edition(
        methods=methods,
        standards=(standard(),),
        adjustments=(adjustment("a1", n("1"), feeds="m2"),),
        limits=(wanted,),
        by_kind={"committee": Variation(weights={"m1": n("100")})},
    )
    records = {id: MethodRecord() for id in ("m1", "m2")}
    assert held(card_of(one, result(methods=records)))
    assert not held(card_of(one, result(methods=records), "committee"))


@pytest.mark.parametrize(("lost", "is_held"), [("d1", False), ("d2", True), ("d3", True)])
def test_several_that_are_named_are_measured_each(lost: str, is_held: bool) -> None:
    one = _two_aspects(limits=(_limit(measure="standard", of=("s2", "s3"), at_most=n("50")),))
    card = card_of(one, result(occurrence(lost, count=3)))
    assert held(card) is is_held
    assert _measured(card) == ([lost.replace("d", "s")] if is_held else [])


@pytest.mark.parametrize(("aspect", "is_held"), [("work", False), ("study", True)])
def test_standards_are_looked_for_within_an_aspect(aspect: str, is_held: bool) -> None:
    one = _two_aspects(limits=(_limit(measure="standard", within=aspect, at_most=n("50")),))
    assert held(card_of(one, result(occurrence("d3", count=3)))) is is_held


@pytest.mark.parametrize(("aspect", "is_held"), [("work", True), ("study", False)])
def test_a_share_of_levels_is_measured_within_an_aspect(aspect: str, is_held: bool) -> None:
    # In work one of two is at the middle level or better, 50 %; in study both are: 100 %.
    places = (("s1", "work"), ("s2", "work"), ("s3", "study"), ("s4", "study"))
    standards = tuple(standard(id, "10", at, scale="levels") for id, at in places)
    limits = (_limit(measure="level", of="middle", within=aspect, below=n("60")),)
    given = {"s1": "high", "s2": "low", "s3": "middle", "s4": "high"}
    card = card_of(edition(standards=standards, limits=limits), result(levels=given))
    assert bool(card.holds) is is_held


def test_a_limit_applies_to_some_kinds_alone() -> None:
    wanted = _two_aspects(
        limits=(
            limit(
                "l1",
                {"measure": "total", "at_least": n("0")},
                at_most="fair",
                applies_to=("committee",),
            ),
        )
    )
    assert held(card_of(wanted, result(), "committee"))
    assert not held(card_of(wanted, result()))


@pytest.mark.parametrize(("base", "is_held"), [("85", False), ("84.99", True)])
def test_a_method_is_measured_by_its_raw_score(base: str, is_held: bool) -> None:
    limits = (_limit(measure="method", of="marks", below=n("85")),)
    assert held(card_of(based(base, limits=limits), assessed())) is is_held


def test_the_base_is_measured_before_adjustments_and_the_total_after() -> None:
    bonus = (adjustment("a1", n("5")),)
    record = assessed(adjustments=(occurrence("a1"),))
    on_base = based("84", adjustments=bonus, limits=(_limit(measure="base", below=n("85")),))
    on_total = based("84", adjustments=bonus, limits=(_limit(measure="total", below=n("85")),))
    assert held(card_of(on_base, record))
    assert not held(card_of(on_total, record))


@pytest.mark.parametrize(("times", "is_held"), [(1, False), (2, True), (3, True)])
def test_a_case_is_measured_in_occurrences(times: int, is_held: bool) -> None:
    limits = (_limit(measure="case", of="n1", at_least=n("2")),)
    one = based("95", negative_cases=(case("n1", n("0.1")),), limits=limits)
    assert held(card_of(one, assessed(negative_cases=(occurrence("n1", count=times),)))) is is_held
    apart = tuple(occurrence("n1") for _ in range(times))
    assert held(card_of(one, assessed(negative_cases=apart))) is is_held


def test_a_case_happened_although_another_case_of_the_event_counts() -> None:
    limits = (_limit(measure="case", of="n1", at_least=n("2")),)
    one = based("95", negative_cases=(case("n1", n("1")), case("n2", n("2"))), limits=limits)
    found = (occurrence("n1"), occurrence("n1", event="e"), occurrence("n2", event="e"))
    assert held(card_of(one, assessed(negative_cases=found)))


@pytest.mark.parametrize(("times", "is_held"), [(9, False), (10, True)])
def test_negative_points_are_measured_in_points_deducted(times: int, is_held: bool) -> None:
    limits = (_limit(measure="negative_points", at_least=n("5")),)
    one = based("95", negative_cases=(case("n1", n("0.5")),), limits=limits)
    card = card_of(one, assessed(negative_cases=(occurrence("n1", count=times),)))
    assert held(card) is is_held


def test_no_negative_points_meet_a_condition_of_at_most_0() -> None:
    limits = (_limit(measure="negative_points", at_most=n("0")),)
    assert held(card_of(based("95", limits=limits), assessed()))


def test_a_limit_with_a_veto_decides_alone() -> None:
    one = based("95", limits=(limit("l1", {"measure": "total", "at_least": n("90")}, veto="poor"),))
    card = card_of(one, assessed())
    assert card.grade is not None
    assert card.grade.id == "poor"
    assert [(hold.decides, hold.of) for hold in card.holds] == [(True, "")]


def test_a_limit_holds_once_although_several_measures_meet_it() -> None:
    one = _two_aspects(limits=(_limit(measure="standard", at_least=n("0")),))
    assert len(card_of(one, result()).holds) == 1


def test_an_adjustment_that_was_not_recorded_is_measured_as_0_times() -> None:
    missing = limit("l1", {"measure": "adjustment", "of": "a1", "below": n("1")}, at_most="fair")
    one = based("95", adjustments=(adjustment("a1", n("0")),), limits=(missing,))
    assert [hold.limit for hold in card_of(one, assessed()).holds] == [missing]
    assert card_of(one, assessed(adjustments=(occurrence("a1"),))).holds == ()


@pytest.mark.parametrize(("value", "is_held"), [("40", False), ("39", True)])
def test_a_measured_situation_or_adjustment_happens_where_it_comes_to_points(
    value: str, is_held: bool
) -> None:
    rate = {"points": n("1"), "below": n("40")}
    rules = {"adjustments": (adjustment("a1", direction="deduction", rate=rate),)}
    scheme = based("95", limits=(_limit(measure="adjustment", of="a1", at_least=n("1")),), **rules)
    found = (occurrence("a1", value=n(value)),)
    assert held(card_of(scheme, assessed(adjustments=found))) == is_held
