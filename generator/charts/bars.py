"""Bar charts, and bars in cells of tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

LABEL_WIDTH, BAR_WIDTH, TEXT_WIDTH = 118, 178, 64
ROW_HEIGHT = 24
LABEL_GAP = 6
LONGEST_BAR = 110
"""Of a percentage in a table, in units of which 100 are 100 %: bonuses may lead beyond."""


@dataclass(frozen=True, slots=True, eq=False)
class BarRow:
    """What a bar shows: a label, and a value with its text."""

    label: str
    text: str
    value: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """A row as it is drawn.

    ``y`` is the middle of the row, ``length`` that of the bar, ``text_x`` where the text begins.
    All labels end, and all bars begin, at one x.
    """

    label_end: ClassVar[int] = LABEL_WIDTH - LABEL_GAP
    start: ClassVar[int] = LABEL_WIDTH

    row: BarRow
    y: int
    length: int
    text_x: int


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


@lru_cache(maxsize=4096)
def percent_bar(percent: Decimal) -> int:
    """Return the length of the bar of a percentage, from 0 to ``LONGEST_BAR``."""
    return int(min(max(percent, Decimal(0)), Decimal(LONGEST_BAR)))


def _bar(number: int, row: BarRow, top: Decimal) -> Bar:
    length = _length(row.value, top)
    text_x = LABEL_WIDTH + length + LABEL_GAP
    return Bar(row, ROW_HEIGHT * number + ROW_HEIGHT // 2, length, text_x)


def _length(value: Decimal, top: Decimal) -> int:
    return int(min(max(value, Decimal(0)), top) * BAR_WIDTH / top) if top else 0
