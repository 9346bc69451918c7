"""Clause → results: who lost or gained points on a standard, which cases were applied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar

from generator.frozen import frozen
from generator.model.edition import Method
from generator.scoring.card import AdjustmentScore, CaseScore, Mark, Scorecard


@frozen
class MarkUse:
    """A mark that is not the standard's plain points."""

    card: Scorecard
    method: Method
    mark: Mark

    @property
    def difference(self) -> Decimal:
        """Points above (positive) or below the standard's points."""
        return (self.mark.value or Decimal(0)) - self.mark.standard.points


@frozen
class CaseUse:
    """A negative case that was applied to an organization."""

    card: Scorecard
    score: CaseScore


@frozen
class AdjustmentUse:
    """An adjustment that an organization received."""

    card: Scorecard
    score: AdjustmentScore


U = TypeVar("U", MarkUse, CaseUse, AdjustmentUse)
S = TypeVar("S")

lowest: Callable[[MarkUse], Decimal] = attrgetter("mark.value")
"""The order in which marks of one standard are shown where they are many: those that lost most
come first."""


def newest(use: CaseUse | AdjustmentUse) -> int:
    """The same for cases and adjustments: the newest come first."""
    return -use.card.year


@dataclass(frozen=True)
class Uses(Generic[U]):
    """How often a clause was used, and how to ``find`` what is ``shown`` of that."""

    count: int = 0
    find: Callable[[], tuple[U, ...]] = tuple

    @cached_property
    def shown(self) -> tuple[U, ...]:
        """Its uses in the order of the cards; of very many those that lost most, or the newest,
        alone."""
        return self.find()


@dataclass(frozen=True, slots=True)
class Usage:
    """All uses under one edition, by the id of the clause."""

    marks: Mapping[str, Uses[MarkUse]]
    cases: Mapping[str, Uses[CaseUse]]
    adjustments: Mapping[str, Uses[AdjustmentUse]]

    @property
    def by_kind(self) -> Mapping[str, Mapping[str, Uses[Any]]]:
        """All of them, by the names that they have here."""
        return {"marks": self.marks, "cases": self.cases, "adjustments": self.adjustments}


def usage(cards: Iterable[Scorecard], most: int) -> Usage:
    """How the clauses of an edition were used by the cards that it governs; of each clause
    so many uses at ``most``."""
    marks: dict[str, list[MarkUse]] = defaultdict(list)
    cases: dict[str, list[CaseUse]] = defaultdict(list)
    adjustments: dict[str, list[AdjustmentUse]] = defaultdict(list)
    for card in cards:
        for use in _mark_uses(card):
            marks[use.mark.standard.id].append(use)
        for case in card.negative.scores:
            cases[case.case.id].append(CaseUse(card, case))
        for adjustment in card.adjustments.scores:
            adjustments[adjustment.adjustment.id].append(AdjustmentUse(card, adjustment))
    return Usage(
        {id: _uses(some, lowest, most) for id, some in marks.items()},
        {id: _uses(some, newest, most) for id, some in cases.items()},
        {id: _uses(some, newest, most) for id, some in adjustments.items()},
    )


def _mark_uses(card: Scorecard) -> Iterator[MarkUse]:
    for score in card.methods:
        for mark in score.uneven:
            if mark.value is not None:
                yield MarkUse(card, score.method, mark)


def _uses(some: Sequence[U], order: Callable[[U], Any], most: int) -> Uses[U]:
    return Uses(len(some), lambda: tuple(first(len(some), some, order, most)))


def first(count: int, some: Sequence[S], order: Callable[[S], Any], most: int) -> Sequence[S]:
    """What is shown of ``count`` uses, of which ``some`` are there, in the order of the cards:
    all, or if they are too many, the first by their ``order``."""
    return sorted(some, key=order)[:most] if count > most else some
