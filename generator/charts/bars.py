"""Bar charts: the aspects of a card beside the medians of its year, the grades of a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

LABEL_WIDTH, BAR_WIDTH, TEXT_WIDTH = 118, 178, 64
ROW_HEIGHT = 24
LABEL_GAP = 6
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True, eq=False)
class BarRow:
    """What a bar shows: a label, and a value with its text.

    ``other`` is a value to compare it with, ``kind`` says how the bar is coloured.
    """

    label: str
    text: str
    value: Decimal
    other: Decimal | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """A row as it is drawn.

    ``y`` is the middle of the row, ``length`` that of the bar, ``text_x`` where the text begins,
    ``mark`` where the other value is marked. All labels end, and all bars begin, at one x.
    """

    label_end: ClassVar[int] = LABEL_WIDTH - LABEL_GAP
    start: ClassVar[int] = LABEL_WIDTH

    row: BarRow
    y: int
    length: int
    text_x: int
    mark: int | None


@dataclass(frozen=True, slots=True, eq=False)
class BarChart:
    """Bars below each other, on one scale that begins at 0."""

    bars: tuple[Bar, ...]
    width: int = LABEL_WIDTH + BAR_WIDTH + TEXT_WIDTH

    @property
    def height(self) -> int:
        """The height of the chart, in SVG units."""
        return ROW_HEIGHT * len(self.bars)


def bar_chart(rows: Iterable[BarRow], top: Decimal) -> BarChart:
    """Return the bars of the rows, in their order. A bar of the value ``top`` fills the width."""
    return BarChart(tuple([_bar(number, row, top) for number, row in enumerate(rows)]))


@lru_cache(maxsize=8192)
def percent_row(label: str, percent: Decimal, other: Decimal | None) -> BarRow:
    """Return the row of a percentage, with another percentage to compare it with."""
    return BarRow(label, f"{percent}%", percent, other)


@lru_cache(maxsize=8192)
def _bar(number: int, row: BarRow, top: Decimal) -> Bar:
    length = _length(row.value, top)
    mark = None if row.other is None else LABEL_WIDTH + _length(row.other, top)
    text_x = max(LABEL_WIDTH + length, mark or 0) + LABEL_GAP
    return Bar(row, ROW_HEIGHT * number + ROW_HEIGHT // 2, length, text_x, mark)


def _length(value: Decimal, top: Decimal) -> int:
    return int(min(max(value, Decimal(0)), top) * BAR_WIDTH / top) if top else 0
