"""Bars: the aspects of a card against the median of its peers, the grades of a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

LABEL, BAR, VALUE = 118, 178, 64
ROW = 24


class Row(NamedTuple):
    """What a bar shows: a label, a value and its text, another value to compare it with,
    and a kind by which it is coloured."""

    label: str
    text: str
    value: Decimal
    other: Decimal | None = None
    kind: str = ""


class Bar(NamedTuple):
    """A row as it is drawn: the middle of the row, the length of the bar, where its text
    stands, and where a mark shows the other value."""

    row: Row
    y: int
    length: int
    text_x: int
    mark: int | None


@dataclass(frozen=True, slots=True)
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
    bars = [
        Bar(row, ROW * n + ROW // 2, *_lengths(row.value, row.other, top))
        for n, row in enumerate(rows)
    ]
    return BarChart(tuple(bars))


@lru_cache(maxsize=2048)
def _lengths(value: Decimal, other: Decimal | None, top: Decimal) -> tuple[int, int, int | None]:
    """The length of a bar, and where its text and the mark stand. Percentages are of few
    values, which many charts have alike."""
    length = _length(value, top)
    mark = None if other is None else LABEL + _length(other, top)
    return length, max(LABEL + length, mark or 0) + 6, mark


def _length(value: Decimal, top: Decimal) -> int:
    return int(min(max(value, Decimal(0)), top) * BAR / top) if top else 0
