"""Who lost or gained points on a standard, and to whom a case or an adjustment was applied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

from msgspec import Struct, field

from generator.model.clauses import RubricLevel, Situation
from generator.model.methods import Method
from generator.model.result import Occurrence, Organization
from generator.model.scales import Level
from generator.scoring.card import Scorecard
from generator.scoring.mark import Mark

MOST_ROWS = 200
"""The most rows that a list has on one page, so that no page grows with the organizations."""


class Use(Struct, frozen=True):
    """A use of a clause, on the card of an organization in a year. The newest are chosen."""

    organization: Organization
    year: int

    @property
    def name(self) -> str:
        """The organization's name in that year."""
        return self.organization.name_in(self.year)

    @property
    def order(self) -> Decimal:
        """The key by which uses are chosen where there is no room for all: the lowest ones."""
        return Decimal(-self.year)


class SituationUse(Struct, frozen=True):
    """The records of a situation that moved a mark."""

    situation: Situation
    occurrences: tuple[Occurrence, ...]


class MarkUse(Use, frozen=True):
    """A mark that differs from the points of its standard.

    ``difference`` is the points above (positive) or below the start of the standard. ``level``
    is the level that was given, if the standard is judged.
    """

    method: Method
    value: Decimal
    difference: Decimal
    level: Level | RubricLevel | None
    situations: tuple[SituationUse, ...]

    @property
    def order(self) -> Decimal:
        """The mark: the lowest are chosen."""
        return self.value


class AdjustmentUse(Use, frozen=True):
    """An adjustment that an organization received, with its signed points.

    The newest uses are chosen.
    """

    points: Decimal


U = TypeVar("U", bound=Use)


class Uses(Struct, Generic[U], frozen=True):
    """How often a clause was used, and the uses that a page may show.

    ``shown`` holds all uses in the order of the cards. Of more than ``MOST_ROWS`` it holds as many
    as that, chosen and sorted by their ``order``.
    """

    count: int = 0
    shown: tuple[U, ...] = ()

    def first(self, most: int) -> Sequence[U]:
        """Return the uses to show where there is room for ``most``."""
        return choose_uses(self.count, self.shown, most)


class Usage(Struct, frozen=True):
    """The uses of the clauses of one edition, by the id of the clause."""

    marks: Mapping[str, Uses[MarkUse]] = field(default_factory=dict)
    cases: Mapping[str, Uses[Use]] = field(default_factory=dict)
    adjustments: Mapping[str, Uses[AdjustmentUse]] = field(default_factory=dict)


def choose_uses(count: int, uses: Sequence[U], most: int) -> Sequence[U]:
    """Choose at most ``most`` uses to show of the ``count`` uses of a clause.

    ``uses`` are those that are known, in the order of the cards. If there are no more than
    ``most``, all are returned in that order, else the first by their ``order``.
    """
    return sorted(uses, key=lambda use: use.order)[:most] if count > most else uses


def usage_by_edition(cards: Iterable[Scorecard]) -> dict[str, Usage]:
    """Collect how cards used the clauses of their editions, by the id of the edition."""
    editions: dict[str, list[Scorecard]] = defaultdict(list)
    for card in cards:
        editions[card.edition.id].append(card)
    return {id: _usage(group) for id, group in editions.items()}


def _usage(cards: Iterable[Scorecard]) -> Usage:
    marks: dict[str, list[MarkUse]] = defaultdict(list)
    cases: dict[str, list[Use]] = defaultdict(list)
    adjustments: dict[str, list[AdjustmentUse]] = defaultdict(list)
    for card in (card for card in cards if not card.interim):
        organization, year = card.organization, card.year
        for score in card.methods:
            for mark in score.marks:
                if mark.value is not None and not mark.full:
                    marks[mark.standard.id].append(_mark_use(card, score.method, mark, mark.value))
        for case in card.negative.scores:
            if case.happened:
                cases[case.case.id].append(Use(organization, year))
        for adjustment in card.adjustments.scores:
            use = AdjustmentUse(organization, year, adjustment.points)
            adjustments[adjustment.adjustment.id].append(use)
    return Usage(_collect_uses(marks), _collect_uses(cases), _collect_uses(adjustments))


def _mark_use(card: Scorecard, method: Method, mark: Mark, value: Decimal) -> MarkUse:
    return MarkUse(
        card.organization,
        card.year,
        method=method,
        value=value,
        difference=mark.change,
        level=mark.level,
        situations=tuple(
            [SituationUse(move.situation, move.occurrences) for move in mark.movements]
        ),
    )


def _collect_uses(clauses: Mapping[str, Sequence[U]]) -> dict[str, Uses[U]]:
    return {
        id: Uses(len(uses), tuple(choose_uses(len(uses), uses, MOST_ROWS)))
        for id, uses in clauses.items()
    }


def combine_usages(
    parts: Sequence[Mapping[str, Usage]], place: Callable[[Use], tuple[int, str]]
) -> dict[str, Usage]:
    """Combine the usages of several groups of cards, by the id of the edition.

    ``place`` returns the key of a use by which the cards of all groups are sorted.
    """
    usages: dict[str, list[Usage]] = defaultdict(list)
    for part in parts:
        for edition, usage in part.items():
            usages[edition].append(usage)
    return {
        edition: Usage(
            marks=_combine_clauses([usage.marks for usage in group], place),
            cases=_combine_clauses([usage.cases for usage in group], place),
            adjustments=_combine_clauses([usage.adjustments for usage in group], place),
        )
        for edition, group in usages.items()
    }


def _combine_clauses(
    parts: Sequence[Mapping[str, Uses[U]]], place: Callable[[Use], tuple[int, str]]
) -> dict[str, Uses[U]]:
    clauses: dict[str, list[Uses[U]]] = defaultdict(list)
    for part in parts:
        for id, uses in part.items():
            clauses[id].append(uses)
    return {id: _join_uses(group, place) for id, group in clauses.items()}


def _join_uses(parts: Sequence[Uses[U]], place: Callable[[Use], tuple[int, str]]) -> Uses[U]:
    count = sum(uses.count for uses in parts)
    shown = sorted((use for uses in parts for use in uses.shown), key=place)
    return Uses(count, tuple(choose_uses(count, shown, MOST_ROWS)))
