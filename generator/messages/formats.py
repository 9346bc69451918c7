"""Filters of templates: numbers, days, and entries of an edition by id. No rule lives here."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.analysis.statements import changed_statements
from generator.charts.bars import percent_bar
from generator.charts.heat import band
from generator.messages.labels import Labels
from generator.model.clauses import RubricLevel, Standard
from generator.model.methods import Method
from generator.model.scales import Level
from generator.scoring.points import beyond_target, knots_around, rounded, worth_of_level


@lru_cache(maxsize=50_000)
def date_text(day: dt.date, labels: Labels) -> str:
    """Return a day as people write it in the language of the labels."""
    name = labels.section("ui")["months"][day.month - 1]
    return labels("ui.date", year=day.year, month=day.month, day=day.day, name=name)


@lru_cache(maxsize=50_000)
def number(value: Decimal) -> str:
    """Write a decimal in plain notation: no trailing zeros, and ``−`` as the minus sign."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


@lru_cache(maxsize=50_000)
def fixed(value: Decimal, places: int) -> str:
    """Write a decimal with a number of places, rounded half up, as a published score is."""
    text = f"{rounded(value, places):f}"
    return text.replace("-", "−") if text.strip("-0.") else text.removeprefix("-")


@lru_cache(maxsize=50_000)
def score(value: Decimal, places: int) -> str:
    """Write a score that counts: with at least a number of places, and with all of its own."""
    return fixed(value, places) if rounded(value, places) == value else number(value)


@lru_cache(maxsize=50_000)
def signed(value: Decimal) -> str:
    """Write a decimal with its sign: ``+0.5``, ``−2``, ``0``."""
    return f"+{number(value)}" if value > 0 else number(value)


@lru_cache(maxsize=50_000)
def moved(value: Decimal, places: int) -> str:
    """Write a change with its sign and a number of places: ``+0.50``, ``−2.00``, ``0.00``."""
    return f"+{fixed(value, places)}" if value > 0 else fixed(value, places)


def negated(value: Decimal) -> Decimal:
    """Return a deduction, which is a positive number, as the loss that it is. 0 has no sign."""
    return -value if value else value


def titled(entries: Sequence[Any], id: str, others: Sequence[Any] = ()) -> str:
    """Return the title of the first entry with an id, in ``entries`` or else among ``others``.

    Raises ``KeyError`` if neither has such an entry.
    """
    for entry in (*entries, *others):
        if entry.id == id:
            title: str = entry.title
            return title
    raise KeyError(id)


def all_titled(entries: Sequence[Any], ids: Iterable[str]) -> list[str]:
    """Return the titles of the entries with these ids, in the order of the ids."""
    return [titled(entries, id) for id in ids]


def place_of(entries: Sequence[Any], id: str) -> str:
    """Return where an entry stands in a list: ``first``, ``last``, or its number from 1."""
    place = next(n for n, entry in enumerate(entries, start=1) if entry.id == id)
    return "first" if place == 1 else "last" if place == len(entries) else str(place)


def scoring(methods: Iterable[Method], standard: Standard) -> list[str]:
    """Return the titles of the methods that give a mark for a standard."""
    by_marks = (method for method in methods if method.by == "marks")
    return [m.title for m in by_marks if not standard.methods or m.id in standard.methods]


def share(standard: Standard, level: Level | RubricLevel) -> Decimal:
    """Return the mark, in points, that a level gives on a standard."""
    return worth_of_level(level, standard)


def times(level: Level, count: int) -> Decimal:
    """Return the points that a number of ballots for a level makes."""
    return level.points * count


def nested(points: Mapping[str, object]) -> bool:
    """Say whether a table of points has a row of kinds for each tier, not one number."""
    return any(isinstance(row, Mapping) for row in points.values())


def heading_of(entry: Any) -> str:
    """Return what an entry is listed under: its title, or its text without the full stop if it
    has no title; of the same type, so that pages know a text of the data."""
    if hasattr(entry, "title"):
        title: str = entry.title
        return title
    text: str = entry.text
    return type(text)(text.rstrip("。."))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "all_titled": all_titled,
    "band": band,
    "bar": percent_bar,
    "beyond": beyond_target,
    "changed_statements": changed_statements,
    "fixed": fixed,
    "heading_of": heading_of,
    "knots": knots_around,
    "moved": moved,
    "negated": negated,
    "nested": nested,
    "number": number,
    "place_of": place_of,
    "scoring": scoring,
    "score": score,
    "share": share,
    "signed": signed,
    "times": times,
    "titled": titled,
}
