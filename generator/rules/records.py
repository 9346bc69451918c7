"""Rules on what a result records: methods, levels, findings, adjustments, cases."""

from collections.abc import Iterator, Mapping
from operator import attrgetter

from generator.dataset.decode import nearest
from generator.dataset.library import Library
from generator.dataset.problem import Place
from generator.model.edition import Edition, Method
from generator.model.result import MethodRecord, Occurrence, Result
from generator.model.rules import Rule
from generator.rules.allowed import Allowed, ByMethod, allowed
from generator.rules.allowed import levels_of as levels_of  # noqa: PLC0414 other rooms ask for it here
from generator.rules.fault import Fault, Faults
from generator.rules.references import ids, ids_in, rules_of
from generator.rules.results import governed
from generator.rules.shares import once_for_share
from generator.scoring.once import once_for_edition

_FIELDS = {"levels": ("level",), "ballots": ("ballots",), "marks": ("levels", "findings", "marks")}
_FOREIGN = {
    by: attrgetter(*(field for other in _FIELDS for field in _FIELDS[other] if other != by))
    for by in _FIELDS
}
"""The fields of a record that are none of a method's, all at once."""


@once_for_share
def _recorded(
    library: Library,
) -> Iterator[tuple[Result, Edition, Method, MethodRecord, Allowed]]:
    """The records with what they may name."""
    for result, edition, by_method in _governed(library):
        for method in edition.methods:
            if record := result.methods.get(method.id):
                yield result, edition, method, record, by_method[method.id]


@once_for_share
def _governed(library: Library) -> Iterator[tuple[Result, Edition, ByMethod]]:
    """The results whose edition is known, with it and with what they may record."""
    for result, edition in governed(library):
        yield result, edition, allowed(library, result, edition)


def method_recorded(library: Library) -> Faults:
    """A result records every method of its edition, and no other; one without a grade may
    leave methods out."""
    for result, edition in governed(library):
        known = ids_in(edition, "methods")
        if result.methods.keys() == known:
            continue
        missing = known - result.methods.keys() if result.no_grade is None else frozenset()
        for id in sorted(result.methods.keys() - known):
            near = nearest(id, tuple(sorted(known)))
            missing -= {near}
            yield library.result_at(result).key("methods", id), {"method": id, "near": near}
        for id in sorted(missing):
            yield library.result_at(result, "methods"), {"method": id, "near": ""}


def record_fits_method(library: Library) -> Faults:
    """A method by levels records a level, one by ballots the ballots, one by marks levels
    and findings; nothing else."""
    for result, _, method, record, _ in _recorded(library):
        if any(_FOREIGN[method.by](record)):
            place = library.result_at(result, "methods", method.id)
            yield place, {"method": method.title, "fields": ", ".join(_FIELDS[method.by])}


def record_filled_in(library: Library) -> Faults:
    """A method by levels has its level, and one by ballots its ballots."""
    for result, _, method, record, _ in _recorded(library):
        if method.by != "marks" and result.no_grade is None:
            (field,) = _FIELDS[method.by]
            if not getattr(record, field):
                place = library.result_at(result, "methods", method.id, field)
                yield place, {"method": method.title, "fields": field}


def level_of_scale(library: Library) -> Faults:
    """A level, and every level on a ballot, stands on the scale of the method."""
    for result, edition, method, record, _ in _recorded(library):
        known = _levels_on(edition, method.scale) if method.scale else frozenset()
        if record.level and known and record.level not in known:
            place = library.result_at(result, "methods", method.id, "level")
            yield _not_among(place, record.level, known)
        for level in sorted(record.ballots.keys() - known) if record.ballots and known else ():
            place = library.result_at(result).key("methods", method.id, "ballots", level)
            yield _not_among(place, level, known)


@once_for_edition
def _levels_on(edition: Edition, scale: str) -> frozenset[str]:
    """The ids of the levels of a scale; none, if the edition has no such scale."""
    return next((ids(one.levels) for one in edition.scales if one.id == scale), frozenset())


def _not_among(place: Place, value: str, known: frozenset[str]) -> Fault:
    near = nearest(value, tuple(sorted(known)))
    return place, {"value": value, "near": near, "known": ", ".join(sorted(known))}


def ballots_cast(library: Library) -> Faults:
    """At least one ballot was cast."""
    for result, _, method, record, _ in _recorded(library):
        if record.ballots and not sum(record.ballots.values()):
            yield library.result_at(result, "methods", method.id, "ballots"), {}


def standard_judged(library: Library) -> Faults:
    """Every judged standard that applies has a level of its scale or rubric; what is not
    assessed is never taken for 0. Where the organization is unknown, none is asked for."""
    for result, _, method, record, scored in _recorded(library):
        for standard, known in scored.levels.items() if result.no_grade is None else ():
            level = record.levels.get(standard)
            if level not in known and (level or scored.applying):
                path = ("levels", standard) if level else ("levels",)
                place = library.result_at(result, "methods", method.id, *path)
                yield place, {"standard": standard, "known": ", ".join(sorted(known))}


def standard_of_record(library: Library) -> Faults:
    """Levels and marks are given for standards that the method scores and that apply;
    levels for judged ones only."""
    for result, _, method, record, scored in _recorded(library):
        if record.levels.keys() <= scored.levels.keys() and record.marks.keys() <= scored.standards:
            continue
        for field, given, known in (
            ("levels", record.levels.keys(), scored.levels.keys()),
            ("marks", record.marks.keys(), scored.standards),
        ):
            for id in sorted(given - known):
                place = library.result_at(result).key("methods", method.id, field, id)
                yield place, {"value": id, "near": nearest(id, tuple(sorted(known)))}


def finding_of_method(library: Library) -> Faults:
    """A finding names a situation of a standard that the method scores and that applies."""
    for result, _, method, record, scored in _recorded(library):
        known = scored.situations
        for n, finding in enumerate(record.findings):
            if finding.of not in known:
                place = library.result_at(result, "methods", method.id, "findings", n, "of")
                near = nearest(finding.of, tuple(sorted(known)))
                yield place, {"value": finding.of, "near": near, "method": method.title}


def occurrence_of_list(library: Library) -> Faults:
    """An entry under ``adjustments`` or ``negative_cases`` names one of the edition's."""
    for result, edition in governed(library):
        for field in ("adjustments", "negative_cases"):
            for n, one in enumerate(getattr(result, field)):
                known = ids_in(edition, field)
                if one.of not in known:
                    place = library.result_at(result, field, n, "of")
                    yield place, {"value": one.of, "near": nearest(one.of, tuple(sorted(known)))}


def occurrences_of(result: Result) -> Iterator[tuple[tuple[str, ...], tuple[Occurrence, ...]]]:
    """The lists of what a result says happened, with their paths."""
    for method, record in result.methods.items():
        yield ("methods", method, "findings"), record.findings
    yield ("adjustments",), result.adjustments
    yield ("negative_cases",), result.negative_cases


def occurrence_measured(library: Library) -> Faults:
    """An occurrence states just what its rule asks for: a tier (and kind) that the table
    has, or a measured percentage, or a count; and ``event`` only among negative cases."""
    for result, edition in governed(library):
        rules, counted = _rules_by_list(edition), _counted(edition)
        for path, occurrences in occurrences_of(result):
            for n, one in enumerate(occurrences):
                if one.of in counted and one.model_fields_set <= _COUNT:
                    continue
                rule = rules[path[0]].get(one.of)
                wanted = wanted_by(rule, one) if rule else ""
                if one.event and path[0] != "negative_cases":
                    wanted = "event: negative_cases"
                if wanted:
                    yield library.result_at(result, *path, n), {"rule": one.of, "wanted": wanted}


@once_for_edition
def _counted(edition: Edition) -> frozenset[str]:
    """The ids of the rules that ask for nothing but a count, as most do."""
    rules = [rule for _, rule in rules_of(edition)]
    other = ids(
        tuple(rule for rule in rules if rule.thresholds or isinstance(rule.points, Mapping))
    )
    return ids(tuple(rules)) - other


_COUNT = frozenset({"of", "count", "note"})
"""What an occurrence states of a rule that asks for nothing but a count."""


@once_for_edition
def _rules_by_list(edition: Edition) -> dict[str, dict[str, Rule]]:
    """The rules that an occurrence may name, by where it stands in a result."""
    lists: dict[str, dict[str, Rule]] = {"methods": {}, "adjustments": {}, "negative_cases": {}}
    for path, rule in rules_of(edition):
        lists["methods" if path[0] == "standards" else str(path[0])][rule.id] = rule
    return lists


def wanted_by(rule: Rule, one: Occurrence) -> str:
    """The fields that the rule asks for, or nothing where the occurrence states them."""
    measured = one.value is not None, one.part is not None, one.whole is not None
    if rule.thresholds:
        fits = measured in ((True, False, False), (False, True, True)) and one.count == 1
        return "" if fits and not one.tier and not one.kind else "value | part, whole"
    if any(measured):
        return "count"
    return _wanted_of_table(rule.points, one)


def _wanted_of_table(points: object, one: Occurrence) -> str:
    if not isinstance(points, Mapping):
        return "count" if one.tier or one.kind else ""
    row = points.get(one.tier)
    if isinstance(row, Mapping):
        return "" if one.kind in row else f"kind: {' | '.join(row)}"
    if row is None:
        return f"tier: {' | '.join(points)}"
    return "" if one.kind is None else "tier"


def not_applicable_standard(library: Library) -> Faults:
    """``not_applicable`` names standards of the edition, and leaves each method at least
    one standard to score."""
    for result, edition, by_method in _governed(library):
        known = ids_in(edition, "standards") if result.not_applicable else frozenset()
        for id in sorted(result.not_applicable.keys() - known):
            place = library.result_at(result).key("not_applicable", id)
            yield place, {"value": id, "near": nearest(id, tuple(sorted(known)))}
        for method in edition.methods if result.no_grade is None else ():
            if not by_method[method.id].scoring and method.by == "marks":
                yield library.result_at(result, "not_applicable"), {"value": method.id, "near": ""}


RULES = (
    method_recorded,
    record_fits_method,
    record_filled_in,
    level_of_scale,
    ballots_cast,
    standard_judged,
    standard_of_record,
    finding_of_method,
    occurrence_of_list,
    occurrence_measured,
    not_applicable_standard,
)
