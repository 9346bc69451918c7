"""Charts place what they show on one scale, in whole units."""

import re
from decimal import Decimal

import pytest

from generator.charts.bars import BAR_WIDTH, LONGEST_BAR, BarRow, bar_chart, percent_bar
from generator.charts.heat import band, heat_map
from generator.charts.stacks import Part, stack_chart
from generator.charts.strip import GROUND, MARGIN, WIDTH, Histogram, histogram
from generator.charts.years import YearTotal, year_chart


def totals(*values: int | str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_bars_are_as_long_as_their_values_and_end_at_the_width() -> None:
    rows = [
        BarRow("a", "50", Decimal(50)),
        BarRow("b", "120", Decimal(120)),
        BarRow("c", "-1", Decimal(-1)),
    ]
    chart = bar_chart(rows, Decimal(100))
    assert [bar.length for bar in chart.bars] == [BAR_WIDTH // 2, BAR_WIDTH, 0]
    assert [bar.y for bar in chart.bars] == [12, 36, 60]
    assert chart.height == 72


def test_the_bar_of_a_percentage_is_as_long_as_it_and_ends() -> None:
    lengths = [percent_bar(Decimal(percent)) for percent in ("-3", "0", "72.9", "104", "250")]
    assert lengths == [0, 0, 72, 104, LONGEST_BAR]


def test_bars_without_a_scale_have_no_length() -> None:
    assert [bar.length for bar in bar_chart([BarRow("a", "0", Decimal(0))], Decimal(0)).bars] == [0]


def test_a_histogram_counts_totals_by_points() -> None:
    shape = histogram(totals("80.5", "80.9", "82"))
    assert (shape.low, shape.high) == (80, 83)
    assert heights(shape) == [GROUND, GROUND // 2]


def test_a_histogram_of_far_totals_has_few_bins() -> None:
    assert len(heights(histogram(totals(*range(1000))))) <= 60


def heights(shape: Histogram) -> list[int]:
    return [int(height) for height in re.findall(r"v-(\d+)", shape.path)]


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
    rows: list[tuple[str, list[Decimal | None]]] = [
        ("a", [Decimal(96), Decimal(99), None]),
        ("一个名称很长很长的党支部委员会", [Decimal(80), Decimal(96), Decimal(97)]),
    ]
    heat = heat_map(["x", "履行主体责任", "z"], rows)
    first, second = "M150 32h104v14h-104zM202 47h104v14h-104z", "M150 47h52v14h-52z"
    assert heat.paths == (first, "", "", second, "")
    assert (heat.width, heat.height) == (306, 62)
    assert [name.lines for name in heat.columns] == [("x",), ("履行主", "体责任"), ("z",)]
    assert [name.lines for name in heat.rows] == [("a",), ("一个名称很长很长的党支部委…",)]


def test_stacked_bars_fill_one_length_and_number_what_has_room() -> None:
    parts = [Part("优秀", "first"), Part("良好", "2")]
    chart = stack_chart(parts, [("党支部", [1, 99]), ("党委", [0, 2])])
    (one, most), (whole,) = [stack.segments for stack in chart.stacks]
    assert (one.x, one.width, one.text) == (132, 2, "")
    assert (most.x, most.x + most.width, most.text) == (134, chart.width, "99")
    assert (whole.x, whole.width, whole.text) == (132, 268, "2")
    assert [key.part.title for key in chart.keys] == ["优秀", "良好"]
