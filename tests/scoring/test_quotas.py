"""Quotas: at most so many percent of the graded organizations may have a grade."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from builders import assessed, based, card_of, case, grade, n, occurrence

from generator.model.edition import Quota
from generator.model.result import Decision
from generator.scoring.card import Scorecard
from generator.scoring.quotas import apply_quotas, take_grade
from generator.scoring.summarize import summarize


def _quota(percent: str, **fields: Any) -> tuple[Any, ...]:
    top = grade("good", "80", quota=Quota(percent=n(percent), **fields))
    return top, grade("fair", "60"), grade("poor", "0")


def _year(percent: str, *bases: str, **fields: Any) -> list[Scorecard]:
    """One card for each base, by its place: o0, o1, …"""
    grades = _quota(percent, **fields)
    return [card_of(based(base, grades=grades), assessed(f"o{k}")) for k, base in enumerate(bases)]


def _graded(cards: Sequence[Scorecard]) -> tuple[Scorecard, ...]:
    """The cards with the grades that quotas leave them."""
    return tuple(map(take_grade, cards, apply_quotas(tuple(map(summarize, cards)))))


def _grades(cards: list[Scorecard]) -> str:
    """The first letters of the grades with the quota applied, in the order of the cards."""
    return "".join(card.grade.id[0] if card.grade else "-" for card in _graded(cards))


def test_those_beyond_the_quota_get_the_next_grade() -> None:
    assert _grades(_year("50", "81", "95", "85", "90")) == "fgfg"


def test_a_quota_that_is_just_met_holds_nobody() -> None:
    assert _grades(_year("50", "95", "90", "70", "30")) == "ggfp"


def test_places_are_counted_down_to_whole_organizations() -> None:
    assert _grades(_year("30", *["90", "89", "88"], *["70"] * 6)) == "ggf" + "f" * 6  # 2.7 → 2
    assert _grades(_year("30", *["90", "89", "88"], *["70"] * 7)) == "ggg" + "f" * 7  # 3.0 → 3


def test_a_tie_across_the_border_stays_outside_whole() -> None:
    assert _grades(_year("50", "95", "90", "90", "70")) == "gfff"


def test_a_tie_inside_the_quota_stays_inside() -> None:
    assert _grades(_year("50", "95", "95", "90", "70")) == "ggff"


def test_a_tie_of_all_leaves_nobody_with_the_grade() -> None:
    assert _grades(_year("50", "90", "90", "90", "90")) == "ffff"


def test_what_has_no_grade_is_not_counted() -> None:
    cards = _year("50", "95", "90", "70")
    ungraded = card_of(cards[0].edition, assessed("o9", no_grade="新成立"))
    assert _grades([*cards, ungraded]) == "gff-"  # 50 % of 3, not of 4


def test_a_quota_by_kind_ranks_each_kind_for_itself() -> None:
    grades = _quota("50", among="kind")
    kinds = {"o0": ("95", "a"), "o1": ("94", "a"), "o2": ("93", "b"), "o3": ("70", "b")}
    cards = [
        card_of(based(base, grades=grades), assessed(id), kind)
        for id, (base, kind) in kinds.items()
    ]
    assert _grades(cards) == "gfgf"
    assert _grades([cards[0], cards[2], cards[1], cards[3]]) == "ggff"


def test_a_quota_among_all_takes_no_notice_of_kinds() -> None:
    grades = _quota("50")
    kinds = {"o0": ("95", "a"), "o1": ("94", "a"), "o2": ("93", "b"), "o3": ("70", "b")}
    cards = [
        card_of(based(base, grades=grades), assessed(id), kind)
        for id, (base, kind) in kinds.items()
    ]
    assert _grades(cards) == "ggff"


def test_the_card_says_that_a_quota_held_it() -> None:
    _, outside = _graded(_year("50", "95", "90"))
    assert [hold.full for hold in outside.effective_holds] == [outside.edition.grades[0]]
    assert outside.by_cutoff is not None
    assert outside.by_cutoff.id == "good"
    assert outside.total == n("90")


def test_those_within_the_quota_are_untouched() -> None:
    cards = _year("50", "95", "90")
    assert _graded(cards)[0] is cards[0]


def test_the_next_grade_may_have_a_quota_of_its_own() -> None:
    grades = (
        grade("good", "80", quota=Quota(percent=n("25"))),
        grade("fair", "60", quota=Quota(percent=n("25"))),
        grade("poor", "0"),
    )
    cards = [
        card_of(based(base, grades=grades), assessed(f"o{k}"))
        for k, base in enumerate(("95", "90", "70", "65"))
    ]
    assert _grades(cards) == "gfpp"
    twice = _graded(cards)[2]  # beyond the quota of fair alone
    assert [hold.full.id for hold in twice.effective_holds if hold.full] == ["fair"]


def test_an_organization_that_a_veto_took_down_takes_no_part_in_the_quota() -> None:
    grades = _quota("50")
    one = based("95", grades=grades, negative_cases=(case("n1", veto="poor"),))
    vetoed = card_of(one, assessed("o9", negative_cases=(occurrence("n1"),)))
    assert _grades([vetoed, *_year("50", "90", "85", "70")]) == "pgff"  # half of three is one


def _decided(card: Scorecard, grade: str) -> Scorecard:
    decision = Decision(grade=grade, reason="会议决定", date=dt.date(2024, 2, 1))
    return card_of(card.edition, assessed(card.organization.id, decision=decision))


def test_a_grade_given_by_decision_stays_and_takes_a_place() -> None:
    best, second, third, last = _year("50", "95", "90", "70", "65")
    assert _grades([best, second, third, _decided(last, "good")]) == "gffg"
    assert _grades([best, _decided(second, "good"), third, last]) == "ggff"


def test_decisions_beyond_the_quota_all_stay_and_leave_no_place() -> None:
    best, second, third, last = _year("25", "95", "90", "70", "65")
    assert _grades([best, second, _decided(third, "good"), _decided(last, "good")]) == "ffgg"


def test_a_grade_taken_away_by_decision_leaves_its_place_to_others() -> None:
    best, second, third, last = _year("25", "95", "90", "70", "65")
    assert _grades([_decided(best, "poor"), second, third, last]) == "pgff"


def test_without_quotas_or_cards_nothing_changes() -> None:
    cards = (card_of(based("90"), assessed("o1")), card_of(based("90"), assessed("o2")))
    assert _graded(cards) == cards
    assert _graded(()) == ()


@pytest.mark.parametrize(("rounded", "good"), [(None, 2), ("down", 2), ("half", 2), ("up", 3)])
def test_places_of_seven_at_30_percent(rounded: str | None, good: int) -> None:
    cards = _year("30", *map(str, range(99, 92, -1)), rounded=rounded)
    assert _grades(cards) == "g" * good + "f" * (7 - good)


def test_a_quota_by_number() -> None:
    top = grade("good", "80", quota=Quota(number=2))
    grades = (top, grade("fair", "60"), grade("poor", "0"))
    cards = [card_of(based(str(99 - k), grades=grades), assessed(f"o{k}")) for k in range(7)]
    assert _grades(cards) == "ggfffff"


def test_a_quota_over_two_grades() -> None:
    both = Quota(percent=n("50"), with_better=True)
    grades = (grade("good", "90"), grade("fair", "60", quota=both), grade("poor", "0"))
    cards = [
        card_of(based(base, grades=grades), assessed(f"o{k}"))
        for k, base in enumerate(("95", "85", "80", "70"))
    ]
    assert _grades(cards) == "gfpp"
