"""What overviews need of a scorecard that another process keeps, and how it is sent.

Decimals travel as text, which is made and read several times faster than what ``pickle``
makes of them; whatever belongs to an edition travels as its id.
"""

import datetime as dt
import pickle
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.model.edition import Edition
from generator.model.result import Decision, Organization, Result, State, Status
from generator.scoring.card import AspectScore, Hold, MethodScore, Outline, Scorecard, Tally
from generator.scoring.points import ZERO

_WHOLE = Decimal(100)
_SUMS = 4
"""So many figures come before those of methods and aspects."""
_MANY = 20_000
"""Many cards have a score or a percentage alike: so many of them are one value for all cards."""


class Sent(NamedTuple):
    """An outline on its way: who and when, its life, its figures, and what holds its grade."""

    organization: str
    year: int
    life: tuple[tuple[State, str, str | None], ...]
    no_grade: str | None
    decision: tuple[str, str, str] | None
    figures: str
    aspects: tuple[str, ...]
    holds: tuple[tuple[str, bool, str | None, str | None, str], ...]
    grades: tuple[str | None, str | None, str | None]


def sent(card: Scorecard) -> Sent:
    """A card as its outline travels."""
    result, decision = card.result, card.result.decision
    raw = [score.raw for score in card.methods]
    percents = {id: one.percent for id, one in (card.aspects or {}).items()}
    known = {id: percent for id, percent in percents.items() if percent is not None}
    sums = (card.base, card.adjustments.points, card.negative.points, card.total)
    return Sent(
        organization=card.organization.id,
        year=card.year,
        life=tuple((one.state, one.date.isoformat(), one.reason) for one in result.status),
        no_grade=result.no_grade,
        decision=(decision.grade, decision.reason, decision.date.isoformat()) if decision else None,
        figures=" ".join(map(str, (*sums, *raw, *known.values())))
        if card.total is not None
        else "",
        aspects=tuple(known),
        holds=tuple(
            (
                hold.grade.id,
                hold.decides,
                hold.limit.id if hold.limit else None,
                hold.case.id if hold.case else None,
                hold.of,
            )
            for hold in card.holds
        ),
        grades=tuple(g and g.id for g in (card.by_cutoff, card.calculated, card.grade)),  # type: ignore[arg-type]
    )


def packed(outlines: Iterable[Sent]) -> bytes:
    """Outlines as bytes, which can be handed on unread."""
    return pickle.dumps([tuple(one) for one in outlines], pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Iterator[Sent]:
    """The outlines that were packed."""
    return map(Sent._make, pickle.loads(data))


class Receiver:
    """Makes outlines of what was sent, for some editions and organizations."""

    def __init__(
        self, editions: Mapping[int, Edition], organizations: Mapping[str, Organization]
    ) -> None:
        self._editions = {year: _Known(edition) for year, edition in editions.items()}
        self._organizations = organizations

    def outline(self, sent: Sent) -> Outline:
        """The outline that was sent."""
        known = self._editions[sent.year]
        bare = Outline(known.edition, self._organizations[sent.organization], _result(sent))
        return known.scored(bare, sent) if sent.figures else bare


class _Known:
    """An edition and what stands in it, by id."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.grades = {one.id: one for one in edition.grades}
        self.limits = {one.id: one for one in edition.limits}
        self.cases = {one.id: one for one in edition.negative_cases}
        self._method = lru_cache(maxsize=_MANY)(self._method_score)

    def scored(self, bare: Outline, sent: Sent) -> Outline:
        """The outline with its figures and grades."""
        figures = sent.figures.split(" ")
        base, adjusted, negative, total = map(Decimal, figures[:_SUMS])
        methods, raw = self.edition.methods, figures[_SUMS:]
        aspects = zip(sent.aspects, raw[len(methods) :], strict=True)
        by_cutoff, calculated, grade = (self.grades.get(id or "") for id in sent.grades)
        return Outline(
            bare.edition,
            bare.organization,
            bare.result,
            methods=tuple(map(self._method, range(len(methods)), raw)),
            base=base,
            adjustments=Tally((), adjusted, adjusted),
            negative=Tally((), negative, negative),
            total=total,
            aspects={id: _aspect(id, percent) for id, percent in aspects},
            by_cutoff=by_cutoff,
            holds=tuple(self._holds(sent.holds)),
            calculated=calculated,
            grade=grade,
        )

    def _method_score(self, number: int, raw: str) -> MethodScore:
        """A method with its raw score."""
        score = Decimal(raw)
        return MethodScore(self.edition.methods[number], score, score, score, ZERO, ZERO)

    def _holds(
        self, holds: Iterable[tuple[str, bool, str | None, str | None, str]]
    ) -> Iterable[Hold]:
        for grade, decides, limit, case, of in holds:
            known = self.limits.get(limit or ""), self.cases.get(case or "")
            yield Hold(self.grades[grade], decides, *known, of)


@lru_cache(maxsize=_MANY)
def _aspect(id: str, percent: str) -> AspectScore:
    """An aspect by its percentage alone."""
    return AspectScore(id, Decimal(percent), _WHOLE)


_UNSAID = dict(vars(Result.model_construct(organization="", year=0, status=())))
"""What stands in the fields of a result of which an outline tells nothing."""


def _result(sent: Sent) -> Result:
    """As much of a result as an outline tells."""
    decision = None
    if sent.decision:
        grade, reason, date = sent.decision
        day = dt.date.fromisoformat(date)
        decision = Decision.model_construct(grade=grade, reason=reason, date=day)
    told = {
        "organization": sent.organization,
        "year": sent.year,
        "status": tuple([_status(*one) for one in sent.life]),
        "no_grade": sent.no_grade,
        "decision": decision,
    }
    return Result.restored({**_UNSAID, **told})


@lru_cache(maxsize=4096)
def _status(state: State, date: str, reason: str | None) -> Status:
    """A step in the life of a result, one value for all that took it on one day."""
    return Status.model_construct(state=state, date=dt.date.fromisoformat(date), reason=reason)
