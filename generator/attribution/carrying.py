"""Last year's facts under this year's edition: what of a result another edition can take.

Facts are what was recorded: occurrences, levels, ballots, and what does not apply. They are
carried over by id. A rule or a standard that is gone takes its facts with it; a new standard
stands at its full points, or at its best level. What this year's edition cannot take — a
level that its scale has not, a standard judged before and counted now — is read from this
year's result instead: so it counts to the edition, and is named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from generator.attribution.succession import Route, Succession, succession
from generator.check.records import wanted_by
from generator.model.clauses import Standard
from generator.model.edition import Edition, Method
from generator.model.result import MethodRecord, Occurrence, Result
from generator.model.rules import Rule
from generator.score import Scorecard
from generator.score.marks import applies, standards_of

Kind = Literal["method", "standard", "rule"]


@dataclass(frozen=True, slots=True)
class NotCarried:
    """What could not be carried over: a method, a standard, or a rule of occurrences."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A result to be scored under this year's edition, and what it could not take."""

    result: Result
    missing: tuple[NotCarried, ...]


def carried(before: Scorecard, after: Scorecard) -> Carried:
    """The facts of the card ``before`` as a result under the edition of the card ``after``.
    Both belong to one organization and have a total. A decision is left behind: it gives a
    grade, not points."""
    carrier = _Carrier(before, after)
    last, this, editions = before.result, after.result, carrier.editions
    update = {
        "adjustments": tuple(_kept(editions.adjustments, last.adjustments, this.adjustments)),
        "negative_cases": tuple(
            _kept(editions.negative_cases, last.negative_cases, this.negative_cases)
        ),
        "methods": {method.id: carrier.record(method) for method in after.edition.methods},
        "not_applicable": carrier.not_applicable,
        "decision": None,
    }
    return Carried(last.model_copy(update=update), tuple(carrier.missing()))


@dataclass(frozen=True)
class _Carrier:
    """Two cards of one organization, and how the facts of the first pass to the second."""

    before: Scorecard
    after: Scorecard

    @cached_property
    def editions(self) -> Succession:
        """What the editions of the two cards say of each other."""
        return succession(self.before.edition, self.after.edition)

    @cached_property
    def _sources(self) -> Mapping[str, Sequence[tuple[Route, "_Source"]]]:
        """Where the facts of each standard come from, method by method."""
        return {
            id: [(route, self._source(id, route)) for route in routes]
            for id, routes in self.editions.routes.items()
        }

    def _source(self, method: str, route: Route) -> "_Source":
        old, kind = route.old, self.after.organization.kind
        if old is None or (old.applies_to and kind not in old.applies_to):
            return _NEW
        this = _Source("this", self.after.result.methods[method])
        if route.scorer is None:
            return this
        record = self.before.result.methods[route.scorer]
        if old.id in self.before.result.not_applicable:
            return _Source("last", record)
        known = not route.standard.judged or record.levels.get(old.id) in route.levels
        return _Source("last", record) if route.same_way and known else this

    @cached_property
    def _origins(self) -> Mapping[str, frozenset[str]]:
        """The standards whose facts come from last year and from this, by that word."""
        pairs = [pair for pairs in self._sources.values() for pair in pairs]
        return {
            origin: frozenset(r.standard.id for r, source in pairs if source.origin == origin)
            for origin in ("last", "this")
        }

    @cached_property
    def not_applicable(self) -> Mapping[str, str]:
        """What does not apply: last year's word on standards whose facts are last year's.
        Where that would leave a method without standards, this year's word on all."""
        last, this = self._origins["last"], self.after.result.not_applicable
        found = {id: text for id, text in this.items() if id not in last}
        found |= {id: t for id, t in self.before.result.not_applicable.items() if id in last}
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
            origin = self.before.result if self.takes(method) else self.after.result
            return origin.methods[method.id]
        levels: dict[str, str] = {}
        findings: list[Occurrence] = []
        this = self.after.result.methods[method.id].findings
        for route, source in self._sources[method.id]:
            id, record = route.standard.id, source.record
            if route.standard.judged:
                levels[id] = record.levels.get(id) or _best(self.after.edition, route.standard)
            if route.rules and record.findings:
                findings += _kept(route.rules, record.findings, this)
        return MethodRecord.model_construct(levels=levels, findings=tuple(findings))

    def takes(self, method: Method) -> bool:
        """Whether the level or the ballots of last year still have a place in a method."""
        old = next((one for one in self.before.edition.methods if one.id == method.id), None)
        if old is None or old.by != method.by:
            return False
        record = self.before.result.methods[method.id]
        scale = next(scale for scale in self.after.edition.scales if scale.id == method.scale)
        given = {record.level} if record.level else _voted(record)
        return given <= {level.id for level in scale.levels}

    def missing(self) -> Iterator[NotCarried]:
        """What was read from this year's result, each thing once."""
        edition, unfit = self.after.edition, self._origins["this"]
        for method in edition.methods:
            if method.by != "marks" and not self.takes(method):
                yield NotCarried("method", method.id)
        yield from (NotCarried("standard", s.id) for s in edition.standards if s.id in unfit)
        yield from (NotCarried("rule", id) for id in sorted(self._unfit_rules(unfit)))

    def _unfit_rules(self, standards: frozenset[str]) -> set[str]:
        """The rules that last year's occurrences do not fit, but for those of ``standards``."""
        result, rules, owners = self.before.result, self.editions.rules, self.editions.owners
        found = [one for record in result.methods.values() for one in record.findings]
        return {
            one.of
            for one in (*found, *result.adjustments, *result.negative_cases)
            if one.of in rules
            and owners.get(one.of) not in standards
            and wanted_by(rules[one.of], one)
        }


def _kept(
    rules: Mapping[str, Rule], last: Iterable[Occurrence], this: Iterable[Occurrence]
) -> Iterator[Occurrence]:
    """Last year's occurrences of rules that still are; of a rule that now asks for other
    figures (a tier, a percentage), this year's."""
    last = [one for one in last if one.of in rules]
    unfit = {one.of for one in last if wanted_by(rules[one.of], one)}
    yield from (one for one in last if one.of not in unfit)
    yield from (one for one in this if one.of in unfit)


class _Source(NamedTuple):
    """Whose facts a standard is scored by: last year's, this year's, or — new — none."""

    origin: Literal["last", "this", "new"]
    record: MethodRecord


_NEW = _Source("new", MethodRecord())


def _voted(record: MethodRecord) -> set[str]:
    return {level for level, count in (record.ballots or {}).items() if count}


def _best(edition: Edition, standard: Standard) -> str:
    """The best level that can be given on a judged standard."""
    if standard.rubric:
        return standard.rubric[0].id
    return next(scale for scale in edition.scales if scale.id == standard.scale).levels[0].id
