"""A strip of totals: how many peers lie where, unnamed, and where one of them stands."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from generator.frozen import frozen

WIDTH, HEIGHT, MARGIN = 360, 44, 10
GROUND, BINS = 28, 60
_SPAN = WIDTH - 2 * MARGIN


@frozen
class Strip:
    """Bars of a histogram as (x, top, height), the ends of the scale in points, the width of
    a bar, and the x of a card's own total, if there is one."""

    bars: tuple[tuple[int, int, int], ...]
    low: int
    high: int
    bar: int
    own: int = 0
    width: int = WIDTH
    height: int = HEIGHT

    def at(self, own: Decimal) -> "Strip":
        """The strip as the card with that total sees it."""
        x = MARGIN + int((own - self.low) * _SPAN / (self.high - self.low))
        return Strip(self.bars, self.low, self.high, self.bar, x)


def strip(totals: Sequence[Decimal]) -> Strip:
    """The histogram of ``totals`` (at least one), a bin a point wide or wider where they lie
    far apart."""
    low, high = int(min(totals)), int(max(totals)) + 1
    step = -(-(high - low) // BINS)
    counts = Counter((int(total) - low) // step for total in totals)
    bins = -(-(high - low) // step)
    most = max(counts.values())
    bars = tuple(
        _bar(MARGIN + n * _SPAN // bins, max(count * GROUND // most, 2))
        for n, count in sorted(counts.items())
    )
    return Strip(bars, low, high, max(_SPAN // bins - 1, 2))


def _bar(x: int, height: int) -> tuple[int, int, int]:
    return x, GROUND + 2 - height, height
