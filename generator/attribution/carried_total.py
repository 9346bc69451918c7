"""Summarize scorecards beside the year before: what last year's work is worth under the rules of
this year."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from generator.attribution.split import last_year_rescored
from generator.scoring.card import Scorecard
from generator.scoring.summarize import summarize
from generator.scoring.summary import CardSummary


def summarize_years(cards: Sequence[Scorecard], years: Iterable[int]) -> Iterator[CardSummary]:
    """Summarize the cards of one organization, given in the order of their years.

    ``years`` are all assessed years. A card is set beside that of the assessed year before, if the
    organization has one.
    """
    by_year = {card.year: card for card in cards}
    known = sorted(set(years))
    earlier = dict(zip(known[1:], known, strict=False))
    for card in cards:
        before = by_year.get(earlier.get(card.year, card.year))
        carried = carried_total(before, card) if before and before is not card else None
        yield replace(summarize(card), carried=carried)


def carried_total(before: Scorecard, after: Scorecard) -> Decimal | None:
    """Return the total of the year before under the rules of this year.

    ``None`` if one of the two is a draft, has no total, or is decided by a veto: these are compared
    with nothing.
    """
    if any(c.total is None or c.vetoed or c.result.state == "draft" for c in (before, after)):
        return None
    rescored, _ = last_year_rescored(before, after)
    return None if rescored.vetoed else rescored.total
