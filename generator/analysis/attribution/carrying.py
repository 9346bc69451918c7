"""Last year's facts under this year's edition: what of a result another edition can take.

Facts are what was recorded: occurrences, levels, ballots, and what does not apply. They are
carried over by id. A rule or a standard that is gone takes its facts with it; a new standard
stands at its full points, or at its best level. What this year's edition cannot take — a
level that its scale has not, a standard judged before and counted now — is read from this
year's result instead: so it counts to the edition, and is named.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generator.analysis.attribution.route import Origin, Route, Usual
from generator.analysis.attribution.succession import Succession, succession
from generator.frozen import frozen
from generator.model.edition import Method
from generator.model.result import MethodRecord, Occurrence, Result
from generator.scoring.card import Scorecard
from generator.scoring.marks import applies, standards_of
from generator.scoring.points import missing_measure

Kind = Literal["method", "standard", "rule"]


@frozen
class NotCarried:
    """What could not be carried over: a method, a standard, or a rule of occurrences."""

    kind: Kind
    id: str


@frozen
class Carried:
    """A result to be scored under this year's edition, and what it could not take."""

    result: Result
    missing: tuple[NotCarried, ...]


def _is_usual(before: Scorecard, usual: Usual) -> bool:
    """Whether no level and nothing that did not apply makes an exception of a card."""
    last = before.result
    return not last.not_applicable and usual.holds(last.methods)


_NO_RECORD = MethodRecord()


def carried(before: Scorecard, after: Scorecard) -> Carried:
    """The facts of the card ``before`` as a result under the edition of the card ``after``.
    Both belong to one organization, have a total and have passed the checks. A decision is
    left behind: it gives a grade, not points."""
    editions = succession(before.edition, after.edition)
    usual = editions.usual(after.organization.kind)
    carrier = _Carrier(before, after, editions, usual if _is_usual(before, usual) else None)
    last, this = before.result, after.result
    update = {
        "adjustments": carrier.kept(editions.adjustments, last.adjustments, this.adjustments),
        "negative_cases": carrier.kept(
            editions.negative_cases, last.negative_cases, this.negative_cases
        ),
        "methods": {method.id: carrier.record(method) for method in after.edition.methods},
        "not_applicable": carrier.not_applicable,
        "decision": None,
    }
    return Carried(last.model_copy(update=update), tuple(carrier.missing()))


@dataclass(frozen=True)
class _Carrier:
    """Two cards of one organization, and how the facts of the first pass to the second: in
    the usual way, if the first is no exception."""

    before: Scorecard
    after: Scorecard
    editions: Succession
    usual: Usual | None

    @cached_property
    def _origins(self) -> Mapping[str, Mapping[str, Origin]]:
        """Whose facts the standards take that a method scores, by the ids of both."""
        if self.usual:
            return self.usual.origins
        return {
            method: {route.standard.id: self._origin(route) for route in way.routes}
            for method, way in self.editions.ways.items()
        }

    def _origin(self, route: Route) -> Origin:
        usual, last = route.origin(self.after.organization.kind), self.before.result
        if usual == "new" or route.scorer is None:
            return usual
        if route.standard.id in last.not_applicable:
            return "last"
        return usual if route.knows_level(last.methods) else "this"

    def _standards_from(self, origin: Origin) -> frozenset[str]:
        """The standards whose facts are last year's, or this year's."""
        origins = self._origins.values()
        return frozenset([id for ids in origins for id, one in ids.items() if one == origin])

    @property
    def not_applicable(self) -> Mapping[str, str]:
        """What does not apply: last year's word on standards whose facts are last year's.
        Where that would leave a method without standards, this year's word on all."""
        before, this = self.before.result.not_applicable, self.after.result.not_applicable
        if not before and not this:
            return this
        last = self._standards_from("last")
        found = {id: text for id, text in this.items() if id not in last}
        found |= {id: text for id, text in before.items() if id in last}
        return found if self._leaves_something(found) else this

    def _leaves_something(self, not_applicable: Mapping[str, str]) -> bool:
        result = self.before.result.model_copy(update={"not_applicable": not_applicable})
        edition, organization = self.after.edition, self.after.organization
        return all(
            any(s.points and applies(s, organization, result) for s in standards_of(edition, m))
            for m in edition.methods
            if m.by == "marks"
        )

    def record(self, method: Method) -> MethodRecord:
        """What a method of this year's edition would have recorded last year."""
        if method.by != "marks":
            origin = self.before.result if self._takes(method) else self.after.result
            return origin.methods[method.id]
        if self.usual and method.id in self.usual.whole:
            return _with_levels(self.before.result.methods[method.id], self.usual.whole[method.id])
        judged = self.editions.ways[method.id].judged
        update = {
            "levels": {route.standard.id: self._level(method, route) for route in judged},
            "findings": tuple(self._findings(method)),
        }
        return _NO_RECORD.model_copy(update=update)

    def _level(self, method: Method, route: Route) -> str:
        """The level given on a judged standard; the best where none was."""
        origin, record = self._origins[method.id][route.standard.id], _NO_RECORD
        if origin == "last" and route.scorer is not None:
            record = self.before.result.methods[route.scorer]
        elif origin == "this":
            record = self.after.result.methods[method.id]
        return record.levels.get(route.standard.id) or route.best

    def _findings(self, method: Method) -> Iterator[Occurrence]:
        way, origins = self.editions.ways[method.id], self._origins[method.id]
        this = self.after.result.methods[method.id].findings
        for scorer in way.scorers:
            last = [
                one
                for one in self.before.result.methods[scorer].findings
                if (route := way.by_rule.get(one.of))
                and route.scorer == scorer
                and origins[route.standard.id] == "last"
            ]
            yield from self.kept(way.by_rule, last, this)
        if "this" in origins.values():
            found = ((one, way.by_rule.get(one.of)) for one in this)
            yield from (one for one, r in found if r and origins[r.standard.id] == "this")

    def kept(
        self, known: Container[str], last: Sequence[Occurrence], this: Iterable[Occurrence]
    ) -> tuple[Occurrence, ...]:
        """Last year's occurrences of rules that still are ``known``; of a rule that now asks
        for other figures (a tier, a percentage), this year's."""
        if not last:
            return ()
        last = [one for one in last if one.of in known]
        if unfit := self._unfit(last):
            last = [one for one in last if one.of not in unfit]
            last += [one for one in this if one.of in unfit]
        return tuple(last)

    def _unfit(self, last: Iterable[Occurrence]) -> set[str]:
        """The rules that occurrences of last year do not fit."""
        rules = self.editions.remeasured
        return {one.of for one in last if one.of in rules and missing_measure(rules[one.of], one)}

    def _takes(self, method: Method) -> bool:
        """Whether the level or the ballots of last year still have a place in a method."""
        if method.id in self.editions.takes_all:
            return True
        levels = self.editions.takes.get(method.id)
        if levels is None:
            return False
        record = self.before.result.methods[method.id]
        return levels.issuperset([record.level] if record.level else _voted(record))

    def missing(self) -> Iterator[NotCarried]:
        """What was read from this year's result, each thing once."""
        edition = self.after.edition
        unfit = self.usual.this if self.usual else self._standards_from("this")
        for method in edition.methods:
            if method.by != "marks" and not self._takes(method):
                yield NotCarried("method", method.id)
        if unfit:
            yield from (NotCarried("standard", s.id) for s in edition.standards if s.id in unfit)
        yield from (NotCarried("rule", id) for id in sorted(self._unfit_rules(unfit)))

    def _unfit_rules(self, standards: frozenset[str]) -> set[str]:
        """The rules that last year's occurrences do not fit, but for those of ``standards``."""
        if not self.editions.remeasured:
            return set()
        result, owners = self.before.result, self.editions.owners
        found = [one for record in result.methods.values() for one in record.findings]
        unfit = self._unfit([*found, *result.adjustments, *result.negative_cases])
        return {id for id in unfit if owners.get(id) not in standards}


def _with_levels(record: MethodRecord, levels: Mapping[str, str]) -> MethodRecord:
    """A record with the levels of further standards. Of a standard or a rule that is gone,
    nobody asks what was recorded."""
    if not levels:
        return record
    return record.model_copy(update={"levels": {**record.levels, **levels}})


def _voted(record: MethodRecord) -> list[str]:
    return [level for level, count in (record.ballots or {}).items() if count]
