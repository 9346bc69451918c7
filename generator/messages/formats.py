"""What templates may ask of values: numbers as text, titles by id. No rule lives here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.charts.heat import band
from generator.model.clauses import RubricLevel, Standard
from generator.model.edition import Level, Method
from generator.scoring.marks import worth_of_level
from generator.scoring.points import rounded


def number(value: Decimal) -> str:
    """A decimal in plain notation, without superfluous zeros, with a true minus sign."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


@lru_cache(maxsize=50_000)
def fixed(value: Decimal, places: int) -> str:
    """A decimal with just so many places, half up, as a published score is printed."""
    text = f"{rounded(value, places):f}"
    return text.replace("-", "−") if text.strip("-0.") else text.removeprefix("-")


@lru_cache(maxsize=50_000)
def signed(value: Decimal) -> str:
    """A decimal with its sign: ``+0.5``, ``−2``, ``0``."""
    return f"+{number(value)}" if value > 0 else number(value)


def moved(value: Decimal, places: int) -> str:
    """A change with its sign and just so many places: ``+0.50``, ``−2.00``, ``0.00``."""
    return f"+{fixed(value, places)}" if value > 0 else fixed(value, places)


def negated(value: Decimal) -> Decimal:
    """A deduction, kept as a positive number, as the loss that it is."""
    return -value if value else value


def titled(entries: Sequence[Any], id: str, others: Sequence[Any] = ()) -> str:
    """The title of the entry with that id, in a list or else among ``others``."""
    title = _titles.of(entries).get(id)
    return title if title is not None else _titles.of(others)[id]


class _Titles:
    """The titles of lists by id, each list gone through once; few lists are kept."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Sequence[Any], dict[str, str]]] = {}

    def of(self, entries: Sequence[Any]) -> dict[str, str]:
        """The titles of a list; it is known as an object, since comparing it would take longer."""
        found = self._known.get(id(entries))
        if found is None:
            if len(self._known) >= _MOST_LISTS:
                self._known.clear()
            titles = {entry.id: entry.title for entry in reversed(entries)}
            found = self._known[id(entries)] = (entries, titles)
        return found[1]


_MOST_LISTS = 500
_titles = _Titles()


def all_titled(entries: Sequence[Any], ids: Iterable[str]) -> list[str]:
    """The titles of the entries with those ids, in their order."""
    return [titled(entries, id) for id in ids]


def place_of(entries: Sequence[Any], id: str) -> str:
    """Where an entry stands in a list: ``first``, ``last``, or its place from 1."""
    place = next(n for n, entry in enumerate(entries, start=1) if entry.id == id)
    return "first" if place == 1 else "last" if place == len(entries) else str(place)


def scoring(methods: Iterable[Method], standard: Standard) -> list[str]:
    """The titles of the methods that score a standard."""
    marks = (method for method in methods if method.by == "marks")
    return [m.title for m in marks if not standard.methods or m.id in standard.methods]


def share(standard: Standard, level: Level | RubricLevel) -> Decimal:
    """The mark that a level gives on a standard."""
    return worth_of_level(level, standard)


def times(level: Level, count: int) -> Decimal:
    """The points of so many ballots for a level."""
    return level.points * count


def nested(points: Mapping[str, object]) -> bool:
    """Whether a table of points goes by tier and kind, and not by tier alone."""
    return any(isinstance(row, Mapping) for row in points.values())


def heading_of(entry: Any) -> str:
    """What an entry is known by: its title, or its text."""
    heading: str = entry.title if hasattr(entry, "title") else entry.text
    return heading


FILTERS: Mapping[str, Callable[..., Any]] = {
    "all_titled": all_titled,
    "band": band,
    "fixed": fixed,
    "heading_of": heading_of,
    "moved": moved,
    "negated": negated,
    "nested": nested,
    "number": number,
    "place_of": place_of,
    "scoring": scoring,
    "share": share,
    "signed": signed,
    "times": times,
    "titled": titled,
}
