"""Statistics of the results of a year: ranks, spread, medians, numbers of grades."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median

from msgspec import Struct

from generator.model.edition import Edition
from generator.scoring.points import rounded
from generator.scoring.summary import CardSummary


class Spread(Struct, frozen=True):
    """The lowest total of a year, the median and the highest, in points."""

    low: Decimal
    median: Decimal
    high: Decimal


class YearStatistics(Struct, frozen=True, eq=False):
    """What a card of a year is compared with; what a veto decided takes no part.

    ``ranks`` holds the rank of each organization, by its id, among all or among its kind as the
    edition says, and ``kind_ranks`` that among its kind; ``ranked`` counts those that have one.
    ``medians`` holds the median percentage of each aspect, by its id. ``spread`` is ``None``
    without any total.
    """

    cards: Sequence[CardSummary]
    ranks: Mapping[str, int]
    kind_ranks: Mapping[str, int]
    medians: Mapping[str, Decimal]
    totals: tuple[Decimal, ...]
    spread: Spread | None
    ranked: int


def year_statistics(cards: Sequence[CardSummary]) -> YearStatistics:
    """Return the statistics of the cards of one year."""
    totals = tuple(card.total for card in cards if card.total is not None and card.ranked)
    ranks = rank_organizations(cards)
    kind_ranks = {
        id: rank
        for group in by_kind(cards).values()
        for id, rank in rank_organizations(group).items()
    }
    return YearStatistics(
        cards=cards,
        ranks=kind_ranks if ranked_by_kind(cards) else ranks,
        kind_ranks=kind_ranks,
        medians=_aspect_medians(cards),
        totals=totals,
        spread=Spread(min(totals), _median_total(cards, totals), max(totals)) if totals else None,
        ranked=len(ranks),
    )


def granted_statistics(
    cards: Sequence[CardSummary],
    ranks: Mapping[str, int],
    kind_ranks: Mapping[str, int],
    ranked: int,
) -> YearStatistics:
    """Return the statistics of cards whose readers are told their ranks among others, and nothing
    else of these."""
    return YearStatistics(cards, ranks, kind_ranks, {}, (), None, ranked)


def places(statistics: YearStatistics) -> Mapping[str, int]:
    """Return the rank of each organization among all, by its id, whatever the edition ranks."""
    by_kind = ranked_by_kind(statistics.cards)
    return rank_organizations(statistics.cards) if by_kind else statistics.ranks


def ranked_by_kind(cards: Sequence[CardSummary]) -> bool:
    """Tell whether the edition of the cards of a year ranks each kind for itself."""
    return bool(cards) and cards[0].edition.ranking == "kind"


def by_kind(cards: Sequence[CardSummary]) -> dict[str, list[CardSummary]]:
    """Group the cards of a year by the kind of their organization."""
    groups: dict[str, list[CardSummary]] = {}
    for card in cards:
        groups.setdefault(card.kind, []).append(card)
    return groups


def rank_organizations(cards: Sequence[CardSummary]) -> dict[str, int]:
    """Return the rank of each organization that has a total and no veto, by its id.

    The highest total has rank 1. Equal totals share the better rank, and the next rank counts all
    of them: 1, 2, 2, 4.
    """
    ranked = [(card, card.total) for card in cards if card.total is not None and card.ranked]
    totals = sorted((total for _, total in ranked), reverse=True)
    ranks: dict[Decimal, int] = {}
    for rank, total in enumerate(totals, start=1):
        ranks.setdefault(total, rank)
    return {card.organization.id: ranks[total] for card, total in ranked}


def by_rank(cards: Iterable[CardSummary], ranks: Mapping[str, int]) -> list[CardSummary]:
    """Return the cards of a year best first, equals by id, and last those without a rank."""
    last = len(ranks) + 1
    return sorted(
        cards, key=lambda card: (ranks.get(card.organization.id, last), card.organization.id)
    )


def _median_total(cards: Sequence[CardSummary], totals: Iterable[Decimal]) -> Decimal:
    """Return the median of totals of a year, with as many places as these have."""
    return rounded(median(totals), cards[0].edition.rounding.total)


def _aspect_medians(cards: Sequence[CardSummary]) -> dict[str, Decimal]:
    percents: dict[str, list[Decimal]] = defaultdict(list)
    for card in (card for card in cards if card.ranked):
        for aspect, percent in card.aspects.items():
            percents[aspect].append(percent)
    return {aspect: rounded(median(values), 1) for aspect, values in percents.items()}


class YearSummary(Struct, frozen=True, eq=False):
    """The results of a year, or of some organizations in it, in numbers.

    ``grades`` counts the results of each grade by its id, ``ungraded`` those without a grade.
    ``median`` is that of the totals, rounded as these are, ``None`` if there are none.
    """

    edition: Edition
    results: int
    grades: Mapping[str, int]
    ungraded: int
    median: Decimal | None


def summarize_year(cards: Sequence[CardSummary]) -> YearSummary:
    """Count results of one year, of which there is at least one."""
    totals = [card.total for card in cards if card.total is not None and card.ranked]
    return YearSummary(
        edition=cards[0].edition.whole,
        results=len(cards),
        grades=Counter(card.grade.id for card in cards if card.grade),
        ungraded=sum(card.grade is None for card in cards),
        median=_median_total(cards, totals) if totals else None,
    )
