"""What does not apply: it drops out, the rest is scaled up, and nothing becomes 0."""

from builders import (
    assessed,
    based,
    card_of,
    edition,
    n,
    occurrence,
    result,
    situation,
    standard,
)

FOUR = tuple(
    standard(
        f"s{k}", "25", "work" if k < 3 else "study", deductions=(situation(f"s{k}-d1", n("3")),)
    )
    for k in range(1, 5)
)


def test_what_does_not_apply_drops_out_and_the_rest_is_scaled_up() -> None:
    found = (occurrence("s1-d1"), occurrence("s2-d1"))
    record = result(*found, not_applicable={"s4": "没有这项工作"})
    score = card_of(edition(standards=FOUR), record).methods[0]
    assert (score.earned, score.possible) == (n("69"), n("75"))
    assert score.raw == n("92")  # 69 × 4/3


def test_what_does_not_apply_has_no_mark_and_its_reason() -> None:
    record = result(not_applicable={"s4": "没有这项工作"})
    mark = card_of(edition(standards=FOUR), record).methods[0].marks[3]
    assert (mark.value, mark.not_applicable) == (None, "没有这项工作")
    assert (mark.difference, mark.lost) == (n("0"), n("0"))


def test_a_standard_applies_only_to_the_kinds_it_names() -> None:
    some = standard("s2", applies_to=("committee", "bureau"))
    one = edition(standards=(standard("s1"), some))
    values = [card_of(one, result(), kind).methods[0].possible for kind in ("branch", "committee")]
    assert values == [n("10"), n("20")]


def test_a_standard_for_other_kinds_has_no_mark_and_needs_no_reason() -> None:
    one = edition(standards=(standard("s1"), standard("s2", applies_to=("committee",))))
    mark = card_of(one, result()).methods[0].marks[1]
    assert mark.value is None
    assert not mark.not_applicable


def test_an_aspect_sums_the_standards_that_apply() -> None:
    record = result(occurrence("s3-d1"), not_applicable={"s4": "没有"})
    aspects = card_of(edition(standards=FOUR), record).aspects
    assert aspects is not None
    assert {id: (a.earned, a.possible) for id, a in aspects.items()} == {
        "work": (n("50"), n("50")),
        "study": (n("22"), n("25")),
    }
    assert aspects["study"].percent == n("88.0")


def test_an_aspect_of_which_nothing_applies_has_no_percentage() -> None:
    record = result(not_applicable={"s3": "没有", "s4": "没有"})
    aspects = card_of(edition(standards=FOUR), record).aspects
    assert aspects is not None
    assert "study" not in aspects


def test_the_percentage_of_an_aspect_is_rounded_half_up_to_one_decimal() -> None:
    one = standard(points="80", deductions=(situation("d1", n("0.04")),))
    aspects = card_of(edition(standards=(one,)), result(occurrence("d1", count=15))).aspects
    assert aspects is not None
    assert aspects["work"].percent == n("99.3")  # 79.4 of 80 = 99.25 %


def test_a_result_without_a_grade_has_no_figures_and_never_0() -> None:
    card = card_of(edition(standards=FOUR), result(no_grade="成立不满半年", methods={}))
    assert (card.base, card.unbounded, card.total) == (None, None, None)
    assert (card.by_cutoff, card.calculated, card.grade) == (None, None, None)
    assert (card.aspects, card.methods) == (None, ())


def test_a_result_without_a_grade_has_none_whatever_was_recorded() -> None:
    card = card_of(based("95"), assessed(no_grade="成立不满半年"))
    assert (card.total, card.grade, card.holds) == (None, None, ())


def test_a_total_of_0_is_a_figure_and_has_a_grade() -> None:
    card = card_of(based("0"), assessed())
    assert card.total == n("0")
    assert card.grade is not None
    assert card.grade.id == "poor"
