"""What clauses cost: each standard and negative case in each year, and how that changed.

A mark is worth more or less of the total according to the method that gives it. So clauses are
ranked by what they took from totals: a standard by the points lost on its mark × the weight of the
method ÷ the points of all standards of the method, a negative case by its deduction.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.analysis.clause_sums import ClauseSum, YearSum
from generator.analysis.edition_changes import comparable, rescored
from generator.model.clauses import NegativeCase, Standard
from generator.model.edition import Edition
from generator.scoring.points import ZERO, round_fraction, rounded
from generator.scoring.standards import standards_of

PLACES = 2
"""The decimal places of what clauses cost, in points."""
MOST_YEARS = 10
"""As many years of a clause are told on one page; those of other editions tell the others."""
Clause = Standard | NegativeCase
Moved = Literal["compared", "new", "changed", "not_comparable", "first"]
"""Whether a clause compares with the year before: it does, it is new, its points have changed, the
editions do not compare, or there is no year before."""


class ClauseYear(Struct, frozen=True):
    """One clause in one year, summed over the organizations that have a total.

    The clause applied to ``assessed`` organizations and cost ``organizations`` of them something.
    A negative case was ``recorded`` on so many cards and so many ``times``, also where another
    case of the same event counts. ``lost`` are points of the clause itself, ``cost`` points of
    totals. ``earned`` of ``possible`` points were given in marks.
    """

    year: int
    edition: Edition
    clause: Clause
    assessed: int = 0
    organizations: int = 0
    recorded: int = 0
    times: int = 0
    lost: Decimal = ZERO
    cost: Fraction = Fraction(0)
    earned: Decimal = ZERO
    possible: Decimal = ZERO

    @property
    def points(self) -> Decimal:
        """The points that the clause took from totals, rounded."""
        return round_fraction(self.cost, PLACES)

    @property
    def average(self) -> Decimal:
        """The points that it took from the total of each organization that it cost something."""
        if not self.organizations:
            return ZERO
        return round_fraction(self.cost / self.organizations, PLACES)

    @property
    def percent(self) -> Decimal | None:
        """The marks given in percent of full marks, to one decimal; ``None`` if none were."""
        return rounded(self.earned * 100 / self.possible, 1) if self.possible else None


class Cost(Struct, frozen=True):
    """A clause among those that cost most in a year, beside the year before.

    ``rank`` counts from 1, the costliest; ``rank_before`` is that of the year before, if it cost
    something then. ``moved`` says whether the two years compare.
    """

    rank: int
    this: ClauseYear
    before: ClauseYear | None
    rank_before: int | None
    moved: Moved

    @property
    def change(self) -> Decimal | None:
        """The points that it cost more than the year before; ``None`` if they do not compare."""
        if self.moved != "compared" or self.before is None:
            return None
        return self.this.points - self.before.points


class HistoryRow(Struct, frozen=True):
    """One year of a clause. ``compares`` tells whether it compares with the row above, if any."""

    this: ClauseYear
    compares: bool | None


class History(Struct, frozen=True):
    """The years of a clause that a page shows, earliest first; ``cut`` if there are others."""

    rows: tuple[HistoryRow, ...] = ()
    cut: bool = False


def count_clauses(year: int, edition: Edition, sums: YearSum) -> dict[str, ClauseYear]:
    """Return what each standard and negative case of an edition cost in a year, by its id.

    ``sums`` are those of the cards of the year. The clauses are in the order of the edition.
    """
    methods = Counter(
        standard.id for method in edition.methods for standard in standards_of(edition, method)
    )
    clauses: tuple[Clause, ...] = (*edition.standards, *edition.negative_cases)
    empty = ClauseSum()
    return {
        clause.id: _count_clause(
            ClauseYear(year, edition, clause, assessed=sums.cards),
            sums.clauses.get(clause.id, empty),
            methods[clause.id],
        )
        for clause in clauses
    }


def _count_clause(empty: ClauseYear, clause_sum: ClauseSum, methods: int) -> ClauseYear:
    """Fill in a year of a clause that ``methods`` methods score; all cards count as assessed."""
    assessed, earned, possible = empty.assessed, ZERO, ZERO
    if isinstance(empty.clause, Standard):
        marks = assessed * methods - clause_sum.off
        possible = marks * empty.clause.points + clause_sum.extra
        assessed = marks // max(methods, 1)
        earned = possible + clause_sum.won - clause_sum.lost
    return replace(
        empty,
        assessed=assessed,
        organizations=clause_sum.touched,
        recorded=clause_sum.recorded,
        times=clause_sum.times,
        lost=clause_sum.lost,
        cost=clause_sum.cost,
        earned=earned,
        possible=possible,
    )


def costliest(
    editions: Mapping[str, Edition],
    now: Mapping[str, ClauseYear],
    before: Mapping[str, ClauseYear],
    most: int,
) -> tuple[Cost, ...]:
    """Return the ``most`` clauses that cost most points in a year, beside the year before.

    Clauses that cost nothing are left out. ``editions`` holds all editions by id, ``now`` and
    ``before`` the clauses of the two years by id; ``before`` is empty if there is no earlier year.
    Clauses of equal cost share the better rank and stay in the order of ``now``.
    """
    ranks, ranks_before = _ranks(now), _ranks(before)
    order = sorted(ranks, key=ranks.__getitem__)
    return tuple(
        Cost(
            rank=ranks[id],
            this=now[id],
            before=before.get(id),
            rank_before=ranks_before.get(id),
            moved=_moved(editions, now, before, id),
        )
        for id in order[:most]
    )


def _ranks(clauses: Mapping[str, ClauseYear]) -> dict[str, int]:
    """Rank the clauses that cost something by their rounded points, the costliest first.

    Returns ranks from 1 by clause id; clauses of equal cost share the better rank.
    """
    costs = {id: clause.points for id, clause in clauses.items() if clause.points}
    order = sorted(costs.values(), reverse=True)
    return {id: order.index(points) + 1 for id, points in costs.items()}


def _moved(
    editions: Mapping[str, Edition],
    now: Mapping[str, ClauseYear],
    before: Mapping[str, ClauseYear],
    id: str,
) -> Moved:
    if not before:
        return "first"
    if id not in before:
        return "new"
    if not comparable(editions, before[id].edition, now[id].edition):
        return "not_comparable"
    return "changed" if rescored(before[id].clause, now[id].clause) else "compared"


def histories(
    editions: Mapping[str, Edition], years: Iterable[Mapping[str, ClauseYear]]
) -> dict[str, tuple[HistoryRow, ...]]:
    """Return the years of each clause by its id, earliest first, over all editions that have it.

    ``editions`` holds all editions by id. ``years`` has for each year, in any order, what its
    clauses cost, by the id of the clause.
    """
    by_clause: dict[str, list[ClauseYear]] = defaultdict(list)
    for clauses in years:
        for id, clause in clauses.items():
            by_clause[id].append(clause)
    return {id: tuple(_history(editions, rows)) for id, rows in by_clause.items()}


def history_at(rows: tuple[HistoryRow, ...], edition: Edition) -> History:
    """Return the years of a clause that a page of an edition shows.

    They end with the last year of the edition where enough lie before it, else with a later one.
    A page that showed all of them would grow with every edition, and so would every edition.
    """
    known = sum(row.this.year <= max(edition.years) for row in rows)
    end = max(known, MOST_YEARS)
    shown = rows[max(end - MOST_YEARS, 0) : end]
    return History(shown, len(shown) < len(rows))


def _history(editions: Mapping[str, Edition], rows: list[ClauseYear]) -> Iterator[HistoryRow]:
    rows = sorted(rows, key=lambda row: row.year)
    for before, now in zip([None, *rows], rows, strict=False):
        compares = None
        if before is not None:
            same = comparable(editions, before.edition, now.edition)
            compares = same and not rescored(before.clause, now.clause)
        yield HistoryRow(now, compares)
