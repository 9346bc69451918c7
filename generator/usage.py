"""Clause → results: who lost or gained points on a standard, which cases were applied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from itertools import chain
from typing import Any, Generic, TypeVar

from generator.frozen import frozen
from generator.model.edition import Method
from generator.score import Scorecard
from generator.score.card import AdjustmentScore, CaseScore, Mark


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

    @property
    def age(self) -> int:
        """Less for a newer one."""
        return -self.card.year


@frozen
class AdjustmentUse:
    """An adjustment that an organization received."""

    card: Scorecard
    score: AdjustmentScore

    @property
    def age(self) -> int:
        """Less for a newer one."""
        return -self.card.year


U = TypeVar("U", MarkUse, CaseUse, AdjustmentUse)


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
        {id: _uses(some, _lost, most) for id, some in marks.items()},
        {id: _uses(some, _age, most) for id, some in cases.items()},
        {id: _uses(some, _age, most) for id, some in adjustments.items()},
    )


def _mark_uses(card: Scorecard) -> Iterator[MarkUse]:
    for score in card.methods:
        for mark in score.uneven:
            if mark.value is not None:
                yield MarkUse(card, score.method, mark)


def merged(parts: Sequence[Usage], place: Callable[[Scorecard], int], most: int) -> Usage:
    """The usage by all cards, from that by some and by others; ``place`` says where a card
    stands among all."""

    def joined(found: Iterable[Mapping[str, Uses[U]]], order: Callable[[U], Any]) -> Any:
        by_clause: dict[str, list[Uses[U]]] = defaultdict(list)
        for id, uses in chain.from_iterable(one.items() for one in found):
            by_clause[id].append(uses)
        return {id: _joined(some, place, order, most) for id, some in by_clause.items()}

    return Usage(
        joined((one.marks for one in parts), _lost),
        joined((one.cases for one in parts), _age),
        joined((one.adjustments for one in parts), _age),
    )


def _joined(
    parts: Sequence[Uses[U]],
    place: Callable[[Scorecard], int],
    order: Callable[[U], Any],
    most: int,
) -> Uses[U]:
    """All uses of a clause; they are gone through if anybody wants to see them."""
    count = sum(one.count for one in parts)

    def find() -> tuple[U, ...]:
        shown = chain.from_iterable(one.shown for one in parts)
        return _first(count, sorted(shown, key=lambda use: place(use.card)), order, most)

    return Uses(count, find)


def _uses(some: Sequence[U], order: Callable[[U], Any], most: int) -> Uses[U]:
    return Uses(len(some), partial(_first, len(some), some, order, most))


def _first(count: int, some: Sequence[U], order: Callable[[U], Any], most: int) -> tuple[U, ...]:
    return tuple(sorted(some, key=order)[:most] if count > most else some)


def _lost(use: MarkUse) -> Decimal:
    return use.difference


def _age(use: CaseUse | AdjustmentUse) -> int:
    return use.age
