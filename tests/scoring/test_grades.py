"""Grades: cut-offs, vetoes, holds, decisions."""

import datetime as dt

import pytest
from builders import assessed, based, card_of, case, limit, n, occurrence

from generator.model.clauses import NegativeCase
from generator.model.result import Decision
from generator.scoring.card import Scorecard


def grade_of(card: Scorecard) -> str | None:
    return card.grade.id if card.grade else None


def _with_cases(base: str, *cases: NegativeCase) -> Scorecard:
    found = tuple(occurrence(one.id) for one in cases)
    return card_of(based(base, negative_cases=cases), assessed(negative_cases=found))


@pytest.mark.parametrize(
    ("base", "grade"),
    [("100", "good"), ("80", "good"), ("79.99", "fair"), ("60", "fair"), ("59.99", "poor")],
)
def test_a_cut_off_is_inclusive(base: str, grade: str) -> None:
    assert grade_of(card_of(based(base), assessed())) == grade


def test_a_total_below_every_cut_off_has_the_lowest_grade() -> None:
    grades = tuple(g for g in based("1").grades if g.id != "poor")
    assert grade_of(card_of(based("1", grades=grades), assessed())) == "fair"


def test_a_veto_decides_the_grade_alone() -> None:
    card = _with_cases("95", case("n1", veto="poor"))
    assert (card.total, grade_of(card)) == (n("95"), "poor")
    assert card.by_cutoff is not None
    assert card.by_cutoff.id == "good"
    assert [hold.case.id for hold in card.effective_holds if hold.case] == ["n1"]


def test_a_veto_that_states_no_points_deducts_none() -> None:
    assert _with_cases("95", case("n1", veto="poor")).negative.points == n("0")


def test_a_veto_decides_even_where_the_total_is_worse() -> None:
    assert grade_of(_with_cases("40", case("n1", veto="fair"))) == "fair"


def test_the_worst_of_several_vetoes_decides() -> None:
    cases = (case("n1", veto="fair"), case("n2", veto="poor"), case("n3", veto="fair"))
    assert grade_of(_with_cases("95", *cases)) == "poor"


def test_a_veto_is_not_softened_by_a_limit() -> None:
    cases = (case("n1", veto="fair"), case("n2", n("0"), at_most="poor"))
    assert grade_of(_with_cases("95", *cases)) == "fair"


@pytest.mark.parametrize(("base", "grade"), [("95", "fair"), ("65", "fair"), ("30", "poor")])
def test_at_most_lowers_a_better_grade_and_leaves_a_worse_one(base: str, grade: str) -> None:
    assert grade_of(_with_cases(base, case("n1", n("0"), at_most="fair"))) == grade


def test_a_hold_that_changes_nothing_is_not_effective() -> None:
    card = _with_cases("65", case("n1", n("0"), at_most="fair"))
    assert len(card.holds) == 1
    assert card.effective_holds == ()


def test_the_lowest_of_several_holds_counts_and_is_the_effective_one() -> None:
    cases = (case("n1", n("0"), at_most="fair"), case("n2", n("0"), at_most="poor"))
    card = _with_cases("95", *cases)
    assert grade_of(card) == "poor"
    assert [hold.case.id for hold in card.effective_holds if hold.case] == ["n2"]


def test_a_veto_holds_although_another_case_of_the_event_deducts_more() -> None:
    cases = (case("n1", n("1"), veto="poor"), case("n2", n("3")))
    found = tuple(occurrence(id, event="flood") for id in ("n1", "n2"))
    card = card_of(based("95", negative_cases=cases), assessed(negative_cases=found))
    assert (card.negative.points, grade_of(card)) == (n("3"), "poor")


def test_a_case_that_did_not_happen_holds_nothing() -> None:
    cases = (case("n1", veto="poor"), case("n2", n("1")))
    found = (occurrence("n2"),)
    card = card_of(based("95", negative_cases=cases), assessed(negative_cases=found))
    assert (grade_of(card), card.holds) == ("good", ())


def _decided(base: str, grade: str) -> Scorecard:
    decision = Decision(grade=grade, reason="会议决定", date=dt.date(2024, 2, 1))
    veto = limit("l1", {"measure": "total", "below": n("10")}, veto="poor")
    return card_of(based(base, limits=(veto,)), assessed(decision=decision))


@pytest.mark.parametrize(("base", "calculated"), [("95", "good"), ("5", "poor")])
def test_a_decision_overrides_and_the_calculated_grade_is_kept(base: str, calculated: str) -> None:
    card = _decided(base, "fair")
    assert card.calculated is not None
    assert (grade_of(card), card.calculated.id) == ("fair", calculated)


def test_a_veto_is_named_although_the_total_gives_the_same_grade() -> None:
    card = _with_cases("30", case("n1", n("0"), veto="poor"), case("n2", n("0"), at_most="poor"))
    assert [hold.case.id for hold in card.effective_holds if hold.case] == ["n1"]
    assert [hold.case.id for hold in card.idle_holds if hold.case] == ["n2"]


def test_a_limit_that_a_veto_raised_past_is_not_effective() -> None:
    cases = (case("n1", n("0"), veto="fair"), case("n2", n("0"), at_most="fair"))
    card = _with_cases("30", *cases)
    assert [hold.case.id for hold in card.effective_holds if hold.case] == ["n1"]


@pytest.mark.parametrize(("value", "grade"), [("60", "good"), ("59.9", "fair")])
def test_a_measured_case_holds_the_grade_only_below_its_threshold(value: str, grade: str) -> None:
    measured = case("n1", thresholds=({"below": n("60"), "points": n("0")},), at_most="fair")
    found = (occurrence("n1", value=n(value)),)
    card = card_of(based("95", negative_cases=(measured,)), assessed(negative_cases=found))
    assert grade_of(card) == grade


@pytest.mark.parametrize(("value", "total"), [("60", "95"), ("59.9", None)])
def test_a_measured_case_ends_the_scoring_only_below_its_threshold(
    value: str, total: str | None
) -> None:
    threshold = {"below": n("60"), "points": n("2")}
    measured = case("n1", thresholds=(threshold,), veto="poor", unscored=True)
    found = (occurrence("n1", value=n(value)),)
    card = card_of(based("95", negative_cases=(measured,)), assessed(negative_cases=found))
    assert card.total == (None if total is None else n(total))


def test_what_ends_the_scoring_does_not_soften_another_veto() -> None:
    card = _with_cases("95", case("n1", veto="fair", unscored=True), case("n2", veto="poor"))
    assert (card.total, grade_of(card)) == (None, "poor")
