"""Strip of totals: how many peers lie where, without names, and where one card lies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 360, 44, 10
GROUND, MOST_BINS = 28, 60
LOWEST_BAR = 2
_SPAN = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True, eq=False)
class Bin:
    """A bar of a histogram: its left edge, its top and its height."""

    x: int
    top: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """Bars for the totals of a year.

    ``low`` and ``high`` are the ends of the scale in points, ``bin_width`` is the width of a bar.
    """

    bins: tuple[Bin, ...]
    low: int
    high: int
    bin_width: int

    def at(self, total: Decimal) -> "Strip":
        """Return the strip of a card with this total, in points."""
        return Strip(self, MARGIN + int((total - self.low) * _SPAN / (self.high - self.low)))


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """The histogram of a year, and the x where a card's own total is marked."""

    histogram: Histogram
    own: int
    width: int = WIDTH
    height: int = HEIGHT


def histogram(totals: Sequence[Decimal]) -> Histogram:
    """Count totals, at least one, in bins of a point, or of several where they lie far apart."""
    low, high = int(min(totals)), int(max(totals)) + 1
    step = -(-(high - low) // MOST_BINS)
    counts = Counter((int(total) - low) // step for total in totals)
    number = -(-(high - low) // step)
    most = max(counts.values())
    bins = tuple(
        _bin(MARGIN + n * _SPAN // number, max(count * GROUND // most, LOWEST_BAR))
        for n, count in sorted(counts.items())
    )
    return Histogram(bins, low, high, max(_SPAN // number - 1, LOWEST_BAR))


def _bin(x: int, height: int) -> Bin:
    return Bin(x, GROUND + 2 - height, height)
