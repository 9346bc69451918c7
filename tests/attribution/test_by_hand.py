"""Changes computed by hand, and what becomes of facts that another edition cannot take."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
import rendering
from builders import (
    LEVELS,
    adjustment,
    card_of,
    case,
    edition,
    n,
    occurrence,
    result,
    situation,
    standard,
)

from generator.attribution.carry_over import NotCarried
from generator.attribution.rows import Row
from generator.attribution.split import Attribution, attribution
from generator.dataset.assessment import Assessment
from generator.model.edition import Edition
from generator.model.methods import Bounds, Method
from generator.model.result import MethodRecord, Result

ZERO_TO_HUNDRED = Bounds(floor=n("0"), ceiling=n("100"))


def split(old: Edition, last: Result, new: Edition, this: Result) -> Attribution:
    before = card_of(old, last)
    after = card_of(new, this.model_copy(update={"year": 2024}))
    found = attribution(before, after)
    assert isinstance(found, Attribution)
    return found


def amounts(row: Row) -> dict[str, Decimal]:
    """The amounts of the rows shown, by their label and ids."""
    return {" ".join((part.label, *part.ids)): part.amount for part in row.shown}


def test_the_example_of_the_guide(sample: Assessment) -> None:
    before, after = (rendering.card_of(sample, year, "audit") for year in (2024, 2025))
    found = attribution(before, after)
    assert isinstance(found, Attribution)
    totals = (found.before.total, found.between.total, found.after.total)
    assert totals == (n("90.33"), n("91.06"), n("92.18"))
    assert amounts(found.edition) == {
        "weights": n("0.45"),  # 93.40 × 10 % − 88.89 × 10 % = 9.340 − 8.889
        "scales": n("-0.05"),  # s03: 20 % × 3 × (75 − 80) ÷ 58 = −0.0517
        "standards": n("0.33"),
    }
    assert amounts(found.organization) == {
        "method self": n("1.00"),  # 10 % × (95 − 85)
        "method daily": n("0.68"),  # 30 % × (96.60 − 94.34)
        "method yearend": n("0.78"),  # 20 % × (97.42 − 93.50)
        "method review": n("-1.34"),  # 40 % × (85.53 − 88.89)
    }


def test_a_standard_is_split_into_what_it_is_worth_and_what_was_done() -> None:
    lost = (situation("d1", n("1")),)
    old = edition(standards=(standard(deductions=lost), standard("s2")))
    dearer = (situation("d1", n("2")),)
    new = edition(id="e2", standards=(standard(deductions=dearer), standard("s2")))
    last, this = result(occurrence("d1", count=2)), result(occurrence("d1"))
    found = split(old, last, new, this)
    # 18 of 20 is 90; at 2 points a time 16 of 20 is 80; once only: 18 of 20 is 90
    assert found.between.total == n("80")
    assert amounts(found.edition) == {"standards": n("-10")}
    assert amounts(found.edition.shown[0]) == {"changed s1": n("-10")}
    assert amounts(found.organization) == {"method marks": n("10")}
    assert amounts(found.organization.shown[0]) == {"standard s1": n("10")}


def test_a_retired_standard_takes_its_losses_along_and_a_new_one_starts_full() -> None:
    lost = (situation("d1", n("4")),)
    old = edition(standards=(standard(deductions=lost), standard("s2")))
    fresh = standard("s3", deductions=(situation("d3", n("5")),))
    new = edition(id="e2", standards=(standard("s2"), fresh))
    found = split(old, result(occurrence("d1")), new, result(occurrence("d3")))
    # 16 of 20 is 80; without s1, and s3 full: 100; 15 of 20 is 75
    assert found.between.total == n("100")
    assert amounts(found.edition.shown[0]) == {"retired s1": n("20")}
    assert amounts(found.organization.shown[0]) == {"standard s3": n("-25")}


def test_a_new_judged_standard_starts_at_its_best_level() -> None:
    old = edition(standards=(standard("s2"),))
    new = edition(id="e2", standards=(standard("s2"), standard("s3", scale="levels")))
    found = split(old, result(), new, result(levels={"s3": "high"}))
    # the best level is worth 95 %: 19.5 of 20
    assert amounts(found.edition.shown[0]) == {"added s3": n("-2.50")}
    assert found.organization.shown == ()


def by_level(**fields: Any) -> Edition:
    method = Method(id="marks", title="评定", by="levels", scale="levels")
    return edition(**{"methods": (method,), **fields})


def level(id: str) -> Result:
    return result(methods={"marks": MethodRecord(level=id)})


def test_a_level_of_other_points_is_the_doing_of_the_edition() -> None:
    levels = tuple(one.model_copy(update={"points": one.points - 5}) for one in LEVELS.levels[:2])
    new = by_level(id="e2", scales=(LEVELS.model_copy(update={"levels": levels}),))
    found = split(by_level(), level("middle"), new, level("high"))
    assert amounts(found.edition) == {"scales": n("-5")}
    assert amounts(found.organization) == {"method marks": n("20")}


def test_a_level_that_is_gone_counts_to_the_edition_and_is_named() -> None:
    new = by_level(id="e2", scales=(LEVELS.model_copy(update={"levels": LEVELS.levels[:2]}),))
    found = split(by_level(), level("low"), new, level("middle"))
    assert found.missing == (NotCarried("method", "marks"),)
    assert amounts(found.edition) == {"methods": n("75")}
    assert found.organization.shown == ()


def test_a_standard_judged_before_and_counted_now_counts_to_the_edition() -> None:
    old = edition(standards=(standard("s1", scale="levels"), standard("s2")))
    counted = standard("s1", deductions=(situation("d1", n("2")),))
    new = edition(id="e2", standards=(counted, standard("s2")))
    found = split(old, result(levels={"s1": "low"}), new, result(occurrence("d1")))
    assert found.missing == (NotCarried("standard", "s1"),)
    # 10 of 20 is 50; this year's 18 of 20 is 90
    assert (found.edition.amount, found.organization.amount) == (n("40"), n("0"))


def test_an_occurrence_that_now_needs_a_tier_counts_to_the_edition() -> None:
    old = edition(standards=(standard(),), adjustments=(adjustment("a1", n("2"), "deduction"),))
    table = adjustment("a1", {"high": n("3")}, "deduction")
    new = edition(id="e2", standards=(standard(),), adjustments=(table,))
    last = result(adjustments=(occurrence("a1"),))
    this = result(adjustments=(occurrence("a1", tier="high"),))
    found = split(old, last, new, this)
    assert found.missing == (NotCarried("rule", "a1"),)
    assert amounts(found.edition) == {"adjustments": n("-1")}
    assert found.organization.shown == ()


def test_weights_count_at_the_raw_scores_of_last_year() -> None:
    def weighted(id: str, first: str) -> Edition:
        methods = tuple(
            Method(id=name, title=name, by="levels", scale="levels", weight=weight)
            for name, weight in (("a", n(first)), ("b", 100 - n(first)))
        )
        return edition(id=id, methods=methods)

    def both(a: str, b: str) -> Result:
        records: Mapping[str, MethodRecord] = {
            "a": MethodRecord(level=a),
            "b": MethodRecord(level=b),
        }
        return result(methods=records)

    found = split(weighted("e1", "20"), both("high", "low"), weighted("e2", "50"),
                  both("high", "middle"))  # fmt: skip
    # 95 × 30 % − 0 × 30 %; then 50 % × 75
    assert amounts(found.edition) == {"weights": n("28.50")}
    assert amounts(found.organization) == {"method b": n("37.50")}


def test_bounds_have_a_row_of_their_own() -> None:
    cases = (case("n1", n("80")), case("n2", n("80")))
    one = edition(standards=(standard(),), negative_cases=cases, total=ZERO_TO_HUNDRED)
    last = result(negative_cases=(occurrence("n1"),))
    this = result(negative_cases=(occurrence("n1"), occurrence("n2")))
    found = split(one, last, one, this)
    # 100 − 80 = 20; 100 − 160 is held at 0
    assert amounts(found.organization) == {"negative": n("-80"), "bounds": n("60")}


@pytest.mark.parametrize("reason", ["no_grade"])
def test_a_year_without_a_grade_is_not_compared(reason: str) -> None:
    one = edition(standards=(standard(),))
    found = attribution(card_of(one, result(no_grade="成立不满半年")), card_of(one, result()))
    assert not isinstance(found, Attribution)
    assert (found.reason, found.card.year) == (reason, 2023)
