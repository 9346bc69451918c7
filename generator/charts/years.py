"""The totals of an organization over the years, with a break where they do not compare."""

from collections.abc import Sequence
from decimal import Decimal

from generator.frozen import frozen

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 360, 130, 34, 22, 26


@frozen
class Point:
    """A year's total: where it lies, and what is written there."""

    x: int
    y: int
    label_y: int
    year: int
    total: str


@frozen
class YearChart:
    """Points, the lines between those that compare, and the x of the breaks between those
    that do not."""

    points: tuple[Point, ...]
    lines: tuple[tuple[Point, Point], ...]
    breaks: tuple[int, ...]
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = HEIGHT - 8
    note: int = HEIGHT - 22
    length: int = HEIGHT - 38


def year_chart(years: Sequence[tuple[int, Decimal | None, str, bool]]) -> YearChart | None:
    """Years as (year, total, total as text, comparable with the year before), in order. A
    year without a total is left out, and nothing is drawn for fewer than two."""
    known = [(n, y) for n, y in enumerate(years) if y[1] is not None]
    if len(known) < 2:
        return None
    totals = [total for _, (_, total, _, _) in known if total is not None]
    low, high = min(totals) - 2, max(totals) + 2
    step = (WIDTH - 2 * LEFT) // max(len(years) - 1, 1)
    points = {
        n: _point(LEFT + n * step, _y(total, low, high), year, text)
        for n, (year, total, text, _) in known
        if total is not None
    }
    pairs = list(zip(points, list(points)[1:], strict=False))
    joined = [(a, b) for a, b in pairs if all(y[3] for y in years[a + 1 : b + 1])]
    return YearChart(
        tuple(points.values()),
        tuple((points[a], points[b]) for a, b in joined),
        tuple((points[a].x + points[b].x) // 2 for a, b in pairs if (a, b) not in joined),
    )


def _y(total: Decimal, low: Decimal, high: Decimal) -> int:
    span = HEIGHT - TOP - BOTTOM
    return TOP + int(span * (high - total) / (high - low))


def _point(x: int, y: int, year: int, text: str) -> Point:
    return Point(x, y, y - 12, year, text)
