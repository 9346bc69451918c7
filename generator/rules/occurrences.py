"""Rules on what a result says happened: findings, adjustments, negative cases."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.model.clauses import Rule as PointsRule
from generator.model.edition import Edition
from generator.model.result import Occurrence, Result
from generator.problem import PathInFile, nearest
from generator.rules.governed import GovernedResult
from generator.rules.ids import ids_in, rules_of
from generator.rules.misplaced import misplaced
from generator.rules.rule import Fault, Faults
from generator.rules.titles import in_words, titles_of
from generator.scoring.points import missing_measure


def occurrence_of_list(governed: GovernedResult) -> Faults:
    """An entry under ``adjustments`` or ``negative_cases`` names one of the edition's."""
    for field in ("adjustments", "negative_cases"):
        known = ids_in(governed.edition, field)
        for n, occurrence in enumerate(getattr(governed.result, field)):
            if occurrence.of not in known:
                near = nearest(occurrence.of, tuple(sorted(known)))
                facts = {"value": occurrence.of, "near": near, "field": field}
                yield misplaced(governed, Fault(governed.at(field, n, "of"), facts))


def occurrence_measured(governed: GovernedResult) -> Faults:
    """An occurrence states just what its rule asks for: a tier (and kind) that the table has, or a
    measured quantity, or points, or a count."""
    known = _rules_by_section(governed.edition)
    for path, occurrence in _occurrences(governed.result):
        section = str(path[0])
        rule = known[section].get(occurrence.of)
        missing = missing_measure(rule, occurrence) if rule else ""
        if missing:
            wanted = _with_titles(missing, governed.edition)
            yield Fault(governed.at(*path), {"rule": occurrence.of, "wanted": wanted})


def _with_titles(missing: str, edition: Edition) -> str:
    """Return what is missing of an occurrence; tiers and kinds that it may have by their titles."""
    field, sign, known = missing.partition(": ")
    entries = {"tier": edition.tiers, "kind": edition.kinds}.get(field, ())
    return f"{field}: {in_words(titles_of(entries), known.split(' | '))}" if sign else missing


def points_in_range(governed: GovernedResult) -> Faults:
    """Points that assessors find fit lie within the range of their rule."""
    known = _rules_by_section(governed.edition)
    for path, occurrence in _occurrences(governed.result):
        rule, points = known[str(path[0])].get(occurrence.of), occurrence.points
        if rule and rule.range and points is not None:
            low, high = rule.range
            if not low <= points <= high:
                facts = {"value": points, "low": low, "high": high}
                yield Fault(governed.at(*path, "points"), facts)


def required_recorded(governed: GovernedResult) -> Faults:
    """What an edition requires is recorded: a situation under each method that scores its
    standard, if that applies. Silence is never taken for full marks."""
    result = governed.result
    if not governed.is_scored:
        return
    for _, record, allowed, path in governed.records:
        if allowed.applying:
            found = {finding.of for finding in record.findings}
            for id in sorted(allowed.required - found):
                yield Fault(governed.at().key(*path, "findings"), {"rule": id}, gap=True)
    for field in ("adjustments", "negative_cases") if governed.is_whole else ():
        found = {occurrence.of for occurrence in getattr(result, field)}
        for rule in getattr(governed.edition, field):
            if rule.required and rule.id not in found:
                yield Fault(governed.at().key(field), {"rule": rule.id}, gap=True)


def part_of_whole(governed: GovernedResult) -> Faults:
    """A part is no more than its whole."""
    for path, occurrence in _occurrences(governed.result):
        part, whole = occurrence.part, occurrence.whole
        if part is not None and whole is not None and part > whole:
            yield Fault(governed.at(*path, "part"), {"part": part, "whole": whole})


def value_not_negative(governed: GovernedResult) -> Faults:
    """A measured value is 0 or more, unless it is in percent, as a rate of growth is, or its rule
    has a bound below 0."""
    known = _rules_by_section(governed.edition)
    for path, occurrence in _occurrences(governed.result):
        rule, value = known[str(path[0])].get(occurrence.of), occurrence.value
        if rule and value is not None and value < 0 and not rule.may_be_negative:
            yield Fault(governed.at(*path, "value"), {"rule": rule.id, "value": value})


def _occurrences(result: Result) -> Iterator[tuple[PathInFile, Occurrence]]:
    """Yield everything that a result says happened, with its path."""
    for method, whole in result.methods.items():
        for path, record in whole.parts:
            for n, finding in enumerate(record.findings):
                yield ("methods", method, *path, "findings", n), finding
    for n, adjustment in enumerate(result.adjustments):
        yield ("adjustments", n), adjustment
    for n, case in enumerate(result.negative_cases):
        yield ("negative_cases", n), case


@lru_cache(maxsize=64)
def _rules_by_section(edition: Edition) -> Mapping[str, Mapping[str, PointsRule]]:
    """Return the rules that an occurrence may name, by where it stands in a result."""
    lists: dict[str, dict[str, PointsRule]]
    lists = {"methods": {}, "adjustments": {}, "negative_cases": {}}
    for path, rule in rules_of(edition):
        lists["methods" if path[0] == "standards" else str(path[0])][rule.id] = rule
    return lists
