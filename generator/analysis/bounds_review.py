"""How often the intervals and caps of an edition took effect in a year, and what never occurred.

A bound takes effect on a card where it changes points: those of a mark outside the interval of the
standard, of a clause above its cap, of a sum beyond what the edition allows. Each card counts once
for each bound, however often it was reached there.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.analysis.clause_sums import Bound, ClauseSum, YearSum
from generator.model.clauses import Adjustment, Group, NegativeCase, Rule, Situation, Standard
from generator.model.edition import Edition


class HeldBound(Struct, frozen=True, eq=False):
    """A bound that took effect on ``cards`` of the ``among`` cards where it might have: those to
    which the standard applied, on which the clause was recorded, or that have a total.

    ``of`` is the standard, the clause or the group that it bounds, if it is of one.
    """

    bound: Bound
    of: Standard | Rule | Group | None
    cards: int
    among: int


class BoundsReview(Struct, frozen=True, eq=False):
    """The bounds that took effect in a year, in the order of the edition, and how many there are:
    standards with an interval and clauses with a cap, and how many of these held."""

    held: tuple[HeldBound, ...]
    intervals: int
    intervals_held: int
    caps: int
    caps_held: int


class Unrecorded(Struct, frozen=True, eq=False):
    """What no card of a year with a total records: situations with their standards, adjustments,
    negative cases. ``situations_in_force`` is the number of all situations."""

    situations: tuple[tuple[Standard, Situation], ...]
    adjustments: tuple[Adjustment, ...]
    cases: tuple[NegativeCase, ...]
    situations_in_force: int


def review_bounds(edition: Edition, sums: YearSum) -> BoundsReview:
    """Return which bounds of an edition took effect on the cards of a year."""
    counted = [standard for standard in edition.standards if standard.counted]
    capped = [rule for rule in _rules(edition) if rule.cap is not None]
    kept = {bound.of for bound in sums.held if bound.kind == "cap"}
    kept_intervals = {bound.of for bound in sums.held if bound.kind in ("lower", "upper")}
    return BoundsReview(
        held=tuple(_held(edition, sums)),
        intervals=len(counted),
        intervals_held=sum(standard.id in kept_intervals for standard in counted),
        caps=len(capped),
        caps_held=sum(rule.id in kept for rule in capped),
    )


def _held(edition: Edition, sums: YearSum) -> Iterator[HeldBound]:
    entries: dict[str, Standard | Rule] = {}
    for standard in edition.standards:
        entries[standard.id] = standard
        entries.update((situation.id, situation) for situation in standard.situations)
    entries.update((rule.id, rule) for rule in (*edition.adjustments, *edition.negative_cases))
    groups = {group.id: group for group in edition.groups}
    place = {id: n for n, id in enumerate(entries)}
    for bound in sorted(sums.held, key=lambda b: (place.get(b.of, len(place)), b)):
        of = groups.get(bound.of) if bound.kind == "group" else entries.get(bound.of)
        yield HeldBound(bound, of, sums.held[bound], _among(of, sums))


def _among(of: Standard | Rule | Group | None, sums: YearSum) -> int:
    """Return on how many cards the bound of an entry might have taken effect."""
    if of is None or isinstance(of, Group):
        return sums.cards
    clause = sums.clauses.get(of.id, ClauseSum())
    if isinstance(of, Standard):
        return sums.cards - clause.off
    return clause.recorded if isinstance(of, NegativeCase) else sums.recorded[of.id]


def _rules(edition: Edition) -> Sequence[Rule]:
    situations = [rule for standard in edition.standards for rule in standard.situations]
    return [*situations, *edition.adjustments, *edition.negative_cases]


def unrecorded(edition: Edition, sums: YearSum) -> Unrecorded:
    """Return what no card of a year with a total records, in the order of the edition."""
    cases = {id for id, clause in sums.clauses.items() if clause.recorded}
    situations = [(s, situation) for s in edition.standards for situation in s.situations]
    return Unrecorded(
        tuple((s, situation) for s, situation in situations if not sums.recorded[situation.id]),
        tuple(rule for rule in edition.adjustments if not sums.recorded[rule.id]),
        tuple(case for case in edition.negative_cases if case.id not in cases),
        len(situations),
    )
