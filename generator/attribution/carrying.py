"""Last year's facts under this year's edition: what of a result another edition can take.

Facts are what was recorded: occurrences, levels, ballots, and what does not apply. They are
carried over by id. A rule or a standard that is gone takes its facts with it; a new standard
stands at its full points, or at its best level. What this year's edition cannot take — a
level that its scale has not, a standard judged before and counted now — is read from this
year's result instead: so it counts to the edition, and is named.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generator.check.records import levels_of, wanted_by
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
    last, this = before.result, after.result
    update = {
        "adjustments": tuple(
            carrier.kept(after.edition.adjustments, last.adjustments, this.adjustments)
        ),
        "negative_cases": tuple(
            carrier.kept(after.edition.negative_cases, last.negative_cases, this.negative_cases)
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
    def _old(self) -> Mapping[str, Standard]:
        return {standard.id: standard for standard in self.before.edition.standards}

    @cached_property
    def _sources(self) -> Mapping[tuple[str, str], "_Source"]:
        """Where the facts of each standard come from, method by method."""
        edition = self.after.edition
        return {
            (method.id, standard.id): self._source(method, standard)
            for method in edition.methods
            for standard in standards_of(edition, method)
        }

    def _source(self, method: Method, standard: Standard) -> "_Source":
        old = self._old.get(standard.id)
        kind = self.after.organization.kind
        this = self.after.result.methods[method.id]
        if old is None or (old.applies_to and kind not in old.applies_to):
            return _Source("new", MethodRecord())
        scorer = _scorer(self.before.edition, method, old)
        if scorer is None:
            return _Source("this", this)
        record = self.before.result.methods[scorer.id]
        applied = standard.id not in self.before.result.not_applicable
        if applied and not self._fits(old, standard, record):
            return _Source("this", this)
        return _Source("last", record)

    def _fits(self, old: Standard, new: Standard, record: MethodRecord) -> bool:
        """Whether a standard is still assessed in the way in which its facts were recorded."""
        if (old.judged, bool(old.rubric)) != (new.judged, bool(new.rubric)):
            return False
        return not new.judged or record.levels[new.id] in levels_of(self.after.edition, new)

    @cached_property
    def not_applicable(self) -> Mapping[str, str]:
        """What does not apply: last year's word on standards whose facts are last year's.
        Where that would leave a method without standards, this year's word on all."""
        last = {id for (_, id), source in self._sources.items() if source.origin == "last"}
        this = self.after.result.not_applicable
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
        edition = self.after.edition
        levels: dict[str, str] = {}
        findings: list[Occurrence] = []
        this = self.after.result.methods[method.id].findings
        for standard in standards_of(edition, method):
            record = self._sources[method.id, standard.id].record
            if standard.judged:
                levels[standard.id] = record.levels.get(standard.id, _best(edition, standard))
            rules = standard.bonus + standard.deductions
            findings += self.kept(rules, record.findings, this)
        return MethodRecord(levels=levels, findings=tuple(findings))

    def takes(self, method: Method) -> bool:
        """Whether the level or the ballots of last year still have a place in a method."""
        old = next((one for one in self.before.edition.methods if one.id == method.id), None)
        if old is None or old.by != method.by:
            return False
        record = self.before.result.methods[method.id]
        scale = next(scale for scale in self.after.edition.scales if scale.id == method.scale)
        given = {record.level} if record.level else _voted(record)
        return given <= {level.id for level in scale.levels}

    def kept(
        self, rules: Iterable[Rule], last: Iterable[Occurrence], this: Iterable[Occurrence]
    ) -> Iterator[Occurrence]:
        """Last year's occurrences of rules that still are; of a rule that now asks for other
        figures (a tier, a percentage), this year's."""
        known = {rule.id: rule for rule in rules}
        last = [one for one in last if one.of in known]
        unfit = {one.of for one in last if wanted_by(known[one.of], one)}
        yield from (one for one in last if one.of not in unfit)
        yield from (one for one in this if one.of in unfit)

    def missing(self) -> Iterator[NotCarried]:
        """What was read from this year's result, each thing once."""
        edition = self.after.edition
        for method in edition.methods:
            if method.by != "marks" and not self.takes(method):
                yield NotCarried("method", method.id)
        unfit = {id for (_, id), source in self._sources.items() if source.origin == "this"}
        yield from (NotCarried("standard", s.id) for s in edition.standards if s.id in unfit)
        yield from (NotCarried("rule", id) for id in sorted(self._unfit_rules(unfit)))

    def _unfit_rules(self, unfit: set[str]) -> Iterator[str]:
        edition, result = self.after.edition, self.before.result
        known: dict[str, Rule] = {}
        for standard in edition.standards:
            if standard.id not in unfit:
                known |= {rule.id: rule for rule in standard.bonus + standard.deductions}
        known |= {rule.id: rule for rule in (*edition.adjustments, *edition.negative_cases)}
        found = [one for record in result.methods.values() for one in record.findings]
        found += result.adjustments + result.negative_cases
        yield from {one.of for one in found if one.of in known and wanted_by(known[one.of], one)}


@dataclass(frozen=True, slots=True)
class _Source:
    """Whose facts a standard is scored by: last year's, this year's, or — new — none."""

    origin: Literal["last", "this", "new"]
    record: MethodRecord


def _scorer(edition: Edition, method: Method, standard: Standard) -> Method | None:
    """The method of an edition that scored a standard: the one of the same id, or the only
    one; of several others none can be told."""
    by_marks = (one for one in edition.methods if one.by == "marks")
    scorers = [one for one in by_marks if not standard.methods or one.id in standard.methods]
    same = [one for one in scorers if one.id == method.id]
    return same[0] if same else scorers[0] if len(scorers) == 1 else None


def _voted(record: MethodRecord) -> set[str]:
    return {level for level, count in (record.ballots or {}).items() if count}


def _best(edition: Edition, standard: Standard) -> str:
    """The best level that can be given on a judged standard."""
    if standard.rubric:
        return standard.rubric[0].id
    return next(scale for scale in edition.scales if scale.id == standard.scale).levels[0].id
