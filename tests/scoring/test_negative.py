"""The negative list: caps, events that hit several cases, what it feeds."""

from typing import Any

from builders import assessed, based, card_of, case, n, occurrence

from generator.model.methods import NegativeList
from generator.model.result import Occurrence
from generator.scoring.card import Scorecard


def _card(*found: Occurrence, base: str = "85", **fields: Any) -> Scorecard:
    return card_of(based(base, **fields), assessed(negative_cases=found))


def _points(card: Scorecard) -> dict[str, str]:
    return {score.case.id: str(score.points) for score in card.negative.scores}


def test_a_case_deducts_from_the_total() -> None:
    card = _card(occurrence("n1", count=2), negative_cases=(case("n1", n("1.5")),))
    assert (card.negative.points, card.total) == (n("3.0"), n("82"))


def test_a_case_deducts_no_more_than_its_cap() -> None:
    card = _card(occurrence("n1", count=5), negative_cases=(case("n1", n("1"), cap=n("3")),))
    assert (card.negative.scores[0].gross, card.negative.points) == (n("5"), n("3"))


def test_the_whole_list_deducts_no_more_than_its_cap() -> None:
    cases = (case("n1", n("4")), case("n2", n("3")))
    fields: dict[str, Any] = {"negative_cases": cases, "negative_list": NegativeList(cap=n("6"))}
    card = _card(occurrence("n1"), occurrence("n2"), **fields)
    assert (card.negative.summed, card.negative.points) == (n("7"), n("6"))
    assert card.negative.bounded
    assert card.total == n("79")


def test_an_event_counts_once_under_the_case_that_deducts_most() -> None:
    cases = (case("n1", n("1")), case("n2", n("3")), case("n3", n("2")))
    found = tuple(occurrence(id, event="flood") for id in ("n1", "n2", "n3"))
    card = _card(*found, negative_cases=cases)
    assert _points(card) == {"n1": "0", "n2": "3", "n3": "0"}
    assert [len(score.elsewhere) for score in card.negative.scores] == [1, 0, 1]


def test_of_cases_that_deduct_the_same_the_event_counts_under_the_first_written() -> None:
    cases = (case("n1", n("2")), case("n2", n("2")))
    found = (occurrence("n2", event="flood"), occurrence("n1", event="flood"))
    assert _points(_card(*found, negative_cases=cases)) == {"n1": "0", "n2": "2"}


def test_an_event_is_judged_by_what_is_deducted_after_the_cap() -> None:
    cases = (case("n1", n("5"), cap=n("1")), case("n2", n("2")))
    found = (occurrence("n1", event="flood"), occurrence("n2", event="flood"))
    assert _points(_card(*found, negative_cases=cases)) == {"n1": "0", "n2": "2"}


def test_two_events_count_separately() -> None:
    cases = (case("n1", n("1")), case("n2", n("3")))
    found = (
        occurrence("n1", event="flood"),
        occurrence("n2", event="flood"),
        occurrence("n1", event="fire"),
    )
    assert _points(_card(*found, negative_cases=cases)) == {"n1": "1", "n2": "3"}


def test_what_names_no_event_counts_beside_what_does() -> None:
    cases = (case("n1", n("1")), case("n2", n("3")))
    found = (
        occurrence("n1"),
        occurrence("n1", event="flood"),
        occurrence("n2", event="flood"),
    )
    assert _points(_card(*found, negative_cases=cases)) == {"n1": "1", "n2": "3"}


def test_cases_of_an_escalating_rule_count_each_time() -> None:
    steps = (n("0.5"), n("1"))
    card = _card(occurrence("n1", count=3), negative_cases=(case("n1", steps),))
    assert card.negative.points == n("2.5")


def test_a_case_by_tier_deducts_by_the_tier() -> None:
    table = {"national": n("5"), "provincial": n("4")}
    card = _card(occurrence("n1", tier="provincial"), negative_cases=(case("n1", table),))
    assert card.negative.points == n("4")


def test_a_negative_list_that_feeds_a_method_lowers_its_raw_score_only() -> None:
    fields: dict[str, Any] = {
        "negative_cases": (case("n1", n("3")),),
        "negative_list": NegativeList(feeds="marks"),
    }
    card = _card(occurrence("n1"), **fields)
    assert (card.methods[0].raw, card.base, card.total) == (n("82"), n("82"), n("82"))


def test_a_fed_method_never_falls_below_0() -> None:
    fields: dict[str, Any] = {
        "negative_cases": (case("n1", n("9")),),
        "negative_list": NegativeList(feeds="marks"),
    }
    assert _card(occurrence("n1"), base="5", **fields).methods[0].raw == n("0")


def test_an_event_counts_where_the_list_deducts_most_after_caps() -> None:
    cases = (case("n1", n("2")), case("n2", n("1"), cap=n("3")))
    thrice, event = occurrence("n2", count=3), occurrence("n1", event="e")
    assert _card(thrice, event, negative_cases=cases).negative.points == n("5")
    also = occurrence("n2", count=3, event="e")  # min(6, 3) = 3 would be less than 2 + 3
    assert _points(_card(thrice, event, also, negative_cases=cases)) == {"n1": "2", "n2": "3"}


def test_two_events_share_a_cap() -> None:
    # both under n2: min(4, 3) = 3; one under each: 2 + 2 = 4
    cases = (case("n1", n("2")), case("n2", n("2"), cap=n("3")))
    found = [occurrence(id, event=event) for event in ("e", "f") for id in ("n2", "n1")]
    assert _card(*found, negative_cases=cases).negative.points == n("4")


def test_an_event_counts_where_its_step_is_highest() -> None:
    # n1 costs 1, then 5: the event is the second time there, and 3 under n2
    cases = (case("n1", (n("1"), n("5"))), case("n2", n("3")))
    event = [occurrence(id, event="e") for id in ("n1", "n2")]
    assert _card(*event, negative_cases=cases).negative.points == n("3")
    assert _card(occurrence("n1"), *event, negative_cases=cases).negative.points == n("6")
