"""Methods: how a raw score from 0 to 100 comes about, and its weighted share."""

from typing import Any

from builders import (
    LEVELS,
    card_of,
    edition,
    n,
    occurrence,
    result,
    situation,
    standard,
)

from generator.model.clauses import Standard
from generator.model.edition import Edition
from generator.model.methods import Method, Rounding
from generator.model.result import MethodRecord
from generator.scoring.card import MethodScore

SELF = Method(id="self", title="自评", by="levels", weight=n("10"), scale="levels")
REVIEW = Method(id="review", title="评议", by="ballots", weight=n("50"), scale="levels")
DAILY = Method(id="daily", title="日常", by="marks", weight=n("40"))
RECORDS = {
    "self": MethodRecord(level="middle"),
    "review": MethodRecord(ballots={"high": 2, "middle": 3}),
    "daily": MethodRecord(findings=(occurrence("d1"),)),
}
ONE = standard(points="30", deductions=(situation("d1", n("10")),))


def _edition(*standards: Standard, **fields: Any) -> Edition:
    return edition(methods=(SELF, REVIEW, DAILY), standards=standards or (ONE,), **fields)


def _scores(one: Edition) -> dict[str, MethodScore]:
    card = card_of(one, result(methods=RECORDS))
    return {score.method.id: score for score in card.methods}


def test_levels_give_their_fixed_points() -> None:
    score = _scores(_edition())["self"]
    assert (score.raw, score.weighted) == (n("75"), n("7.5"))


def test_ballots_give_the_mean_of_the_fixed_points() -> None:
    score = _scores(_edition())["review"]
    assert (score.earned, score.cast) == (n("415"), 5)  # 2 × 95 + 3 × 75 = 415
    assert (score.raw, score.weighted) == (n("83"), n("41.5"))


def test_a_level_without_ballots_counts_as_none_cast_for_it() -> None:
    ballots = [(level.id, count) for level, count in _scores(_edition())["review"].ballots]
    assert ballots == [("high", 2), ("middle", 3), ("low", 0)]


def test_ballots_for_the_lowest_level_count_in_the_mean() -> None:
    records = {**RECORDS, "review": MethodRecord(ballots={"high": 2, "low": 1})}
    card = card_of(_edition(), result(methods=records))
    assert card.methods[1].raw == n("63.33")  # 190 ÷ 3


def test_marks_give_100_times_earned_by_possible_points() -> None:
    score = _scores(_edition())["daily"]
    assert (score.earned, score.possible) == (n("20"), n("30"))
    assert (score.raw, score.weighted) == (n("66.67"), n("26.668"))  # 66.666… at 2 places


def test_the_base_is_the_sum_of_the_weighted_scores() -> None:
    card = card_of(_edition(), result(methods=RECORDS))
    assert card.base == n("75.668")  # 7.5 + 41.5 + 26.668
    assert card.total == n("75.67")


def test_weighted_scores_stay_exact_unless_the_edition_rounds_them() -> None:
    rounding = Rounding(raw=2, total=2, weighted=1)
    card = card_of(_edition(rounding=rounding), result(methods=RECORDS))
    assert [score.weighted for score in card.methods] == [n("7.5"), n("41.5"), n("26.7")]
    assert card.base == n("75.7")


def test_a_raw_score_is_kept_within_100_although_marks_exceed_the_points() -> None:
    gain = standard(interval=(n("0"), n("5")), bonus=(situation("b1", n("5")),))
    card = card_of(edition(standards=(gain,)), result(occurrence("b1")))
    assert card.methods[0].earned == n("15")
    assert card.methods[0].raw == n("100")


def test_the_only_method_without_a_weight_is_the_whole_score() -> None:
    lost = standard(deductions=(situation("d1", n("1")),))
    card = card_of(edition(standards=(lost,)), result(occurrence("d1")))
    assert (card.methods[0].weight, card.base) == (n("100"), n("90"))


def test_a_method_scores_the_standards_that_name_it_and_those_that_name_none() -> None:
    year_end = Method(id="yearend", title="年终", by="marks", weight=n("60"))
    standards = (
        standard("s1", methods=("daily",)),
        standard("s2", methods=("yearend",)),
        standard("s3"),
    )
    both = edition(methods=(DAILY, year_end), standards=standards)
    records = {"daily": MethodRecord(), "yearend": MethodRecord()}
    daily, last = card_of(both, result(methods=records)).methods
    assert [mark.standard.id for mark in daily.marks] == ["s1", "s3"]
    assert [mark.standard.id for mark in last.marks] == ["s2", "s3"]


def test_each_method_counts_its_own_findings() -> None:
    year_end = Method(id="yearend", title="年终", by="marks", weight=n("60"))
    both = edition(methods=(DAILY, year_end), standards=(ONE,))
    found = (occurrence("d1"),)
    records = {"daily": MethodRecord(findings=found), "yearend": MethodRecord()}
    daily, last = card_of(both, result(methods=records)).methods
    assert (daily.earned, last.earned) == (n("20"), n("30"))


def test_the_scale_of_a_method_is_its_own() -> None:
    other = LEVELS.model_copy(update={"id": "other"})
    self_on_other = SELF.model_copy(update={"scale": "other"})
    levels = tuple(v.model_copy(update={"points": n("60")}) for v in other.levels)
    scales = (LEVELS, other.model_copy(update={"levels": levels}))
    one = edition(methods=(self_on_other,), scales=scales)
    card = card_of(one, result(methods={"self": MethodRecord(level="high")}))
    assert card.methods[0].raw == n("60")
