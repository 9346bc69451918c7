"""Carry last year's facts over to this year's edition, as far as it can take them.

Facts are what was recorded: occurrences, levels, ballots, and what does not apply. They are
carried over by id. A rule or a standard that is gone takes its facts with it; a new standard
stands at its full points, or at its best level. What this year's edition cannot take — a level
that its scale has not, a standard judged before and counted now — is read from this year's result
instead: so it counts to the edition, and is named.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from msgspec import Struct

from generator.attribution.succession import Origin, Route, Succession, by_id, origins, succession
from generator.model.edition import Edition, edition_for
from generator.model.methods import Method
from generator.model.result import MethodRecord, Occurrence, Result
from generator.scoring.card import Scorecard
from generator.scoring.points import missing_measure
from generator.scoring.standards import applies, relevant_kind, standards_of


class NotCarried(Struct, frozen=True):
    """What could not be carried over: a method, a standard, or a rule of occurrences."""

    kind: Literal["method", "standard", "rule"]
    id: str


class CarriedOver(Struct, frozen=True):
    """Last year's facts as a result under this year's edition, and what it could not take."""

    result: Result
    missing: tuple[NotCarried, ...]


_NO_RECORD = MethodRecord()


Cause = Literal["edition", "kind", "both"]
"""What lets other rules govern an organization: another edition, another kind, or both."""


def cause_of_rules(before: Scorecard, after: Scorecard) -> Cause | None:
    """Return what lets other rules govern the later card; ``None`` where the same ones do."""
    edition = after.edition.whole
    same_kind = _rules(edition, before.kind) == _rules(edition, after.kind)
    if before.edition.whole is edition:
        return None if same_kind else "kind"
    return "edition" if same_kind else "both"


def _rules(edition: Edition, kind: str) -> tuple[Edition, str]:
    """Return what tells the rules for a kind of organization from those for others."""
    return edition_for(edition, kind), relevant_kind(edition, kind)


def carry_over(before: Scorecard, after: Scorecard) -> CarriedOver:
    """Carry the facts of the card ``before`` over to the edition of the card ``after``.

    Both belong to one organization, have a total and have passed the checks. A decision is left
    behind: it gives a grade, not points.
    """
    carrier = _Carrier(before, after, succession(before.edition, after.edition))
    last, this, edition = before.result, after.result, after.edition
    update = {
        "adjustments": carrier.keep(by_id(edition.adjustments), last.adjustments, this.adjustments),
        "negative_cases": carrier.keep(
            by_id(edition.negative_cases), last.negative_cases, this.negative_cases
        ),
        "methods": {method.id: carrier.record(method) for method in edition.methods},
        "not_applicable": carrier.not_applicable,
        "decision": None,
        "year": this.year,
    }
    return CarriedOver(last.model_copy(update=update), tuple(carrier.missing()))


@dataclass(frozen=True)
class _Carrier:
    """Two cards of one organization, and how the facts of the first pass to the second."""

    before: Scorecard
    after: Scorecard
    editions: Succession

    @cached_property
    def _origins(self) -> Mapping[str, Mapping[str, Origin]]:
        """Whose facts each standard takes, by the ids of method and standard."""
        by_kind = origins(self.editions, self.before.kind)
        exceptions = {method: self._exceptions(method, by_kind[method]) for method in by_kind}
        if not any(exceptions.values()):
            return by_kind
        return {method: {**by_kind[method], **exceptions[method]} for method in by_kind}

    def _exceptions(self, method: str, origins: Mapping[str, Origin]) -> Mapping[str, Origin]:
        """Return the origins that the results of the card make other than the kind does."""
        last, exceptions = self.before.result, dict[str, Origin]()
        judged, routes = self.editions.judged[method], self.editions.routes[method]
        for route in routes if last.not_applicable else judged:
            id = route.standard.id
            if origins[id] == "new" or route.scorer is None:
                continue
            if id in last.not_applicable:
                exceptions[id] = "last"
            elif not route.knows_level(last.methods):
                exceptions[id] = "this"
        for route in self.editions.routes[method] if self._periodic else ():
            if {method, route.scorer} & self._periodic and origins[route.standard.id] != "new":
                exceptions[route.standard.id] = "this"
        return exceptions

    @cached_property
    def _periodic(self) -> frozenset[str]:
        """The ids of methods that are scored by periods in either edition.

        What they recorded is not carried over: periods of two editions need not be the same.
        """
        editions = (self.before.edition, self.after.edition)
        return frozenset(m.id for edition in editions for m in edition.methods if m.periods)

    def _standards_from(self, origin: Origin) -> frozenset[str]:
        by_standard = (origins.items() for origins in self._origins.values())
        return frozenset([id for items in by_standard for id, other in items if other == origin])

    @property
    def not_applicable(self) -> Mapping[str, str]:
        """What does not apply, with the reasons.

        That is last year's word on standards whose facts are last year's, and this year's on
        others. Where a method would be left without standards, or there are periods, it is this
        year's word on all.
        """
        before, this = self.before.result.not_applicable, self.after.result.not_applicable
        if (not before and not this) or self._periodic:
            return this
        last = self._standards_from("last")
        reasons = {id: text for id, text in this.items() if id not in last}
        reasons |= {id: text for id, text in before.items() if id in last}
        return reasons if self._leaves_standards(reasons) else this

    def _leaves_standards(self, not_applicable: Mapping[str, str]) -> bool:
        """Tell whether each method keeps a standard that is worth something."""
        result = self.before.result.model_copy(update={"not_applicable": not_applicable})
        edition, organization = self.after.edition, self.after.organization
        return all(
            any(s.points and applies(s, organization, result) for s in standards_of(edition, m))
            for m in edition.methods
            if m.by == "marks"
        )

    def record(self, method: Method) -> MethodRecord:
        """Return what a method of this year's edition would have recorded last year."""
        if method.by != "marks" or method.periods:
            source = self.before.result if self._accepts(method) else self.after.result
            return source.methods[method.id]
        origins = self._origins[method.id]
        levels = {
            route.standard.id: self._level(method, route, origins[route.standard.id])
            for route in self.editions.judged[method.id]
        }
        entered = dict(self._entered(method))
        update = {"levels": levels, "entered": entered, "findings": tuple(self._findings(method))}
        return _NO_RECORD.model_copy(update=update)

    def _level(self, method: Method, route: Route, origin: Origin) -> str:
        """Return the level given on a judged standard; the best where none was."""
        record = _NO_RECORD
        if origin == "last" and route.scorer is not None:
            record = self.before.result.methods[route.scorer]
        elif origin == "this":
            record = self.after.result.methods[method.id]
        return record.levels.get(route.standard.id) or route.best_level

    def _entered(self, method: Method) -> Iterator[tuple[str, Decimal]]:
        """Yield the marks entered on standards by their ids; a new one has none, and is full."""
        origins, this = self._origins[method.id], self.after.result.methods[method.id]
        for route in self.editions.routes[method.id]:
            standard, record = route.standard, this
            if standard.entered and origins[standard.id] == "last" and route.scorer is not None:
                record = self.before.result.methods[route.scorer]
            if standard.id in record.entered and origins[standard.id] != "new":
                yield standard.id, min(record.entered[standard.id], standard.points)

    def _findings(self, method: Method) -> Iterator[Occurrence]:
        """Yield last year's findings, by the method that made them, then this year's."""
        routes, origins = self.editions.routes_by_situation[method.id], self._origins[method.id]
        this = self.after.result.methods[method.id].findings
        for scorer in self.editions.scorers[method.id]:
            last = [
                finding
                for finding in self.before.result.methods[scorer].findings
                if (route := routes.get(finding.of))
                and route.scorer == scorer
                and origins[route.standard.id] == "last"
            ]
            yield from self.keep(routes, last, this)
        for finding in this:
            route = routes.get(finding.of)
            if route and origins[route.standard.id] == "this":
                yield finding

    def keep(
        self, known: Container[str], last: Iterable[Occurrence], this: Iterable[Occurrence]
    ) -> tuple[Occurrence, ...]:
        """Return last year's occurrences of rules that still are ``known``.

        Of a rule that now asks for other figures (a tier, a percentage), it is this year's.
        """
        last = [occurrence for occurrence in last if occurrence.of in known]
        if unfit := self._unfit_rules(last):
            last = [occurrence for occurrence in last if occurrence.of not in unfit]
            last += [occurrence for occurrence in this if occurrence.of in unfit]
        return tuple(last)

    def _unfit_rules(self, last: Iterable[Occurrence]) -> set[str]:
        """Return the ids of the rules that occurrences of last year do not fit."""
        rules = self.editions.remeasured
        return {o.of for o in last if o.of in rules and missing_measure(rules[o.of], o)}

    def _accepts(self, method: Method) -> bool:
        """Tell whether the level or the ballots of last year still have a place in a method."""
        levels = self.editions.accepted_levels.get(method.id)
        if levels is None or method.id in self._periodic:
            return False
        record = self.before.result.methods[method.id]
        if method.by == "scores":
            return len(record.scores) > 2 * (method.drop or 0)
        voted = [level for level, count in (record.ballots or {}).items() if count]
        return levels.issuperset([record.level] if record.level else voted)

    def missing(self) -> Iterator[NotCarried]:
        """Yield what was read from this year's result, each thing once."""
        edition, standards = self.after.edition, self._standards_from("this")
        for method in edition.methods:
            by_marks = method.by == "marks" and not method.periods
            if not by_marks and not self._accepts(method):
                yield NotCarried("method", method.id)
        yield from (NotCarried("standard", s.id) for s in edition.standards if s.id in standards)
        result, owners = self.before.result, self.editions.owners
        records = (r for m in result.methods.values() for _, r in m.parts)
        findings = [finding for record in records for finding in record.findings]
        unfit = self._unfit_rules([*findings, *result.adjustments, *result.negative_cases])
        rules = (id for id in sorted(unfit) if owners.get(id) not in standards)
        yield from (NotCarried("rule", id) for id in rules)
