"""A strip of totals: how many peers lie where, unnamed, and where one of them stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 360, 44, 10
GROUND, BINS = 28, 60


@dataclass(frozen=True, slots=True)
class Strip:
    """Bars of a histogram as (x, top, height), the x of the card's own total, the ends of
    the scale in points, and the width of a bar."""

    bars: tuple[tuple[int, int, int], ...]
    own: int
    low: int
    high: int
    bar: int
    width: int = WIDTH
    height: int = HEIGHT


def strip(totals: Sequence[Decimal], own: Decimal) -> Strip:
    """The histogram of ``totals`` (at least one, ``own`` among them), a bin a point wide or
    wider where they lie far apart."""
    low, high = int(min(totals)), int(max(totals)) + 1
    step = -(-(high - low) // BINS)
    span = WIDTH - 2 * MARGIN
    counts = Counter((int(total) - low) // step for total in totals)
    bins = -(-(high - low) // step)
    most = max(counts.values())
    bars = tuple(
        _bar(MARGIN + n * span // bins, max(count * GROUND // most, 2))
        for n, count in sorted(counts.items())
    )
    x = MARGIN + int((own - low) * span / (high - low))
    return Strip(bars, x, low, high, max(span // bins - 1, 2))


def _bar(x: int, height: int) -> tuple[int, int, int]:
    return x, GROUND + 2 - height, height
