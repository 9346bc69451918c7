"""The values that scoring yields: a scorecard and the steps that lead to it."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from generator.model.base import Named
from generator.model.clauses import Adjustment, Effect, NegativeCase
from generator.model.edition import Edition, Grade, Limit
from generator.model.methods import Method
from generator.model.result import Organization, Result
from generator.model.scales import Level
from generator.scoring.mark import AspectScore, Mark
from generator.scoring.peers import NO_PEERS, Compared, Peers
from generator.scoring.tally import NOTHING, AdjustmentScore, CaseScore, Tally


class MethodScore(Struct, frozen=True, eq=False):
    """The score of one method.

    ``scored`` is exact, ``rounded`` to the places of the edition, and what it is worth beside
    others, if they matter, is ``compared``. ``raw`` (0 to the ceiling) includes the
    points of adjustments or negative cases that are ``fed`` into the method. ``weight`` is in
    percent, ``weighted`` the share in the total. ``earned`` is the sum of the marks, of the points
    on the ballots or of the scores ``kept``; ``possible`` the sum of the points of the
    standards that apply, or of as many full scores. ``dropped`` are the scores that do not count.
    A method with ``periods`` has the marks of all of them, one period after the other.
    """

    method: Method
    scored: Decimal
    rounded: Decimal
    raw: Decimal
    weight: Decimal
    weighted: Decimal
    marks: tuple[Mark, ...] = ()
    earned: Decimal = Decimal(0)
    possible: Decimal = Decimal(0)
    level: Level | None = None
    ballots: tuple[tuple[Level, int], ...] = ()
    kept: tuple[Decimal, ...] = ()
    dropped: tuple[Decimal, ...] = ()
    note: str | None = None
    fed: Decimal = Decimal(0)
    periods: tuple["PeriodScore", ...] = ()
    compared: Compared | None = None

    @property
    def exact(self) -> bool:
        """Whether what was scored needed no rounding."""
        return self.scored == self.rounded

    @property
    def held(self) -> bool:
        """Whether 0 or the ceiling of the method held its raw score."""
        return self.raw != self.unfed + self.fed

    @property
    def unfed(self) -> Decimal:
        """The score before its bounds, and before anything is fed into it."""
        return self.compared.points if self.compared else self.rounded

    @property
    def clause_weight(self) -> Decimal:
        """The weight at which points of its marks reach the total.

        It is 0 where others matter: what a mark is worth then depends on them.
        """
        return Decimal(0) if self.compared else self.weight

    @property
    def difference(self) -> Decimal:
        """The marks above (positive) or below the points of the standards, summed."""
        return self.earned - self.possible

    @property
    def raws(self) -> list[Decimal]:
        """The raw scores of the periods that are recorded."""
        return [period.score.raw for period in self.periods if period.score]

    @property
    def scores(self) -> tuple[Decimal, ...]:
        """What graders entered, in rising order."""
        return tuple(sorted(self.kept + self.dropped))

    @property
    def full(self) -> Decimal:
        """The highest score that a grader can enter."""
        return self.method.full_score

    @property
    def started(self) -> Decimal:
        """The sum of the starts of the standards that apply."""
        starts = [mark.standard.starts_at for mark in self.marks if mark.value is not None]
        return sum(starts, Decimal(0))

    @property
    def change(self) -> Decimal:
        """The marks above (positive) or below the starts of the standards, summed."""
        return self.earned - self.started

    @property
    def cast(self) -> int:
        """The number of ballots."""
        return sum(count for _, count in self.ballots)


class PeriodScore(Struct, frozen=True, eq=False):
    """The score of a method in one period; ``None`` if it is not recorded, or did not exist for
    the organization: ``without`` then holds the reason."""

    period: Named
    score: MethodScore | None = None
    without: str | None = None

    @property
    def missing(self) -> bool:
        """Whether it is still to be recorded."""
        return self.score is None and self.without is None


class Hold(Struct, frozen=True, eq=False):
    """A limit, a case or a quota that applies, and the grade that it leads to.

    It ``decides`` the grade alone, ``lifts`` it where it would be worse, or lets it be no better.
    ``of`` is the id of what a limit measured, where it looks at several things. ``full`` is the
    grade whose quota is used up.
    """

    grade: Grade
    decides: bool
    lifts: bool = False
    limit: Limit | None = None
    case: NegativeCase | None = None
    of: str = ""
    full: Grade | None = None

    @property
    def effect(self) -> Effect | None:
        """What the limit or the case leads to; a quota has nothing more."""
        return self.limit or self.case


def effective_holds(
    edition: Edition, holds: tuple[Hold, ...], by_cutoff: Grade | None, calculated: Grade | None
) -> tuple[Hold, ...]:
    """Return the holds each of which alone would give the calculated grade.

    One that only lets the grade be no better has no effect where the grade would be no better
    without it: the grade by cut-off, or one that it is lifted to. One that lifts has an effect
    where the grade by cut-off is worse than the calculated one, and it lifts that far.
    """
    if not holds or calculated is None:
        return ()
    if by_cutoff is None:
        return tuple(hold for hold in holds if hold.grade.id == calculated.id)
    place = {grade.id: n for n, grade in enumerate(edition.grades)}
    own, decided = place[calculated.id], vetoed(holds)
    lifted = min([place[by_cutoff.id], *(place[h.grade.id] for h in holds if h.lifts)])

    def takes_effect(hold: Hold) -> bool:
        at = place[hold.grade.id]
        if hold.lifts:
            return not decided and at <= own < place[by_cutoff.id]
        return at == own and (hold.decides or lifted < at)

    return tuple(hold for hold in holds if takes_effect(hold))


def vetoed(holds: tuple[Hold, ...]) -> bool:
    """Tell whether a veto decides: such a result has no rank and is compared with no other."""
    return any(hold.decides for hold in holds)


def total_after(holds: tuple[Hold, ...], total: Decimal) -> Decimal:
    """Return what vetoes make of a total: the lowest of those that they set or allow."""
    effects = [hold.effect for hold in holds if hold.decides and hold.effect]
    totals = [effect.total_set for effect in effects if effect.total_set is not None]
    most = [effect.total_at_most for effect in effects if effect.total_at_most is not None]
    return min([*totals, *most] if totals else [total, *most])


class Scorecard(Struct, frozen=True, eq=False):
    """One organization's year under the edition in force.

    ``base`` is the sum of the weighted scores, ``unbounded`` the total before floor, ceiling,
    rounding and vetoes, ``before_veto`` the total before vetoes alone. ``by_cutoff`` is the grade
    by that, ``calculated`` what holds make of it, ``grade`` the final one. Figures and grades are
    ``None`` where the result gives no grade: not assessed is never 0.
    """

    edition: Edition
    organization: Organization
    result: Result
    methods: tuple[MethodScore, ...] = ()
    base: Decimal | None = None
    adjustments: Tally[AdjustmentScore] = NOTHING
    negative: Tally[CaseScore] = NOTHING
    unbounded: Decimal | None = None
    before_veto: Decimal | None = None
    total: Decimal | None = None
    aspects: Mapping[str, AspectScore] | None = None
    by_cutoff: Grade | None = None
    holds: tuple[Hold, ...] = ()
    calculated: Grade | None = None
    grade: Grade | None = None
    peers: Peers = NO_PEERS

    @property
    def year(self) -> int:
        """The assessed year."""
        return self.result.year

    @property
    def name(self) -> str:
        """The organization's name in that year."""
        return self.organization.name_in(self.year)

    @property
    def kind(self) -> str:
        """The id of the organization's kind in that year."""
        return self.organization.kind_in(self.year)

    @property
    def bounded(self) -> bool:
        """Whether the floor or the ceiling of the total took effect."""
        floor, ceiling = self.edition.total.floor, self.edition.total.ceiling
        low = floor is not None and self.unbounded is not None and self.unbounded < floor
        return low or (
            ceiling is not None and self.unbounded is not None and self.unbounded > ceiling
        )

    @property
    def interim(self) -> bool:
        """Whether its year is still under way: what it shows is known so far, and no total."""
        return self.result.state == "interim" and self.result.no_grade is None

    @property
    def vetoed(self) -> bool:
        """Whether a veto decides, so that the card is compared with no other."""
        return vetoed(self.holds)

    @property
    def cut(self) -> bool:
        """Whether a veto changed the total."""
        return self.total is not None and self.total != self.before_veto

    @property
    def rounded(self) -> bool:
        """Whether rounding, and no floor or ceiling, changed the total before vetoes."""
        return not self.bounded and self.unbounded != self.before_veto

    def worth_of(self, rule: Adjustment | NegativeCase) -> Decimal:
        """Return what a point of an adjustment or a negative case is worth in the total."""
        return self.worth_in_total(self.edition.fed_by(rule))

    def worth_in_total(self, feeds: str) -> Decimal:
        """Return what a point that is fed into a method or the total is worth in the total.

        A method passes on its weight of it. ``feeds`` is the id of a method, or ``total``.
        """
        for score in self.methods:
            if score.method.id == feeds:
                return score.weight.scaleb(-2)
        return Decimal(1)

    @property
    def effective_holds(self) -> tuple[Hold, ...]:
        """The holds that made the calculated grade what it is."""
        return effective_holds(self.edition, self.holds, self.by_cutoff, self.calculated)

    @property
    def idle_holds(self) -> tuple[Hold, ...]:
        """The holds that apply, and change nothing."""
        effective = self.effective_holds
        return tuple(hold for hold in self.holds if hold not in effective)
