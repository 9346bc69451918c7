"""Compare the results of a year with each other: places, medians, counts of grades."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

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
    """The results of a year, and what each of them is compared with.

    ``ranks`` holds the place of each organization that has a total, by its id; ``medians`` the
    median percentage of each aspect, by its id. Without totals there is no ``spread``.
    """

    cards: Sequence[CardSummary]
    ranks: Mapping[str, int]
    medians: Mapping[str, Decimal]
    spread: Spread | None


def peers(cards: Sequence[CardSummary]) -> Peers:
    """Compare the results of a year with each other."""
    totals = tuple(card.total for card in cards if card.total is not None)
    return Peers(
        cards,
        places(cards),
        _aspect_medians(cards),
        Spread(min(totals), median(totals), max(totals)) if totals else None,
    )


def places(cards: Sequence[CardSummary]) -> dict[str, int]:
    """Return the place of each organization that has a total, by its id; equals share the better
    place."""
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
class GroupFigures:
    """Some results of one year in numbers: how many there are, how many of each grade, by its id,
    and without a grade, and the median of the totals, where there are any."""

    edition: Edition
    results: int
    grades: Mapping[str, int]
    ungraded: int
    median: Decimal | None


def count_group(cards: Sequence[CardSummary]) -> GroupFigures:
    """Count some results of one year, of which there is at least one."""
    totals = [card.total for card in cards if card.total is not None]
    return GroupFigures(
        edition=cards[0].edition,
        results=len(cards),
        grades=Counter(card.grade.id for card in cards if card.grade),
        ungraded=sum(card.grade is None for card in cards),
        median=median(totals) if totals else None,
    )
