"""What holds a grade down, or decides it."""

from dataclasses import dataclass
from decimal import Decimal

from generator.model.clauses import Effect, NegativeCase
from generator.model.edition import Edition, Grade, Limit


@dataclass(frozen=True, slots=True, eq=False)
class Hold:
    """A limit, a case or a quota that applies, and the grade that it leads to.

    It ``decides`` the grade alone, or lets it be no better. ``of`` is the id of what a limit
    measured, where it looks at several things. ``full`` is the grade whose quota is used up.
    """

    grade: Grade
    decides: bool
    limit: Limit | None = None
    case: NegativeCase | None = None
    of: str = ""
    full: Grade | None = None

    @property
    def effect(self) -> Effect | None:
        """What the limit or the case leads to; a quota has nothing more."""
        return self.limit or self.case

    @property
    def reason(self) -> str:
        """The id of the limit or the case, or the quota."""
        holder = self.limit or self.case
        return holder.id if holder else f"quota of {self.full.id if self.full else ''}"


def effective_holds(
    edition: Edition, holds: tuple[Hold, ...], by_cutoff: Grade | None, calculated: Grade | None
) -> tuple[Hold, ...]:
    """Return the holds each of which alone would give the calculated grade.

    One that only lets the grade be no better has no effect where the grade by cut-off is no
    better, for then it would be the same without the hold.
    """
    if not holds or calculated is None:
        return ()
    if by_cutoff is None:
        return tuple(hold for hold in holds if hold.grade.id == calculated.id)
    place = {grade.id: n for n, grade in enumerate(edition.grades)}
    return tuple(
        hold
        for hold in holds
        if hold.grade.id == calculated.id
        and (hold.decides or place[by_cutoff.id] < place[hold.grade.id])
    )


def vetoed(holds: tuple[Hold, ...]) -> bool:
    """Tell whether a veto decides: such a result has no rank and is compared with no other."""
    return any(hold.decides for hold in holds)


def total_after(holds: tuple[Hold, ...], total: Decimal) -> Decimal:
    """Return what vetoes make of a total: the lowest of those that they set or allow."""
    effects = [hold.effect for hold in holds if hold.decides and hold.effect]
    totals = [effect.total_set for effect in effects if effect.total_set is not None]
    most = [effect.total_at_most for effect in effects if effect.total_at_most is not None]
    return min([*totals, *most] if totals else [total, *most])
