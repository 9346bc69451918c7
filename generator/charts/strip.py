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
class Histogram:
    """Bars for the totals of a year: the ``path`` that draws them, and the ends of the scale."""

    path: str
    low: int
    high: int

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
    width = max(_SPAN // number - 1, LOWEST_BAR)
    bars = [
        f"M{MARGIN + n * _SPAN // number} {GROUND + 2}v-{max(count * GROUND // most, LOWEST_BAR)}"
        f"h{width}V{GROUND + 2}z"
        for n, count in sorted(counts.items())
    ]
    return Histogram("".join(bars), low, high)
