"""A year beside the year before: who rose and fell on equal rules, and what was lost again.

Totals of two years compare only under the same rules. So last year's facts are taken as they count
under the rules of this year (``CardSummary.carried``), as on the card of each organization.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median

from msgspec import Struct

from generator.scoring.points import rounded
from generator.scoring.summary import CardSummary

MOST_MOVED = 5
"""How many organizations the list of those that rose, or fell, most names."""
MOST_REPEATS = 20
MOST_NAMES = 5
"""How many organizations the list of clauses that were lost on again names of each clause."""


class Moved(Struct, frozen=True, eq=False):
    """An organization whose total compares with the year before, and by how much it moved.

    ``carried`` is last year's total under this year's rules, ``change`` what lies between it and
    this year's.
    """

    card: CardSummary
    carried: Decimal
    total: Decimal

    @property
    def change(self) -> Decimal:
        """The points by which the total rose (positive) or fell."""
        return self.total - self.carried


class YearChange(Struct, frozen=True, eq=False):
    """The totals of a year beside those of the year before, on equal rules.

    ``before`` and ``after`` are the medians of the organizations that have both totals. ``rose``
    and ``fell`` hold at most ``MOST_MOVED``, those that moved most first; ``best`` and ``worst``
    all that moved most of them, which may be several.
    """

    organizations: int
    before: Decimal
    after: Decimal
    rising: int
    falling: int
    rose: tuple[Moved, ...]
    fell: tuple[Moved, ...]
    most_rose: tuple[Moved, ...]
    most_fell: tuple[Moved, ...]

    @property
    def change(self) -> Decimal:
        """The points by which the median rose (positive) or fell."""
        return self.after - self.before

    @property
    def extremes(self) -> tuple[Moved, ...]:
        """Those that rose and fell most, from the highest rise to the deepest fall."""
        return self.rose + self.fell[::-1]

    @property
    def same(self) -> int:
        """The number of organizations whose total is the same."""
        return self.organizations - self.rising - self.falling


def year_change(cards: Sequence[CardSummary]) -> YearChange | None:
    """Set the cards of a year beside the year before; ``None`` if no organization has both."""
    moved = [
        Moved(card, card.carried, card.total)
        for card in cards
        if card.ranked and card.carried is not None and card.total is not None
    ]
    if not moved:
        return None
    rose = sorted((m for m in moved if m.change > 0), key=lambda m: (-m.change, _id(m)))
    fell = sorted((m for m in moved if m.change < 0), key=lambda m: (m.change, _id(m)))
    places = cards[0].edition.rounding.total
    return YearChange(
        organizations=len(moved),
        before=rounded(median(m.carried for m in moved), places),
        after=rounded(median(m.total for m in moved), places),
        rising=len(rose),
        falling=len(fell),
        rose=tuple(rose[:MOST_MOVED]),
        fell=tuple(fell[:MOST_MOVED]),
        most_rose=tuple(m for m in rose if m.change == rose[0].change),
        most_fell=tuple(m for m in fell if m.change == fell[0].change),
    )


def _id(moved: Moved) -> str:
    return moved.card.organization.id


class Repeat(Struct, frozen=True, eq=False):
    """A clause on which ``count`` organizations lost points in a year and in the year before.

    ``cards`` holds at most ``MOST_NAMES`` of theirs, in the order of ids.
    """

    clause: str
    count: int
    cards: tuple[CardSummary, ...]


def repeats(now: Sequence[CardSummary], before: Sequence[CardSummary]) -> tuple[Repeat, ...]:
    """Return the ``MOST_REPEATS`` clauses that most organizations lost points on in both years.

    A clause keeps its id from edition to edition, and no id is used for another clause.
    """
    costly = {card.organization.id: set(card.costly) for card in before}
    again: Mapping[str, list[CardSummary]] = defaultdict(list)
    for card in sorted(now, key=lambda card: card.organization.id):
        for clause in card.costly:
            if clause in costly.get(card.organization.id, ()):
                again[clause].append(card)
    order = sorted(again.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(
        Repeat(clause, len(cards), tuple(cards[:MOST_NAMES]))
        for clause, cards in order[:MOST_REPEATS]
    )
