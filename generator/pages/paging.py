"""Lists that grow with the number of organizations, in pages that stay small."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

MOST_ROWS = 200
"""The rows of a list on one page: no page grows with the number of organizations."""

Row = TypeVar("Row")
Key = TypeVar("Key")


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


def shared_out(lists: Mapping[Key, Sequence[Row]]) -> dict[Key, tuple[Row, ...]]:
    """Lists that stand on one page. If they have too many rows together, each is cut to an
    equal share, but never to nothing."""
    whole = sum(map(len, lists.values())) <= MOST_ROWS
    share = None if whole else max(MOST_ROWS // len(lists), 1)
    return {key: tuple(rows[:share]) for key, rows in lists.items()}
