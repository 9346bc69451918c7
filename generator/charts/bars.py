"""Bars: the aspects of a card against the median of its peers, the grades of a year."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from generator.frozen import frozen

LABEL, BAR, VALUE = 118, 178, 64
ROW = 24
_WHOLE = Decimal(100)


@frozen
class Row:
    """What a bar shows: a label, a value and its text, another value to compare it with,
    and a kind by which it is coloured."""

    label: str
    text: str
    value: Decimal
    other: Decimal | None = None
    kind: str = ""


@frozen
class Bar:
    """A row as it is drawn: the middle of the row, the length of the bar, where its text
    stands, and where a mark shows the other value."""

    row: Row
    y: int
    length: int
    text_x: int
    mark: int | None


@frozen
class BarChart:
    """Bars below each other, all on one scale from 0."""

    bars: tuple[Bar, ...]
    width: int = LABEL + BAR + VALUE
    start: int = LABEL
    label_end: int = LABEL - 6

    @property
    def height(self) -> int:
        """The height of all rows."""
        return ROW * len(self.bars)


def bar_chart(rows: Iterable[Row], top: Decimal) -> BarChart:
    """The bars of the rows, in their order; ``top`` fills the width."""
    return BarChart(tuple([_bar(n, row, top) for n, row in enumerate(rows)]))


def percent_chart(rows: Iterable[tuple[str, Decimal, Decimal | None]]) -> BarChart:
    """The bars of percentages to one decimal, each with its label and another to compare it
    with. They are of few values, which many charts have alike."""
    return BarChart(tuple([_percent_bar(n, *row) for n, row in enumerate(rows)]))


@lru_cache(maxsize=8192)
def _percent_bar(n: int, label: str, percent: Decimal, other: Decimal | None) -> Bar:
    return _bar(n, Row(label, f"{percent}%", percent, other), _WHOLE)


def _bar(n: int, row: Row, top: Decimal) -> Bar:
    """The bar of a row, in its place: how long it is, and where its text and the mark stand."""
    length = _length(row.value, top)
    mark = None if row.other is None else LABEL + _length(row.other, top)
    return Bar(row, ROW * n + ROW // 2, length, max(LABEL + length, mark or 0) + 6, mark)


def _length(value: Decimal, top: Decimal) -> int:
    return int(min(max(value, Decimal(0)), top) * BAR / top) if top else 0
