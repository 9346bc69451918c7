"""Bonus and deduction outside the standards: gates, highest only, bounds, what they feed."""

from typing import Any

import pytest
from builders import adjustment, assessed, based, card_of, edition, n, occurrence, result

from generator.model.clauses import Adjustment
from generator.model.methods import Adjusting, Method
from generator.model.result import MethodRecord, Occurrence
from generator.scoring.card import Scorecard

TABLE = {
    "national": {"group": n("3"), "person": n("2")},
    "provincial": {"group": n("2"), "person": n("1.2")},
}


def _card(*found: Occurrence, base: str = "85", **fields: Any) -> Scorecard:
    return card_of(based(base, **fields), assessed(adjustments=found))


def _of(one: Adjustment, *found: Occurrence, base: str = "85") -> Scorecard:
    return _card(*found, base=base, adjustments=(one,))


def test_an_award_counts_by_tier_and_kind_for_each_time() -> None:
    card = _of(
        adjustment("a1", TABLE),
        occurrence("a1", tier="national", kind="person"),
        occurrence("a1", tier="provincial", kind="person", count=2),
    )
    assert card.adjustments.points == n("4.4")  # 2 + 2 × 1.2
    assert card.total == n("89.40")


def test_a_punishment_is_deducted() -> None:
    card = _of(adjustment("a1", n("1.5"), "deduction"), occurrence("a1", count=2))
    assert (card.adjustments.points, card.total) == (n("-3"), n("82"))


def test_highest_only_takes_one_award_once() -> None:
    card = _of(
        adjustment("a1", TABLE, combine="highest"),
        occurrence("a1", tier="provincial", kind="group", count=4),
        occurrence("a1", tier="national", kind="person", count=2),
    )
    assert card.adjustments.points == n("2")


def test_highest_only_takes_the_better_of_two_awards_in_any_order() -> None:
    found = (
        occurrence("a1", tier="provincial", kind="person"),
        occurrence("a1", tier="national", kind="group"),
    )
    one = adjustment("a1", TABLE, combine="highest")
    assert _of(one, *found).adjustments.points == n("3")
    assert _of(one, *found[::-1]).adjustments.points == n("3")


def test_an_adjustment_has_a_cap_on_all_its_occurrences() -> None:
    card = _of(adjustment("a1", n("0.5"), cap=n("1.5")), occurrence("a1", count=4))
    assert (card.adjustments.scores[0].gross, card.adjustments.points) == (n("2"), n("1.5"))


@pytest.mark.parametrize(("base", "total"), [("80", "82"), ("79.99", "79.99"), ("80.01", "82.01")])
def test_a_bonus_counts_once_the_base_reaches_its_gate(base: str, total: str) -> None:
    card = _of(adjustment("a1", n("2"), gate=n("80")), occurrence("a1"), base=base)
    assert card.total == n(total)


def test_a_bonus_before_its_gate_says_why_it_counts_for_nothing() -> None:
    card = _of(adjustment("a1", n("2"), gate=n("80")), occurrence("a1"), base="79")
    score = card.adjustments.scores[0]
    assert (score.gross, score.points, score.unused) == (n("2"), n("0"), "gate")


def test_a_gate_keeps_no_deduction_away() -> None:
    card = _of(adjustment("a1", n("2"), "deduction", gate=n("80")), occurrence("a1"), base="70")
    assert card.total == n("68")


def test_the_gate_of_the_edition_holds_for_every_bonus_that_has_none_of_its_own() -> None:
    both = (adjustment("a1", n("1")), adjustment("a2", n("2"), gate=n("70")))
    fields: dict[str, Any] = {"adjustments": both, "adjusting": Adjusting(gate=n("90"))}
    card = _card(occurrence("a1"), occurrence("a2"), base="75", **fields)
    assert [score.unused for score in card.adjustments.scores] == ["gate", None]
    assert card.total == n("77")


def test_a_gate_of_0_is_a_gate_of_its_own() -> None:
    fields: dict[str, Any] = {
        "adjustments": (adjustment("a1", n("1"), gate=n("0")),),
        "adjusting": Adjusting(gate=n("90")),
    }
    assert _card(occurrence("a1"), base="50", **fields).total == n("51")


def test_highest_in_the_edition_takes_the_best_bonus_and_every_deduction() -> None:
    all_three = (
        adjustment("a1", n("1")),
        adjustment("a2", n("3")),
        adjustment("a3", n("0.5"), "deduction"),
    )
    fields: dict[str, Any] = {"adjustments": all_three, "adjusting": Adjusting(combine="highest")}
    card = _card(occurrence("a1"), occurrence("a2"), occurrence("a3"), **fields)
    assert [score.points for score in card.adjustments.scores] == [n("0"), n("3"), n("-0.5")]
    assert [score.unused for score in card.adjustments.scores] == ["highest", None, None]
    assert card.adjustments.points == n("2.5")


def test_highest_of_two_equal_bonuses_counts_one() -> None:
    both = (adjustment("a1", n("2")), adjustment("a2", n("2")))
    fields: dict[str, Any] = {"adjustments": both, "adjusting": Adjusting(combine="highest")}
    assert _card(occurrence("a1"), occurrence("a2"), **fields).adjustments.points == n("2")


def test_highest_passes_over_a_bonus_that_its_gate_keeps_out() -> None:
    both = (adjustment("a1", n("3"), gate=n("90")), adjustment("a2", n("1")))
    fields: dict[str, Any] = {"adjustments": both, "adjusting": Adjusting(combine="highest")}
    card = _card(occurrence("a1"), occurrence("a2"), **fields)
    assert [score.unused for score in card.adjustments.scores] == ["gate", None]
    assert card.adjustments.points == n("1")


@pytest.mark.parametrize(
    ("gained", "lost", "points", "bounded"),
    [
        (5, 0, "5", False),
        (6, 0, "5", True),
        (0, 4, "-4", False),
        (0, 5, "-4", True),
        (7, 3, "4", False),
    ],
)
def test_the_sum_of_adjustments_is_bounded_both_ways(
    gained: int, lost: int, points: str, bounded: bool
) -> None:
    both = (adjustment("a1", n("1")), adjustment("a2", n("1"), "deduction"))
    found = [occurrence("a1", count=gained)] if gained else []
    found += [occurrence("a2", count=lost)] if lost else []
    fields: dict[str, Any] = {"adjustments": both, "adjusting": Adjusting(min=n("-4"), max=n("5"))}
    card = _card(*found, **fields)
    assert (card.adjustments.points, card.adjustments.bounded) == (n(points), bounded)
    assert card.adjustments.summed == n(str(gained - lost))


def test_adjustments_that_feed_a_method_enter_its_raw_score_and_not_the_total_again() -> None:
    fields: dict[str, Any] = {
        "adjustments": (adjustment("a1", n("2")),),
        "adjusting": Adjusting(feeds="marks"),
    }
    card = _card(occurrence("a1"), **fields)
    assert (card.methods[0].scored, card.methods[0].raw) == (n("85"), n("87"))
    assert card.methods[0].fed
    assert (card.base, card.total) == (n("87"), n("87"))


def test_the_gate_looks_at_the_method_that_is_fed_and_not_at_the_base() -> None:
    weak, strong = (
        Method(id=id, title=id, by="levels", weight=n("50"), scale="levels")
        for id in ("weak", "strong")
    )
    records = {"weak": MethodRecord(level="low"), "strong": MethodRecord(level="high")}
    for feeds, unused in (("strong", None), ("weak", "gate"), ("total", "gate")):
        one = edition(
            methods=(weak, strong),
            adjustments=(adjustment("a1", n("2"), gate=n("80")),),
            adjusting=Adjusting(feeds=feeds),
        )  # strong 95, weak 0, base 47.5
        card = card_of(one, result(methods=records, adjustments=(occurrence("a1"),)))
        assert card.adjustments.scores[0].unused == unused


def test_a_fed_method_never_exceeds_100() -> None:
    fields: dict[str, Any] = {
        "adjustments": (adjustment("a1", n("2")),),
        "adjusting": Adjusting(feeds="marks"),
    }
    assert _card(occurrence("a1"), base="99", **fields).methods[0].raw == n("100")


def test_adjustments_stand_in_the_order_of_the_edition() -> None:
    both = (adjustment("a2", n("1")), adjustment("a1", n("1")))
    card = _card(occurrence("a1"), occurrence("a2"), adjustments=both)
    assert [score.adjustment.id for score in card.adjustments.scores] == ["a2", "a1"]
