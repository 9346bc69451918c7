"""The adjustments and the negative cases of scorecards as JSON."""

from collections.abc import Iterable

from generator.exports import documents as doc
from generator.exports.cardforms import occurrence
from generator.exports.jsonfile import form, listed, number, written
from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.scoring.card import AdjustmentScore, CaseScore, Scorecard


class TallyForms:
    """Writes what the cards of an edition say of its adjustments and negative cases."""

    def __init__(self, edition: Edition) -> None:
        self._adjustments = form(doc.AdjustmentTally, feeds=edition.adjusting.feeds)
        self._negative = form(doc.CaseTally, feeds=edition.negative_list.feeds)
        self._adjustment = {
            one.id: form(doc.AdjustmentEntry, id=one.id, title=one.title)
            for one in edition.adjustments
        }
        self._case = {
            one.id: form(doc.CaseEntry, id=one.id, text=one.text) for one in edition.negative_cases
        }

    def adjustments(self, card: Scorecard) -> bytes:
        """The adjustments of a card."""
        tally = card.adjustments
        entries = listed([self._adjusted(score) for score in tally.scores])
        return self._adjustments % (entries, number(tally.summed), number(tally.points))

    def _adjusted(self, score: AdjustmentScore) -> bytes:
        return self._adjustment[score.adjustment.id] % (
            _occurrences(score.occurrences),
            number(score.gross),
            number(score.points),
            written(score.unused),
        )

    def negative(self, card: Scorecard) -> bytes:
        """The negative cases of a card."""
        tally = card.negative
        entries = listed([self._happened(score) for score in tally.scores])
        return self._negative % (entries, number(tally.summed), number(tally.points))

    def _happened(self, score: CaseScore) -> bytes:
        return self._case[score.case.id] % (
            _occurrences(score.occurrences),
            _occurrences(score.elsewhere),
            number(score.gross),
            number(score.points),
        )


def _occurrences(all: Iterable[Occurrence]) -> bytes:
    return listed(map(occurrence, all))
