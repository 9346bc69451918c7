"""The uses of clauses on their way: what was recorded, with the ids of what it was recorded of.

Whoever receives them has the editions and the cards, and makes of each record the mark that it
made where it was scored.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.score import Scorecard
from generator.score.card import AdjustmentScore, CaseScore, Mark
from generator.score.marks import judged
from generator.score.moving import mover, situations_of
from generator.usage import AdjustmentUse, CaseUse, MarkUse, Usage, Uses

CardKey = tuple[int, str]
"""The year of a card, and the id of its organization."""
SentUsage = Mapping[str, Mapping[str, tuple[int, bytes]]]
"""By kind of clause, and by clause: how many uses there are, and those that may be shown, to be
unpacked if they are."""
Sent = tuple[Any, ...]
"""A use or an occurrence as plain values, which travel fast."""

_FIELDS = tuple(Occurrence.model_fields)
_facts = attrgetter(*_FIELDS)


class _Mark(NamedTuple):
    """A mark, by the level that was given or by what happened."""

    card: CardKey
    method: str
    standard: str
    level: str | None
    occurrences: list[Sent]


class _Case(NamedTuple):
    """A negative case."""

    card: CardKey
    case: str
    occurrences: list[Sent]
    elsewhere: list[Sent]
    figures: tuple[str, str]


class _Adjustment(NamedTuple):
    """An adjustment."""

    card: CardKey
    adjustment: str
    occurrences: list[Sent]
    figures: tuple[str, str]
    unused: Literal["gate", "highest"] | None


def sent(used: Usage) -> SentUsage:
    """How the clauses of an edition were used, on its way."""
    senders: Mapping[str, Callable[[Any], Sent]] = {
        "marks": _sent_mark,
        "cases": _sent_case,
        "adjustments": _sent_adjustment,
    }
    return {
        kind: {id: (one.count, _packed(one, senders[kind])) for id, one in some.items()}
        for kind, some in used.by_kind.items()
    }


def _packed(uses: Uses[Any], send: Callable[[Any], Sent]) -> bytes:
    return pickle.dumps([tuple(send(use)) for use in uses.shown], pickle.HIGHEST_PROTOCOL)


def _sent_mark(use: MarkUse) -> _Mark:
    mark = use.mark
    level = mark.level.id if mark.level else None
    occurrences = [_facts(one) for movement in mark.movements for one in movement.occurrences]
    return _Mark(_key(use.card), use.method.id, mark.standard.id, level, occurrences)


def _sent_case(use: CaseUse) -> _Case:
    score = use.score
    records = _recorded(score.occurrences), _recorded(score.elsewhere)
    return _Case(_key(use.card), score.case.id, *records, _figures(score))


def _sent_adjustment(use: AdjustmentUse) -> _Adjustment:
    score = use.score
    given = score.adjustment.id, _recorded(score.occurrences)
    return _Adjustment(_key(use.card), *given, _figures(score), score.unused)


def _key(card: Scorecard) -> CardKey:
    return card.year, card.organization.id


def _figures(score: CaseScore | AdjustmentScore) -> tuple[str, str]:
    return str(score.gross), str(score.points)


def _recorded(occurrences: Sequence[Occurrence]) -> list[Sent]:
    return [_facts(one) for one in occurrences]


def received(edition: Edition, sent: SentUsage, card: Callable[[CardKey], Scorecard]) -> Usage:
    """The usage that was sent; ``card`` gives the card with a key."""
    receiver = _Receiver(edition, card)

    def uses(kind: str, make: Callable[[Sent], Any]) -> Mapping[str, Uses[Any]]:
        packed = sent[kind].items()
        return {id: Uses(count, partial(_unpacked, data, make)) for id, (count, data) in packed}

    return Usage(
        marks=uses("marks", receiver.mark),
        cases=uses("cases", receiver.case),
        adjustments=uses("adjustments", receiver.adjustment),
    )


def _unpacked(data: bytes, make: Callable[[Sent], Any]) -> tuple[Any, ...]:
    return tuple([make(one) for one in pickle.loads(data)])


class _Receiver:
    """Makes uses of what was sent, for one edition."""

    def __init__(self, edition: Edition, card: Callable[[CardKey], Scorecard]) -> None:
        self._edition = edition
        self._card = card
        self._methods = {one.id: one for one in edition.methods}
        self._standards = {one.id: one for one in edition.standards}
        self._numbers = {
            standard.id: {one.id: number for number, one in enumerate(situations_of(standard))}
            for standard in edition.standards
        }
        self._cases = {one.id: one for one in edition.negative_cases}
        self._adjustments = {one.id: one for one in edition.adjustments}

    def mark(self, sent: Sent) -> MarkUse:
        """A mark that was sent."""
        one = _Mark._make(sent)
        return MarkUse(self._card(one.card), self._methods[one.method], self._mark(one))

    def _mark(self, one: _Mark) -> Mark:
        standard = self._standards[one.standard]
        if one.level is not None:
            return judged(self._edition, standard)[one.level]
        numbers = self._numbers[standard.id]
        steps = [(numbers[one.of], one) for one in _occurrences(one.occurrences)]
        return mover(self._edition, standard).moved(steps)

    def case(self, sent: Sent) -> CaseUse:
        """A negative case that was sent."""
        one = _Case._make(sent)
        records = _occurrences(one.occurrences), _occurrences(one.elsewhere)
        score = CaseScore(self._cases[one.case], *records, *map(Decimal, one.figures))
        return CaseUse(self._card(one.card), score)

    def adjustment(self, sent: Sent) -> AdjustmentUse:
        """An adjustment that was sent."""
        one = _Adjustment._make(sent)
        given = self._adjustments[one.adjustment], _occurrences(one.occurrences)
        gross, points = map(Decimal, one.figures)
        score = AdjustmentScore(*given, gross, points, one.unused)
        return AdjustmentUse(self._card(one.card), score)


def _occurrences(sent: Sequence[Sent]) -> tuple[Occurrence, ...]:
    fields = (dict(zip(_FIELDS, one, strict=True)) for one in sent)
    return tuple([Occurrence.model_construct(**known) for known in fields])
