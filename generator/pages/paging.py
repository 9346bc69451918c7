"""Lists that grow with the number of organizations, in pages that stay small."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.analysis.usage import MOST_ROWS

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """One page of a list: its number from 1, its path, its rows, and how many the list has."""

    number: int
    path: str
    rows: tuple[Row, ...]
    total: int


def leaves(rows: Sequence[Row], path_of: Callable[[int], str]) -> tuple[Leaf[Row], ...]:
    """A list in pages; of an empty one there is a page too."""
    starts = range(0, max(len(rows), 1), MOST_ROWS)
    return tuple(
        Leaf(n, path_of(n), tuple(rows[start : start + MOST_ROWS]), len(rows))
        for n, start in enumerate(starts, start=1)
    )


def shared_out(counts: Mapping[str, int]) -> int:
    """How many rows each of the lists may have that stand on one page: all, or, if they have too
    many together, an equal share, but never none."""
    whole = sum(counts.values()) <= MOST_ROWS
    return max(counts.values(), default=0) if whole else max(MOST_ROWS // len(counts), 1)
