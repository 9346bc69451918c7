"""What holds a grade down, or decides it."""

from dataclasses import dataclass

from generator.model.clauses import NegativeCase
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
    if not holds or by_cutoff is None or calculated is None:
        return ()
    place = {grade.id: n for n, grade in enumerate(edition.grades)}
    return tuple(
        hold
        for hold in holds
        if hold.grade.id == calculated.id
        and (hold.decides or place[by_cutoff.id] < place[hold.grade.id])
    )
