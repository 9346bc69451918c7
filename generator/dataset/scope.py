"""What the readers of a book may see; and the figures of others that they are given by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.model.edition import Edition, Grade


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A row of a plain ranking: an organization by its name and kind in the year, and its rank.

    ``total`` and ``grade`` are ``None`` where readers see ranks alone.
    """

    rank: int
    name: str
    kind: str
    edition: Edition
    total: Decimal | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """Figures of a year that come from organizations which readers do not see whole.

    ``ranks`` and ``kind_ranks`` are those of organizations that they do see, by id; ``ranked`` is
    the number of organizations that have a rank; ``rows`` are the plain ranking, best first.
    """

    ranks: Mapping[str, int] = field(default_factory=dict)
    kind_ranks: Mapping[str, int] = field(default_factory=dict)
    ranked: int = 0
    rows: tuple[RankedRow, ...] = ()


@dataclass(frozen=True, eq=False)
class Scope:
    """What readers see of a book: its kinds of ``pages``, and the scorecards of the organizations
    in ``cards``; ``None`` stands for all.

    A ``partial`` book knows some organizations only. What is computed from all of them is absent,
    but for what is ``granted``, by year. ``years`` are all assessed years.
    """

    pages: frozenset[str] | None = None
    cards: frozenset[str] | None = None
    partial: bool = False
    granted: Mapping[int, Granted] = field(default_factory=dict)
    years: tuple[int, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether this is what trees have in common, each of which belongs to organizations."""
        return self.pages is not None and "own" in self.pages and not self.cards

    def has_page(self, kind: str) -> bool:
        """Tell whether readers see a kind of page."""
        return self.pages is None or kind in self.pages

    def has_cards(self, organization: str) -> bool:
        """Tell whether readers see the scorecards of an organization, given by its id."""
        return self.cards is None or organization in self.cards


WHOLE = Scope()
"""All that there is."""
