"""Chart of an organization's totals over the years, with a break where they do not compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 360, 130, 34, 22, 26
LABEL_HEIGHT = 12
SCALE_MARGIN = 2
"""The scale begins so many points below the lowest total and ends so many above the highest."""


@dataclass(frozen=True, slots=True)
class YearTotal:
    """A year's total with its text, and whether it compares with that of the year before."""

    year: int
    total: Decimal | None
    text: str
    comparable: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A year's total as it is drawn, with the texts beside it."""

    x: int
    y: int
    label_y: int
    year: int
    total: str


@dataclass(frozen=True, slots=True)
class Line:
    """The line between the totals of two years that compare."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class YearChart:
    """Points, the lines between those that compare, and the x of breaks between the others."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    breaks: tuple[int, ...]
    width: int = WIDTH
    height: int = HEIGHT
    year_y: int = HEIGHT - 8
    break_label_y: int = HEIGHT - 22
    break_length: int = HEIGHT - 38


def year_chart(years: Sequence[YearTotal]) -> YearChart | None:
    """Return the chart of an organization's years, which are in order.

    A year without a total is left out. With fewer than two totals there is no chart.
    """
    points = _points(years)
    if len(points) < 2:
        return None
    numbers = list(points)
    pairs = list(pairwise(numbers))
    joined = [(a, b) for a, b in pairs if all(year.comparable for year in years[a + 1 : b + 1])]
    return YearChart(
        tuple(points.values()),
        tuple(Line(points[a], points[b]) for a, b in joined),
        tuple((points[a].x + points[b].x) // 2 for a, b in pairs if (a, b) not in joined),
    )


def _points(years: Sequence[YearTotal]) -> dict[int, Point]:
    """Return the points of the years that have a total, by their index."""
    totals = {n: year.total for n, year in enumerate(years) if year.total is not None}
    if not totals:
        return {}
    low, high = min(totals.values()) - SCALE_MARGIN, max(totals.values()) + SCALE_MARGIN
    step = (WIDTH - 2 * LEFT) // max(len(years) - 1, 1)
    return {
        n: _point(LEFT + n * step, _y(total, low, high), years[n]) for n, total in totals.items()
    }


def _y(total: Decimal, low: Decimal, high: Decimal) -> int:
    return TOP + int((HEIGHT - TOP - BOTTOM) * (high - total) / (high - low))


def _point(x: int, y: int, year: YearTotal) -> Point:
    return Point(x, y, y - LABEL_HEIGHT, year.year, year.text)
