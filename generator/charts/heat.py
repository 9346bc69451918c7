"""Heat map: a row of cells for each organization, a cell for each aspect, in five bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

BANDS = (Decimal(95), Decimal(90), Decimal(85), Decimal(75))
"""The lower bounds of the bands in percent, best first. Below the last lies the fifth band."""
CELL_WIDTH, CELL_HEIGHT = 52, 15
LABEL_WIDTH, HEAD_HEIGHT = 150, 32
LABEL_GAP = 6
LINE = 5
"""The most characters of a heading that fit a line above a cell."""
LONGEST_LABEL = 14
"""The most characters of the name of a row that are shown."""


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a row or a column, in one line or two, and where it stands."""

    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The path that draws all cells of a band, for each band, and the names of rows and columns."""

    paths: tuple[str, ...]
    columns: tuple[Name, ...]
    rows: tuple[Name, ...]

    @property
    def width(self) -> int:
        """The width of the map, in SVG units."""
        return LABEL_WIDTH + len(self.columns) * CELL_WIDTH

    @property
    def height(self) -> int:
        """The height of the map, in SVG units."""
        return HEAD_HEIGHT + len(self.rows) * CELL_HEIGHT


def band(percent: Decimal | None) -> int | None:
    """Return the band of a percentage, from 0 (best) to 4; ``None`` for what is not scored."""
    if percent is None:
        return None
    return next((n for n, bound in enumerate(BANDS) if percent >= bound), len(BANDS))


def heat_map(
    columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Decimal | None]]]
) -> HeatMap:
    """Return the map of named rows of percentages, one for each of the named columns.

    Neighbours in one band become one rectangle.
    """
    bands = [[band(percent) for percent in row] for _, row in rows]
    paths = tuple(
        "".join(
            _rectangle(y, row, x, number) for y, row in enumerate(bands) for x in range(len(row))
        )
        for number in range(len(BANDS) + 1)
    )
    heads = (Name(_left(n) + CELL_WIDTH // 2, 0, _lines(name)) for n, name in enumerate(columns))
    names = (
        Name(LABEL_WIDTH - LABEL_GAP, _top(n) + CELL_HEIGHT // 2, (_shortened(name),))
        for n, (name, _) in enumerate(rows)
    )
    return HeatMap(paths, tuple(heads), tuple(names))


def _left(column: int) -> int:
    return LABEL_WIDTH + column * CELL_WIDTH


def _top(row: int) -> int:
    return HEAD_HEIGHT + row * CELL_HEIGHT


def _lines(name: str) -> tuple[str, ...]:
    half, kind = -(-len(name) // 2), type(name)  # which tells texts of the data apart
    return (name,) if len(name) <= LINE else (kind(name[:half]), kind(name[half:]))


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_LABEL:
        return name
    return type(name)(f"{name[: LONGEST_LABEL - 1]}…")


def _rectangle(y: int, row: list[int | None], x: int, number: int) -> str:
    """Return the path of the cells of band ``number`` from ``x`` on; empty if none begin there."""
    if row[x] != number or (x > 0 and row[x - 1] == number):
        return ""
    end = next((k for k in range(x, len(row)) if row[k] != number), len(row))
    width = (end - x) * CELL_WIDTH
    return f"M{_left(x)} {_top(y)}h{width}v{CELL_HEIGHT - 1}h-{width}z"
