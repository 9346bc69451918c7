"""The uses of clauses on their way: what was recorded, with the ids of what it was recorded of.

Whoever receives them has the editions and the cards, and makes of each record that is shown the
mark that it made where it was scored.
"""

import pickle
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any, Literal, NamedTuple

from generator.analysis.usage import (
    AdjustmentUse,
    CaseUse,
    MarkUse,
    U,
    Usage,
    Uses,
    first,
    lowest,
    newest,
)
from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.scoring.card import AdjustmentScore, CaseScore, Mark, Scorecard
from generator.scoring.marks import judged, mover, situations_of

CardKey = tuple[int, str]
"""The year of a card, and the id of its organization."""
SentUsage = Mapping[str, Mapping[str, tuple[int, bytes]]]
"""By kind of clause, and by clause: how many uses there are, and those that may be shown, to be
unpacked if they are."""
Sent = tuple[Any, ...]
"""A use or an occurrence as plain values, which travel fast."""
Offered = tuple[CardKey, str, Sent]
"""A use on its way: the card, the place among many as the text of a number, and the rest."""

_FIELDS = tuple(Occurrence.model_fields)
_facts = attrgetter(*_FIELDS)
_card: Callable[[Offered], CardKey] = itemgetter(0)


class _Mark(NamedTuple):
    """A mark, by the level that was given or by what happened."""

    method: str
    standard: str
    level: str | None
    occurrences: list[Sent]


class _Case(NamedTuple):
    """A negative case."""

    case: str
    occurrences: list[Sent]
    elsewhere: list[Sent]
    figures: tuple[str, str]


class _Adjustment(NamedTuple):
    """An adjustment."""

    adjustment: str
    occurrences: list[Sent]
    figures: tuple[str, str]
    unused: Literal["gate", "highest"] | None


def sent(used: Usage) -> SentUsage:
    """How the clauses of an edition were used, on its way."""
    senders: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Sent]]] = {
        "marks": (lowest, _sent_mark),
        "cases": (newest, _sent_case),
        "adjustments": (newest, _sent_adjustment),
    }
    return {
        kind: {id: (one.count, _packed(one, *senders[kind])) for id, one in some.items()}
        for kind, some in used.by_kind.items()
    }


def _packed(uses: Uses[U], order: Callable[[U], Any], send: Callable[[U], Sent]) -> bytes:
    offered = [(key(use.card), str(order(use)), tuple(send(use))) for use in uses.shown]
    return pickle.dumps(offered, pickle.HIGHEST_PROTOCOL)


def key(card: Scorecard) -> CardKey:
    """By what a card is known where there are others of it."""
    return card.year, card.organization.id


def _sent_mark(use: MarkUse) -> _Mark:
    mark = use.mark
    level = mark.level.id if mark.level else None
    occurrences = [_facts(one) for movement in mark.movements for one in movement.occurrences]
    return _Mark(use.method.id, mark.standard.id, level, occurrences)


def _sent_case(use: CaseUse) -> _Case:
    score = use.score
    records = _recorded(score.occurrences), _recorded(score.elsewhere)
    return _Case(score.case.id, *records, _figures(score))


def _sent_adjustment(use: AdjustmentUse) -> _Adjustment:
    score = use.score
    given = score.adjustment.id, _recorded(score.occurrences)
    return _Adjustment(*given, _figures(score), score.unused)


def _figures(score: CaseScore | AdjustmentScore) -> tuple[str, str]:
    return str(score.gross), str(score.points)


def _recorded(occurrences: Sequence[Occurrence]) -> list[Sent]:
    return [_facts(one) for one in occurrences]


def received(
    edition: Edition, sent: Sequence[SentUsage], cards: Mapping[CardKey, Scorecard], most: int
) -> Usage:
    """The usage that several processes sent of their cards, as one; ``cards`` are those of all,
    in their order. What a page shows, so many uses of a clause at ``most``, is made of it when
    it is asked for."""
    receiver = _Receiver(edition, cards)
    places = {key: n for n, key in enumerate(cards)}

    def uses(kind: str, make: Callable[[CardKey, Sent], Any]) -> Mapping[str, Uses[Any]]:
        found: dict[str, list[tuple[int, bytes]]] = {}
        for id, one in chain.from_iterable(some[kind].items() for some in sent):
            found.setdefault(id, []).append(one)
        return {id: _joined(parts, places, make, most) for id, parts in found.items()}

    return Usage(
        marks=uses("marks", receiver.mark),
        cases=uses("cases", receiver.case),
        adjustments=uses("adjustments", receiver.adjustment),
    )


def _joined(
    parts: Sequence[tuple[int, bytes]],
    places: Mapping[CardKey, int],
    make: Callable[[CardKey, Sent], Any],
    most: int,
) -> Uses[Any]:
    """All uses of a clause; they are gone through if anybody wants to see them."""
    count = sum(number for number, _ in parts)

    def find() -> tuple[Any, ...]:
        offered = chain.from_iterable(pickle.loads(data) for _, data in parts)
        in_order = sorted(offered, key=lambda one: places[_card(one)])
        shown = first(count, in_order, _order, most)
        return tuple([make(card, facts) for card, _, facts in shown])

    return Uses(count, find)


def _order(one: Offered) -> Decimal:
    return Decimal(one[1])


class _Receiver:
    """Makes uses of what was sent, for one edition."""

    def __init__(self, edition: Edition, cards: Mapping[CardKey, Scorecard]) -> None:
        self._edition = edition
        self._cards = cards
        self._methods = {one.id: one for one in edition.methods}
        self._standards = {one.id: one for one in edition.standards}
        self._numbers = {
            standard.id: {one.id: number for number, one in enumerate(situations_of(standard))}
            for standard in edition.standards
        }
        self._cases = {one.id: one for one in edition.negative_cases}
        self._adjustments = {one.id: one for one in edition.adjustments}

    def mark(self, card: CardKey, sent: Sent) -> MarkUse:
        """A mark that was sent."""
        one = _Mark._make(sent)
        return MarkUse(self._cards[card], self._methods[one.method], self._mark(one))

    def _mark(self, one: _Mark) -> Mark:
        standard = self._standards[one.standard]
        if one.level is not None:
            return judged(self._edition, standard)[one.level]
        numbers = self._numbers[standard.id]
        steps = [(numbers[one.of], one) for one in _occurrences(one.occurrences)]
        return mover(self._edition, standard).moved(steps)

    def case(self, card: CardKey, sent: Sent) -> CaseUse:
        """A negative case that was sent."""
        one = _Case._make(sent)
        records = _occurrences(one.occurrences), _occurrences(one.elsewhere)
        score = CaseScore(self._cases[one.case], *records, *map(Decimal, one.figures))
        return CaseUse(self._cards[card], score)

    def adjustment(self, card: CardKey, sent: Sent) -> AdjustmentUse:
        """An adjustment that was sent."""
        one = _Adjustment._make(sent)
        given = self._adjustments[one.adjustment], _occurrences(one.occurrences)
        gross, points = map(Decimal, one.figures)
        score = AdjustmentScore(*given, gross, points, one.unused)
        return AdjustmentUse(self._cards[card], score)


def _occurrences(sent: Sequence[Sent]) -> tuple[Occurrence, ...]:
    return tuple([Occurrence.restored(dict(zip(_FIELDS, one, strict=True))) for one in sent])
