"""What clauses cost in a year, how that moved, and their years."""

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.analysis.clause_costs import costliest
from generator.dataset.assessment import Assessment
from generator.pages.edition_facts import predecessors, successors
from generator.pages.years import year_costs


def test_a_standard_costs_its_share_of_the_weight(tiny: Assessment) -> None:
    year = tiny.book.clause_years[2023]["s1"]
    # first: 0.5 of 16 points lost; second: 4 of 20; the method weighs 50 %
    assert year.cost == Fraction(50, 32) * 1 + 50 * Fraction(4, 20)
    assert (year.assessed, year.organizations, year.lost) == (2, 2, Decimal("4.5"))
    assert year.percent == Decimal("77.5")  # 15.5 of 20


def test_a_negative_case_costs_its_points_and_a_method_takes_its_weight(tiny: Assessment) -> None:
    assert tiny.book.clause_years[2023]["n1"].cost == 2
    assert tiny.book.clause_years[2024]["n3"].cost == 1  # 2, fed into a method of 50 %


def test_what_another_case_stands_for_happened_but_costs_nothing(tiny: Assessment) -> None:
    one = tiny.book.clause_years[2024]["n1"]
    assert (one.recorded, one.times, one.organizations) == (1, 1, 0)
    assert one.lost == 0


def test_the_costs_of_a_year_are_all_that_full_marks_lack(deductions: Assessment) -> None:
    lost = sum(one.lost for one in deductions.book.clause_years[2022].values())
    marks = sum(m.lost for c in deductions.cards for s in c.methods for m in s.marks)
    cases = sum(case.points for c in deductions.cards for case in c.negative.scores)
    assert lost == marks + cases


def test_the_costliest_come_first_and_equals_share_a_place(sample: Assessment) -> None:
    assert len(year_costs(sample.book, 2024)) == 15
    rows = costliest(sample.book.editions, sample.book.clause_years[2024], {}, 1000)
    points = [row.this.points for row in rows]
    assert points == sorted(points, reverse=True)
    assert [row.rank for row in rows] == [points.index(each) + 1 for each in points]
    assert len(set(points)) < len(points)


def test_the_part_that_the_best_level_does_not_give_is_no_cost(sample: Assessment) -> None:
    """s02 is judged by levels of which the best gives 95 %: whoever has it lost nothing."""
    cards = [card for card in sample.cards if card.year == 2025 and card.total is not None]
    levels = [m.level for c in cards for s in c.methods for m in s.marks if m.standard.id == "s02"]
    best = sum(level is not None and level.id == "excellent" for level in levels)
    one = sample.book.clause_years[2025]["s02"]
    assert 0 < best < one.assessed == len(levels)
    assert one.organizations == one.assessed - best
    assert one.percent is not None
    assert one.percent < 95


def test_how_a_clause_moved_is_told_only_where_it_compares(sample: Assessment) -> None:
    moved = {row.this.clause.id: row for row in year_costs(sample.book, 2024)}
    assert moved["s35"].moved == "new"
    assert (moved["s02"].moved, moved["s02"].change) == ("changed", None)
    assert (moved["s32"].moved, moved["s32"].change) == ("compared", Decimal("1.57"))
    assert {row.moved for row in year_costs(sample.book, 2023)} == {"first"}
    assert {row.moved for row in year_costs(sample.book, 2025)} <= {"not_comparable", "new"}


def test_drafts_count_for_nothing_once_they_are_taken_out(tiny: Assessment) -> None:
    published = tiny.without_drafts().book.clause_years[2024]["s1"]
    assert published.assessed == tiny.book.clause_years[2024]["s1"].assessed - 1


def test_a_year_without_losses_has_no_places(tiny: Assessment) -> None:
    assert costliest(tiny.book.editions, {}, {}, 15) == ()


def test_the_years_of_a_clause_go_over_all_editions(sample: Assessment) -> None:
    rows = sample.book.clause_histories["s02"]
    assert [(row.this.year, row.compares) for row in rows] == [
        (2023, None),
        (2024, False),
        (2025, False),
    ]
    assert [row.this.clause.id for row in sample.book.clause_histories["s12"]] == ["s12"]
    assert [row.compares for row in sample.book.clause_histories["s01"]] == [None, True, False]


@pytest.mark.parametrize(
    ("edition", "id", "replaced", "replacing"),
    [("2024", "s35", ["s12"], []), ("2023", "s12", [], ["s35"]), ("2023", "s01", [], [])],
)
def test_a_standard_knows_what_it_replaces_and_what_replaces_it(
    sample: Assessment, edition: str, id: str, replaced: list[str], replacing: list[str]
) -> None:
    own = sample.book.editions[edition]
    standard = next(standard for standard in own.standards if standard.id == id)
    editions = sample.library.editions
    assert [entry.standard.id for entry in predecessors(editions, own, standard)] == replaced
    assert [entry.standard.id for entry in successors(editions, own, standard)] == replacing
