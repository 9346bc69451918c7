"""One scorecard of the sample, computed by hand step by step: the service branch of the
sanatorium in 2023, the richest of that year."""

from collections.abc import Mapping

import pytest
from builders import n
from rendering import card_of

from generator.dataset.assessment import Assessment
from generator.scoring.card import MethodScore, Scorecard

DAILY = {
    "s01": "2",  # 3 − 1 × 1 (d1)
    "s06": "1.2",  # 3 − (0.3 + 0.5 + 1), the third time costs 1
    "s07": "3.5",  # 4 − 1 × 0.5
    "s09": "3",
    "s12": "3.5",  # 92.5 % is below 95 but not below 80: 4 − 0.5
    "s13": None,  # for committees and general branches only
    "s15": "0",  # 2 × 0.5 + (0.2 + 0.4 + 0.8) = 2.4, held at the interval of −2
    "s16": "1.5",  # qualified: 75 % of 2
    "s17": "4",
    "s18": "2.5",  # 6 × 0.1 = 0.6, capped at 0.5
    "s21": "3.5",  # 4 − 1 × 0.5
    "s22": "2.5",  # 3 − 1 × 0.5
    "s23": "2.5",  # 3 − 1 × 0.5
    "s24": "3",
    "s26": "0",  # rubric: none
    "s27": "2",  # 3 − 1 × 1
    "s28": "3",
    "s30": "0",  # min(4 × 0.5, 2) + min(5 × 0.3, 1.5) = 3.5, held at −3
    "s32": "0",  # rubric: none
}
YEAR_END = {
    "s01": "3",
    "s02": "3",  # qualified: 75 % of 4
    "s03": "1.8",  # partly: 60 % of 3
    "s04": None,  # for committees and general branches only
    "s05": "2",  # 87.5 % is below 90, not below 80: 4 − 2
    "s06": "3",
    "s08": "2.5",  # 3 − 1 × 0.5
    "s10": "1.5",  # 5 of 8 is 62.5 %, below 70: 3 − 1.5
    "s11": "2.25",  # qualified: 75 % of 3
    "s12": "4",
    "s14": "1",  # 78.9 % is below 80: 3 − 2
    "s19": "0",  # all
    "s20": "2.6",  # 3 − 2 × 0.2
    "s21": "4",
    "s25": "1.95",  # basic: 65 % of 3
    "s27": "3",
    "s29": "2.4",  # mostly: 80 % of 3
    "s31": "2.55",  # good: 85 % of 3
    "s33": "1.5",  # qualified: 75 % of 2
}


@pytest.fixture(scope="module")
def card(sample: Assessment) -> Scorecard:
    return card_of(sample, 2023, "sanatorium-service")


def _method(card: Scorecard, id: str) -> MethodScore:
    return next(score for score in card.methods if score.method.id == id)


@pytest.mark.parametrize(("method", "by_hand"), [("daily", DAILY), ("yearend", YEAR_END)])
def test_every_mark(card: Scorecard, method: str, by_hand: Mapping[str, str | None]) -> None:
    marks = {mark.standard.id: mark.value for mark in _method(card, method).marks}
    assert marks == {id: None if value is None else n(value) for id, value in by_hand.items()}


@pytest.mark.parametrize(
    ("method", "earned", "possible", "raw"),
    [
        # 2+1.2+3.5+3+3.5+0+1.5+4+2.5+3.5+2.5+2.5+3+0+2+3+0+0 = 37.7
        # 3+3+4+3+4+2+2+4+3+4+3+3+3+2+3+3+3+2 = 54; 3770 ÷ 54 = 69.8148…
        ("daily", "37.7", "54", "69.81"),
        # 3+3+1.8+2+3+2.5+1.5+2.25+4+1+0+2.6+4+1.95+3+2.4+2.55+1.5 = 42.05
        # 3+4+3+4+3+3+3+3+4+3+3+3+4+3+3+3+3+2 = 57; 4205 ÷ 57 = 73.7719…
        ("yearend", "42.05", "57", "73.77"),
    ],
)
def test_the_raw_scores_of_the_marks(
    card: Scorecard, method: str, earned: str, possible: str, raw: str
) -> None:
    score = _method(card, method)
    assert (score.earned, score.possible) == (n(earned), n(possible))
    assert score.raw == n(raw)


def test_the_raw_score_of_the_self_evaluation(card: Scorecard) -> None:
    assert _method(card, "self").raw == n("65")  # basic


def test_the_raw_score_of_the_ballots(card: Scorecard) -> None:
    score = _method(card, "review")
    assert score.earned == n("1270")  # 1 × 75 + 13 × 65 + 7 × 50 = 75 + 845 + 350
    assert score.cast == 21
    assert score.raw == n("60.48")  # 1270 ÷ 21 = 60.476…


def test_the_weighted_scores_and_the_base(card: Scorecard) -> None:
    weighted = {score.method.id: score.weighted for score in card.methods}
    assert weighted == {
        "self": n("6.5"),  # 10 % of 65
        "daily": n("13.962"),  # 20 % of 69.81
        "yearend": n("14.754"),  # 20 % of 73.77
        "review": n("30.24"),  # 50 % of 60.48
    }
    assert card.base == n("65.456")


def test_the_adjustments(card: Scorecard) -> None:
    found = {s.adjustment.id: s.points for s in card.adjustments.scores}
    assert found == {
        "a08": n("-1"),  # the first time of 1, 2, 3
        "a09": n("-2"),  # 2 of 5 is 40 %, below 60
    }
    assert card.adjustments.points == n("-3")


def test_the_negative_cases(card: Scorecard) -> None:
    found = {s.case.id: s.points for s in card.negative.scores}
    assert found == {
        "n10": n("0"),  # 1, but the same event deducts 2 under n21
        "n15": n("1"),  # 8 × 0.2 = 1.6, capped at 1
        "n18": n("1.5"),  # 0.5 + 1
        "n19": n("1"),
        "n21": n("2"),
    }
    assert card.negative.points == n("5.5")


def test_the_total_and_the_grade(card: Scorecard) -> None:
    assert card.unbounded == n("56.956")  # 65.456 − 3 − 5.5
    assert card.total == n("56.96")
    assert card.grade is not None
    assert card.grade.id == "unqualified"  # below 60
    assert card.effective_holds == ()


def test_an_aspect_over_both_methods(card: Scorecard) -> None:
    assert card.aspects is not None
    discipline = card.aspects["discipline"]
    assert discipline.earned == n("10.4")  # daily 2 + 3 + 0, year-end 3 + 2.4
    assert discipline.possible == n("15")  # daily 3 + 3 + 3, year-end 3 + 3
    assert discipline.percent == n("69.3")  # 69.33…
