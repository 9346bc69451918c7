"""Heat map: a row of cells for each organization, a cell for each aspect, in five bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

BANDS = (Decimal(95), Decimal(90), Decimal(85), Decimal(75))
"""The lower bounds of the bands in percent, best first. Below the last lies the fifth band."""
CELL_WIDTH, CELL_HEIGHT = 48, 9


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The path that draws all cells of a band, for each band, and the size in cells."""

    paths: tuple[str, ...]
    columns: int
    rows: int

    @property
    def width(self) -> int:
        """The width of the map, in SVG units."""
        return self.columns * CELL_WIDTH

    @property
    def height(self) -> int:
        """The height of the map, in SVG units."""
        return self.rows * CELL_HEIGHT


def band(percent: Decimal | None) -> int | None:
    """Return the band of a percentage, from 0 (best) to 4; ``None`` for what is not scored."""
    if percent is None:
        return None
    return next((n for n, bound in enumerate(BANDS) if percent >= bound), len(BANDS))


def heat_map(rows: Sequence[Sequence[Decimal | None]]) -> HeatMap:
    """Return the map of rows of percentages. Neighbours in one band become one rectangle."""
    bands = [[band(percent) for percent in row] for row in rows]
    paths = tuple(
        "".join(
            _rectangle(y, row, x, number) for y, row in enumerate(bands) for x in range(len(row))
        )
        for number in range(len(BANDS) + 1)
    )
    return HeatMap(paths, len(rows[0]) if rows else 0, len(rows))


def _rectangle(y: int, row: list[int | None], x: int, number: int) -> str:
    """Return the path of the cells of band ``number`` from ``x`` on; empty if none begin there."""
    if row[x] != number or (x > 0 and row[x - 1] == number):
        return ""
    end = next((k for k in range(x, len(row)) if row[k] != number), len(row))
    width = (end - x) * CELL_WIDTH
    return f"M{x * CELL_WIDTH} {y * CELL_HEIGHT}h{width}v{CELL_HEIGHT - 1}h-{width}z"
