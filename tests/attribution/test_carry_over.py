"""Which facts of last year each standard takes under this year's edition."""

from builders import MARKS, adjustment, card_of, edition, n, occurrence, result, situation, standard

from generator.attribution.carry_over import carry_over
from generator.model.edition import Edition
from generator.model.methods import Method
from generator.model.result import MethodRecord, Result
from generator.scoring.card import Scorecard
from generator.scoring.score import score


def between(old: Edition, last: Result, new: Edition, this: Result) -> Scorecard:
    before, after = card_of(old, last), card_of(new, this)
    return score(new, after.organization, carry_over(before, after).result)


LOST = situation("d1", n("3"))


def test_an_occurrence_goes_with_its_rule_to_no_new_standard() -> None:
    """The situation stood at s1 and stands at s3 now, which starts without a record."""
    old = edition(standards=(standard("s1", deductions=(LOST,)), standard("s2")))
    new = edition(id="e2", standards=(standard("s2"), standard("s3", deductions=(LOST,))))
    found = between(old, result(occurrence("d1")), new, result(occurrence("d1")))
    assert [mark.value for mark in found.methods[0].marks] == [n("10"), n("10")]


def test_an_occurrence_goes_with_its_rule_to_another_standard_of_both_years() -> None:
    old = edition(standards=(standard("s1", deductions=(LOST,)), standard("s2")))
    new = edition(id="e2", standards=(standard("s1"), standard("s2", deductions=(LOST,))))
    found = between(old, result(occurrence("d1", count=2)), new, result())
    assert [mark.value for mark in found.methods[0].marks] == [n("10"), n("4")]


def test_facts_follow_a_standard_to_another_method() -> None:
    other = Method(id="other", title="检查", by="marks")
    halves = tuple(one.model_copy(update={"weight": n("50")}) for one in (MARKS, other))
    old = edition(
        standards=(
            standard("s1", methods=("marks",), deductions=(LOST,)),
            standard("s2", methods=("marks",), scale="levels"),
            standard("s4", methods=("other",)),
        ),
        methods=halves,
    )
    new = edition(
        id="e2",
        standards=(
            standard("s1", methods=("other",), deductions=(LOST,)),
            standard("s2", methods=("other",), scale="levels"),
            standard("s4", methods=("marks",)),
        ),
        methods=halves,
    )
    judged = {"s2": "middle"}
    last = result(
        methods={
            "marks": MethodRecord(findings=(occurrence("d1"),), levels=judged),
            "other": MethodRecord(),
        }
    )
    this = result(methods={"marks": MethodRecord(), "other": MethodRecord(levels={"s2": "high"})})
    found = between(old, last, new, this)
    marks = {mark.standard.id: mark.value for one in found.methods for mark in one.marks}
    assert marks == {"s1": n("7"), "s2": n("7.5"), "s4": n("10")}


def test_what_did_not_apply_does_not_apply_under_the_rules_of_this_year() -> None:
    old = edition(standards=(standard("s1"), standard("s2", "30")))
    new = edition(id="e2", standards=(standard("s1"), standard("s2", "50")))
    found = between(old, result(not_applicable={"s2": "没有这项工作"}), new, result())
    assert [mark.value for mark in found.methods[0].marks] == [n("10"), None]


def test_an_adjustment_that_is_gone_is_left_behind() -> None:
    old = edition(standards=(standard(),), adjustments=(adjustment("a1", n("2"), "deduction"),))
    new = edition(id="e2", standards=(standard(),))
    found = between(old, result(adjustments=(occurrence("a1"),)), new, result())
    assert found.total == n("100")
    assert found.adjustments.scores == ()
