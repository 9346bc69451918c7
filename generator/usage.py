"""Clause → results: who lost or gained points on a standard, which cases were applied."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.model.edition import Method
from generator.score import Scorecard
from generator.score.card import AdjustmentScore, CaseScore, Mark


@dataclass(frozen=True, slots=True)
class MarkUse:
    """A mark that is not the standard's plain points."""

    card: Scorecard
    method: Method
    mark: Mark

    @property
    def difference(self) -> Decimal:
        """Points above (positive) or below the standard's points."""
        return (self.mark.value or Decimal(0)) - self.mark.standard.points


@dataclass(frozen=True, slots=True)
class CaseUse:
    """A negative case that was applied to an organization."""

    card: Scorecard
    score: CaseScore


@dataclass(frozen=True, slots=True)
class AdjustmentUse:
    """An adjustment that an organization received."""

    card: Scorecard
    score: AdjustmentScore


@dataclass(frozen=True, slots=True)
class Usage:
    """All uses under one edition, by the id of the clause, in the order of the cards."""

    marks: Mapping[str, list[MarkUse]] = field(default_factory=lambda: defaultdict(list))
    cases: Mapping[str, list[CaseUse]] = field(default_factory=lambda: defaultdict(list))
    adjustments: Mapping[str, list[AdjustmentUse]] = field(
        default_factory=lambda: defaultdict(list)
    )


def usage(cards: Iterable[Scorecard]) -> Usage:
    """How the clauses of an edition were used by the cards that it governs."""
    uses = Usage()
    for card in cards:
        for score in card.methods:
            for mark in score.marks:
                if mark.value is not None and mark.value != mark.standard.points:
                    uses.marks[mark.standard.id].append(MarkUse(card, score.method, mark))
        for case in card.negative.scores:
            uses.cases[case.case.id].append(CaseUse(card, case))
        for adjustment in card.adjustments.scores:
            uses.adjustments[adjustment.adjustment.id].append(AdjustmentUse(card, adjustment))
    return uses
