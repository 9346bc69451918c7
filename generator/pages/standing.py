"""What the cards of a year are compared with: places, totals, medians, counts of grades."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from statistics import median

from generator.charts.strip import Histogram, histogram
from generator.dataset.book import Book
from generator.model.edition import Edition
from generator.scoring.summary import CardSummary


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest total of a year, the median and the highest."""

    low: Decimal
    median: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """The cards of a year, and what each of them is compared with; ``spread`` is the lowest
    total, the median and the highest, where there are totals."""

    cards: Sequence[CardSummary]
    ranks: Mapping[str, int]
    medians: Mapping[str, Decimal]
    histogram: Histogram | None
    spread: Spread | None


@lru_cache(maxsize=1)
def peers_by_year(book: Book) -> Mapping[int, Peers]:
    """Return what the cards of each year are compared with, latest year first."""
    return {year: peers(cards) for year, cards in book.by_year.items()}


def peers(cards: Sequence[CardSummary]) -> Peers:
    """The cards of a year with their places, totals and the medians of their aspects."""
    totals = tuple(card.total for card in cards if card.total is not None)
    return Peers(
        cards,
        places(cards),
        _aspect_medians(cards),
        histogram(totals) if totals else None,
        Spread(min(totals), median(totals), max(totals)) if totals else None,
    )


def places(cards: Sequence[CardSummary]) -> dict[str, int]:
    """The place of each organization that has a total; equals share the better place."""
    totals = sorted((card.total for card in cards if card.total is not None), reverse=True)
    first: dict[Decimal, int] = {}
    for n, total in enumerate(totals, start=1):
        first.setdefault(total, n)
    return {card.organization.id: first[card.total] for card in cards if card.total is not None}


def _aspect_medians(cards: Sequence[CardSummary]) -> dict[str, Decimal]:
    """For each aspect the median of the organizations' percentages."""
    found: dict[str, list[Decimal]] = {}
    for card in cards:
        for id, percent in card.aspects.items():
            found.setdefault(id, []).append(percent)
    return {id: median(_in_order(percents)) for id, percents in found.items()}


def _in_order(percents: Sequence[Decimal]) -> list[Decimal]:
    """Percentages in order; of many, few are different."""
    counts = sorted(Counter(percents).items())
    return [percent for percent, times in counts for _ in range(times)]


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """Some cards of one year in numbers: how many, how many of each grade and without one,
    and the median of the totals, where there are any."""

    edition: Edition
    results: int
    grades: Mapping[str, int]
    ungraded: int
    median: Decimal | None


def summaries(book: Book) -> dict[int, Summary]:
    """Each year in numbers."""
    return {year: summary(cards) for year, cards in book.by_year.items()}


def summary(cards: Sequence[CardSummary]) -> Summary:
    """Some cards of one year in numbers."""
    totals = [card.total for card in cards if card.total is not None]
    return Summary(
        edition=cards[0].edition,
        results=len(cards),
        grades=Counter(card.grade.id for card in cards if card.grade),
        ungraded=sum(card.grade is None for card in cards),
        median=median(totals) if totals else None,
    )
