"""A heat map: a row of cells for each organization, a cell for each aspect, five bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

BANDS = (Decimal(95), Decimal(90), Decimal(85), Decimal(75))
"""The lower bounds of the bands, best first; below the last lies the fifth."""
CELL_WIDTH, CELL_HEIGHT = 48, 9


@dataclass(frozen=True, slots=True)
class HeatMap:
    """For each band one path that draws all its cells, and the size of the map."""

    paths: tuple[str, ...]
    columns: int
    rows: int

    @property
    def width(self) -> int:
        """The width of the map."""
        return self.columns * CELL_WIDTH

    @property
    def height(self) -> int:
        """The height of the map."""
        return self.rows * CELL_HEIGHT


def band(percent: Decimal | None) -> int | None:
    """The band of a percentage: 0 is the best, 4 the worst; none for what is not scored."""
    if percent is None:
        return None
    return next((n for n, bound in enumerate(BANDS) if percent >= bound), len(BANDS))


def heat_map(rows: Sequence[Sequence[Decimal | None]]) -> HeatMap:
    """The map of rows of percentages. Neighbours of one band are drawn as one rectangle."""
    bands = [[band(percent) for percent in row] for row in rows]
    paths = tuple(
        "".join(_run(y, row, x, n) for y, row in enumerate(bands) for x in range(len(row)))
        for n in range(len(BANDS) + 1)
    )
    return HeatMap(paths, len(rows[0]) if rows else 0, len(rows))


def _run(y: int, row: list[int | None], x: int, wanted: int) -> str:
    """The rectangle of a run of cells that begins at ``x``, or nothing."""
    if row[x] != wanted or (x > 0 and row[x - 1] == wanted):
        return ""
    end = next((k for k in range(x, len(row)) if row[k] != wanted), len(row))
    width = (end - x) * CELL_WIDTH
    return f"M{x * CELL_WIDTH} {y * CELL_HEIGHT}h{width}v{CELL_HEIGHT - 1}h-{width}z"
