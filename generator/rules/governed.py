"""A result under the edition of its year, and what it may record."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from generator.dataset.library import Frame
from generator.model.clauses import Standard
from generator.model.edition import Edition, edition_for
from generator.model.methods import Method
from generator.model.result import PeriodRecord, Result
from generator.problem import PathInFile, Place
from generator.scoring.standards import (
    applies_to_kind,
    is_unscored,
    level_ids,
    relevant_kind,
    standards_of,
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be recorded under a method, by ids.

    ``standards`` may have marks; ``situations`` may be found, and some are ``required``; ``levels``
    are those of each judged standard, by its id; ``entered`` holds the highest mark of each
    standard whose mark is entered, by its id. ``scoring`` tells whether the standards are
    worth anything, ``applying`` whether all of them are known to apply, which nobody knows of an
    unknown organization.
    """

    standards: frozenset[str]
    situations: frozenset[str]
    required: frozenset[str]
    levels: Mapping[str, frozenset[str]]
    entered: Mapping[str, Decimal]
    scoring: bool
    applying: bool


class Record(NamedTuple):
    """What a result recorded under a method, once or in a period, and what it may record there.

    ``path`` leads to it.
    """

    method: Method
    record: PeriodRecord
    allowed: Allowed
    path: PathInFile


@dataclass(frozen=True, eq=False)
class GovernedResult:
    """A result, the edition of its year, and all data but the results."""

    frame: Frame
    result: Result
    edition: Edition

    def at(self, *path: str | int) -> Place:
        """Return the place of a node of the result's file."""
        return self.frame.result_at(self.result, *path)

    @property
    def is_scored(self) -> bool:
        """Whether it is scored: it has a grade, and no veto that leaves it unscored."""
        return self.result.no_grade is None and not is_unscored(self.edition, self.result)

    @property
    def is_whole(self) -> bool:
        """Whether it is scored whole, and not only as far as its year has come."""
        return self.is_scored and self.result.state != "interim"

    @cached_property
    def allowed(self) -> Mapping[str, Allowed]:
        """What may be recorded under each method, by the method's id.

        It depends on the standards that apply to the organization. All standards are allowed to
        an organization that nobody knows.
        """
        organization = self.frame.known_organizations.get(self.result.organization)
        if organization is None:
            return _allowed_to_unknown(self.edition)
        kind = relevant_kind(self.edition, organization.kind_in(self.result.year))
        return _allowed_to_kind(self.edition, kind, frozenset(self.result.not_applicable))

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The records under methods of the edition, in its order."""
        records = self.result.methods
        return tuple(
            Record(method, record, self.allowed[method.id], ("methods", method.id, *path))
            for method in self.edition.methods
            if method.id in records
            for path, record in records[method.id].parts
            if path or not method.periods
        )


def governed_result(frame: Frame, result: Result, edition: Edition) -> GovernedResult:
    """Return a result under an edition as it is for the kind of its organization, if known."""
    organization = frame.known_organizations.get(result.organization)
    if organization:
        edition = edition_for(edition, organization.kind_in(result.year))
    return GovernedResult(frame, result, edition)


@lru_cache(maxsize=64)
def _allowed_to_unknown(edition: Edition) -> Mapping[str, Allowed]:
    return _allowed(edition, lambda _: True, applying=False)


@lru_cache(maxsize=512)
def _allowed_to_kind(
    edition: Edition, kind: str, not_applicable: frozenset[str]
) -> Mapping[str, Allowed]:
    return _allowed(edition, lambda s: applies_to_kind(s, kind, not_applicable), applying=True)


def _allowed(
    edition: Edition, applies: Callable[[Standard], bool], *, applying: bool
) -> Mapping[str, Allowed]:
    def allowed_under(standards: Iterator[Standard]) -> Allowed:
        by_id = {standard.id: standard for standard in standards}
        return Allowed(
            standards=frozenset(by_id),
            situations=frozenset(x.id for s in by_id.values() for x in s.situations),
            required=frozenset(x.id for s in by_id.values() for x in s.situations if x.required),
            levels={s.id: level_ids(edition, s) for s in by_id.values() if s.judged},
            entered={s.id: s.points + s.upper for s in by_id.values() if s.entered},
            scoring=any(s.points for s in by_id.values()),
            applying=applying,
        )

    return {
        method.id: allowed_under(filter(applies, standards_of(edition, method)))
        for method in edition.methods
    }
