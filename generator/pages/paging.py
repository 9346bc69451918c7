"""Divide lists that grow with the number of organizations into pages of limited length."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.analysis.usage import MOST_ROWS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[T]):
    """One page of a list.

    ``number`` counts from 1, ``rows`` are those on this page, ``total`` is the number of rows of
    the whole list.
    """

    number: int
    path: str
    rows: tuple[T, ...]
    total: int


def paginate(rows: Sequence[T], path_of: Callable[[int], str]) -> tuple[ListPage[T], ...]:
    """Divide a list into pages of at most ``MOST_ROWS`` rows.

    ``path_of`` returns the path of a page by its number. An empty list has one empty page.
    """
    starts = range(0, max(len(rows), 1), MOST_ROWS)
    return tuple(
        ListPage(number, path_of(number), tuple(rows[start : start + MOST_ROWS]), len(rows))
        for number, start in enumerate(starts, start=1)
    )


def rows_per_list(counts: Mapping[str, int]) -> int:
    """Return how many rows each of several lists may have that stand on one page.

    ``counts`` gives the number of rows of each list. If all fit on a page, no list is cut. If not,
    each gets an equal share of the page, but at least one row.
    """
    if sum(counts.values()) <= MOST_ROWS:
        return max(counts.values(), default=0)
    return max(MOST_ROWS // len(counts), 1)
