"""Which share of its points an aspect earned; few figures make many of them alike."""

from decimal import Decimal
from functools import lru_cache

from generator.scoring.card import AspectScore, Scorecard


def percents(card: Scorecard) -> dict[str, Decimal]:
    """The percentages of a card by aspect, of those that have points."""
    found = (card.aspects or {}).values()
    shares = {one.id: percent(one.earned, one.possible) for one in found}
    return {id: share for id, share in shares.items() if share is not None}


@lru_cache(maxsize=16_384)
def percent(earned: Decimal, possible: Decimal) -> Decimal | None:
    """The same as an aspect itself says, which divides each time."""
    return AspectScore("", earned, possible).percent
