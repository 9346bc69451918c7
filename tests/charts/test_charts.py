"""Charts place what they show on one scale, in whole units."""

from decimal import Decimal

import pytest

from generator.charts.bars import BAR_WIDTH, LABEL_WIDTH, WHOLE, BarRow, bar_chart, percent_row
from generator.charts.heat import band, heat_map
from generator.charts.strip import GROUND, MARGIN, WIDTH, histogram
from generator.charts.years import YearTotal, year_chart


def totals(*values: int | str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_bars_are_as_long_as_their_values_and_end_at_the_width() -> None:
    rows = [
        BarRow("a", "50", Decimal(50)),
        BarRow("b", "120", Decimal(120)),
        BarRow("c", "-1", Decimal(-1)),
    ]
    chart = bar_chart(rows, WHOLE)
    assert [bar.length for bar in chart.bars] == [BAR_WIDTH // 2, BAR_WIDTH, 0]
    assert [bar.y for bar in chart.bars] == [12, 36, 60]
    assert chart.height == 72


def test_a_bar_marks_the_other_value_and_its_text_stands_after_both() -> None:
    (bar,) = bar_chart([percent_row("a", Decimal("50.0"), Decimal(100))], WHOLE).bars
    assert bar.row.text == "50.0%"
    assert bar.mark == LABEL_WIDTH + BAR_WIDTH
    assert bar.text_x > bar.mark


def test_bars_without_a_scale_have_no_length() -> None:
    assert [bar.length for bar in bar_chart([BarRow("a", "0", Decimal(0))], Decimal(0)).bars] == [0]


def test_a_histogram_counts_totals_by_points() -> None:
    shape = histogram(totals("80.5", "80.9", "82"))
    assert (shape.low, shape.high) == (80, 83)
    assert [bin.height for bin in shape.bins] == [GROUND, GROUND // 2]
    assert [bin.top + bin.height for bin in shape.bins] == [GROUND + 2] * 2


def test_a_histogram_of_far_totals_has_few_bins() -> None:
    assert len(histogram(totals(*range(1000))).bins) <= 60


def test_a_strip_marks_where_a_card_lies() -> None:
    shape = histogram(totals(80, 90))
    assert [shape.at(total).own for total in totals(80, 91)] == [MARGIN, WIDTH - MARGIN]


@pytest.mark.parametrize("known", [0, 1])
def test_fewer_than_two_totals_make_no_chart_of_years(known: int) -> None:
    years = [YearTotal(2020 + n, Decimal(n) if n < known else None, "", True) for n in range(3)]
    assert year_chart(years) is None


def test_years_that_do_not_compare_are_not_joined() -> None:
    years = [
        YearTotal(2020, Decimal(80), "80", False),
        YearTotal(2021, Decimal(90), "90", True),
        YearTotal(2022, None, "", True),
        YearTotal(2023, Decimal(85), "85", False),
    ]
    chart = year_chart(years)
    assert chart is not None
    assert [point.year for point in chart.points] == [2020, 2021, 2023]
    assert [(line.start.year, line.end.year) for line in chart.lines] == [(2020, 2021)]
    assert chart.breaks == ((chart.points[1].x + chart.points[2].x) // 2,)
    assert chart.points[1].y < chart.points[2].y < chart.points[0].y


@pytest.mark.parametrize(("percent", "number"), [("95", 0), ("94.9", 1), ("75", 3), ("0", 4)])
def test_a_band_begins_at_its_bound(percent: str, number: int) -> None:
    assert band(Decimal(percent)) == number


def test_neighbours_in_a_band_are_one_rectangle() -> None:
    heat = heat_map([[Decimal(96), Decimal(99), None], [Decimal(80), Decimal(96), Decimal(97)]])
    assert heat.paths == ("M0 0h96v8h-96zM48 9h96v8h-96z", "", "", "M0 9h48v8h-48z", "")
    assert (heat.width, heat.height) == (144, 18)
