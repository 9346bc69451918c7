"""How clauses were used: who lost or gained points on a standard, which cases were applied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from generator.model.edition import Method
from generator.model.result import Organization
from generator.scoring.card import AdjustmentScore, CaseScore, Mark, Scorecard

MOST_ROWS = 200
"""The rows of a list on one page: no page grows with the number of organizations."""


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a clause on the card of an organization and a year."""

    organization: Organization
    year: int

    @property
    def name(self) -> str:
        """The organization's name in that year."""
        return self.organization.name_in(self.year)

    @property
    def order(self) -> Decimal:
        """Which uses are shown where there are too many: those of the lowest order."""
        return Decimal(-self.year)


@dataclass(frozen=True, slots=True)
class MarkUse(Use):
    """A mark that is not the standard's plain points."""

    method: Method
    mark: Mark

    @property
    def difference(self) -> Decimal:
        """Points above (positive) or below the standard's points."""
        return self.mark.difference

    @property
    def order(self) -> Decimal:
        """The lowest marks are shown."""
        return self.mark.value or Decimal(0)


@dataclass(frozen=True, slots=True)
class CaseUse(Use):
    """A negative case that was applied to an organization; the newest are shown."""

    score: CaseScore


@dataclass(frozen=True, slots=True)
class AdjustmentUse(Use):
    """An adjustment that an organization received; the newest are shown."""

    score: AdjustmentScore


U = TypeVar("U", bound=Use)


@dataclass(frozen=True, slots=True)
class Uses(Generic[U]):
    """How often a clause was used, and the uses that a page may show: all in the order of the
    cards or, of very many, the first by their ``order``."""

    count: int = 0
    shown: tuple[U, ...] = ()

    def first(self, most: int) -> Sequence[U]:
        """Return the uses that are shown where there is room for ``most``."""
        return first(self.count, self.shown, most)


@dataclass(frozen=True, slots=True)
class Usage:
    """The uses of the clauses of one edition, by the id of the clause."""

    marks: Mapping[str, Uses[MarkUse]] = field(default_factory=dict)
    cases: Mapping[str, Uses[CaseUse]] = field(default_factory=dict)
    adjustments: Mapping[str, Uses[AdjustmentUse]] = field(default_factory=dict)


def first(count: int, uses: Sequence[U], most: int) -> Sequence[U]:
    """Choose the uses to be shown of ``count``, of which ``uses`` are known, in the order of the
    cards: all, or if they are more than ``most``, the first by their ``order``."""
    return sorted(uses, key=lambda use: use.order)[:most] if count > most else uses


def usage_by_edition(cards: Iterable[Scorecard]) -> dict[str, Usage]:
    """Collect how cards used the clauses of their editions, by the id of the edition."""
    editions: dict[str, list[Scorecard]] = defaultdict(list)
    for card in cards:
        editions[card.edition.id].append(card)
    return {id: _usage(some) for id, some in editions.items()}


def _usage(cards: Iterable[Scorecard]) -> Usage:
    marks: dict[str, list[MarkUse]] = defaultdict(list)
    cases: dict[str, list[CaseUse]] = defaultdict(list)
    adjustments: dict[str, list[AdjustmentUse]] = defaultdict(list)
    for card in cards:
        owner = card.organization, card.year
        for use in _mark_uses(card):
            marks[use.mark.standard.id].append(use)
        for case in card.negative.scores:
            cases[case.case.id].append(CaseUse(*owner, case))
        for adjustment in card.adjustments.scores:
            adjustments[adjustment.adjustment.id].append(AdjustmentUse(*owner, adjustment))
    return Usage(_counted(marks), _counted(cases), _counted(adjustments))


def _mark_uses(card: Scorecard) -> Iterator[MarkUse]:
    for score in card.methods:
        for mark in score.marks:
            if mark.value is not None and not mark.full:
                yield MarkUse(card.organization, card.year, score.method, mark)


def _counted(clauses: Mapping[str, Sequence[U]]) -> dict[str, Uses[U]]:
    return {
        id: Uses(len(uses), tuple(first(len(uses), uses, MOST_ROWS)))
        for id, uses in clauses.items()
    }


def combine_usages(
    parts: Sequence[Mapping[str, Usage]], place: Callable[[Use], tuple[int, str]]
) -> dict[str, Usage]:
    """Combine the usages of several groups of cards; ``place`` gives the key by which
    the cards of uses are sorted."""
    usages: dict[str, list[Usage]] = defaultdict(list)
    for part in parts:
        for edition, usage in part.items():
            usages[edition].append(usage)
    return {
        edition: Usage(
            marks=_combined([usage.marks for usage in some], place),
            cases=_combined([usage.cases for usage in some], place),
            adjustments=_combined([usage.adjustments for usage in some], place),
        )
        for edition, some in usages.items()
    }


def _combined(
    parts: Sequence[Mapping[str, Uses[U]]], place: Callable[[Use], tuple[int, str]]
) -> dict[str, Uses[U]]:
    clauses: dict[str, list[Uses[U]]] = defaultdict(list)
    for part in parts:
        for id, uses in part.items():
            clauses[id].append(uses)
    return {id: _joined(some, place) for id, some in clauses.items()}


def _joined(parts: Sequence[Uses[U]], place: Callable[[Use], tuple[int, str]]) -> Uses[U]:
    count = sum(uses.count for uses in parts)
    shown = sorted((use for uses in parts for use in uses.shown), key=place)
    return Uses(count, tuple(first(count, shown, MOST_ROWS)))
