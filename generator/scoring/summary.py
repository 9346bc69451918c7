"""What overviews know of a scorecard: its totals, grades and holds, and none of its marks."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from generator.model.edition import Edition, Grade
from generator.model.result import Decision, FollowUp, Organization, Rectification, State, Status
from generator.scoring.card import Hold, effective_holds, vetoed


class CardSummary(Struct, frozen=True, eq=False):
    """The figures of one organization's year that overviews show.

    ``raw`` holds the raw score (0 to 100) of each method by its id. ``adjusted`` is the sum of
    the adjustments and ``deducted`` that of the negative cases, both after their bounds.
    ``aspects`` holds the percentage of each aspect that has points, by its id. ``carried`` is
    the total of the assessed year before under the rules of this year, where the two compare.
    ``lacking`` holds what each method lacks of its full points, weight × (100 − raw) ÷ 100, by id.
    ``costly`` names the clauses that cost the total points. Figures and grades of a result without
    a grade are ``None`` or empty.
    """

    edition: Edition
    organization: Organization
    year: int
    status: tuple[Status, ...]
    no_grade: str | None = None
    decision: Decision | None = None
    raw: Mapping[str, Decimal] = field(default_factory=dict)
    base: Decimal | None = None
    adjusted: Decimal | None = None
    deducted: Decimal | None = None
    total: Decimal | None = None
    aspects: Mapping[str, Decimal] = field(default_factory=dict)
    by_cutoff: Grade | None = None
    holds: tuple[Hold, ...] = ()
    calculated: Grade | None = None
    grade: Grade | None = None
    carried: Decimal | None = None
    lacking: Mapping[str, Decimal] = field(default_factory=dict)
    costly: tuple[str, ...] = ()
    rectification: tuple[Rectification, ...] = ()
    followed: tuple[FollowUp, ...] = ()

    @property
    def name(self) -> str:
        """The organization's name in that year."""
        return self.organization.name_in(self.year)

    @property
    def kind(self) -> str:
        """The id of the organization's kind in that year."""
        return self.organization.kind_in(self.year)

    @property
    def state(self) -> State:
        """The state that the result is in now."""
        return self.status[-1].state

    @property
    def ranked(self) -> bool:
        """Whether it is compared with others: it has a total, and no veto decides."""
        return self.total is not None and not vetoed(self.holds)

    @property
    def effective_holds(self) -> tuple[Hold, ...]:
        """The holds that made the calculated grade what it is."""
        return effective_holds(self.edition, self.holds, self.by_cutoff, self.calculated)
