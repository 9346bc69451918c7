"""Rules on what a result records: methods, levels, findings, adjustments, cases."""

from collections.abc import Iterator, Mapping

from generator.check.fault import Fault, Faults
from generator.check.references import ids, rules_of, situations_of
from generator.check.results import governed
from generator.decode import nearest
from generator.library import Library
from generator.model.clauses import Standard
from generator.model.edition import Edition, Method
from generator.model.result import MethodRecord, Occurrence, Result
from generator.model.rules import Rule
from generator.problem import Place
from generator.score.marks import applies, standards_of

_FIELDS = {"levels": ("level",), "ballots": ("ballots",), "marks": ("levels", "findings", "marks")}


def _recorded(library: Library) -> Iterator[tuple[Result, Edition, Method, MethodRecord]]:
    for result, edition in governed(library):
        for method in edition.methods:
            if method.id in result.methods:
                yield result, edition, method, result.methods[method.id]


def method_recorded(library: Library) -> Faults:
    """A result records every method of its edition, and no other; one without a grade may
    leave methods out."""
    for result, edition in governed(library):
        known = ids(edition.methods)
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
    for result, _, method, record in _recorded(library):
        foreign = set().union(*_FIELDS.values()) - set(_FIELDS[method.by])
        if any(getattr(record, field) for field in foreign):
            place = library.result_at(result, "methods", method.id)
            yield place, {"method": method.title, "fields": ", ".join(_FIELDS[method.by])}


def record_filled_in(library: Library) -> Faults:
    """A method by levels has its level, and one by ballots its ballots."""
    for result, _, method, record in _recorded(library):
        if method.by != "marks" and result.no_grade is None:
            (field,) = _FIELDS[method.by]
            if not getattr(record, field):
                place = library.result_at(result, "methods", method.id, field)
                yield place, {"method": method.title, "fields": field}


def level_of_scale(library: Library) -> Faults:
    """A level, and every level on a ballot, stands on the scale of the method."""
    for result, edition, method, record in _recorded(library):
        scale = next((scale for scale in edition.scales if scale.id == method.scale), None)
        known = ids(scale.levels) if scale else frozenset()
        if record.level and scale and record.level not in known:
            place = library.result_at(result, "methods", method.id, "level")
            yield _not_among(place, record.level, known)
        for level in sorted((record.ballots or {}).keys() - known) if scale else ():
            place = library.result_at(result).key("methods", method.id, "ballots", level)
            yield _not_among(place, level, known)


def _not_among(place: Place, value: str, known: frozenset[str]) -> Fault:
    near = nearest(value, tuple(sorted(known)))
    return place, {"value": value, "near": near, "known": ", ".join(sorted(known))}


def ballots_cast(library: Library) -> Faults:
    """At least one ballot was cast."""
    for result, _, method, record in _recorded(library):
        if record.ballots and not sum(record.ballots.values()):
            yield library.result_at(result, "methods", method.id, "ballots"), {}


def standard_judged(library: Library) -> Faults:
    """Every judged standard that applies has a level of its scale or rubric; what is not
    assessed is never taken for 0."""
    for result, edition, method, record in _recorded(library):
        applying = _applying(library, result, edition, method).values()
        for standard in applying if result.no_grade is None else ():
            known = levels_of(edition, standard)
            level = record.levels.get(standard.id)
            if standard.judged and level not in known:
                path = ("levels", standard.id) if level else ("levels",)
                place = library.result_at(result, "methods", method.id, *path)
                yield place, {"standard": standard.id, "known": ", ".join(sorted(known))}


def levels_of(edition: Edition, standard: Standard) -> frozenset[str]:
    """The ids of the levels that may be given on a judged standard."""
    if standard.rubric:
        return ids(standard.rubric)
    scale = next((scale for scale in edition.scales if scale.id == standard.scale), None)
    return ids(scale.levels) if scale else frozenset()


def standard_of_record(library: Library) -> Faults:
    """Levels and marks are given for standards that the method scores and that apply;
    levels for judged ones only."""
    for result, edition, method, record in _recorded(library):
        scored = _applying(library, result, edition, method)
        judged = {id for id, standard in scored.items() if standard.judged}
        for field, given, known in (
            ("levels", record.levels.keys(), judged),
            ("marks", record.marks.keys(), scored.keys()),
        ):
            for id in sorted(given - known):
                place = library.result_at(result).key("methods", method.id, field, id)
                yield place, {"value": id, "near": nearest(id, tuple(sorted(known)))}


def _applying(
    library: Library, result: Result, edition: Edition, method: Method
) -> Mapping[str, Standard]:
    """The standards that the method scores and that apply to the organization."""
    organization = library.known_organizations.get(result.organization)
    return {
        standard.id: standard
        for standard in standards_of(edition, method)
        if organization is None or applies(standard, organization, result)
    }


def finding_of_method(library: Library) -> Faults:
    """A finding names a situation of a standard that the method scores and that applies."""
    for result, edition, method, record in _recorded(library):
        scored = _applying(library, result, edition, method).values()
        known = {rule.id for standard in scored for _, _, rule in situations_of(standard)}
        for n, finding in enumerate(record.findings):
            if finding.of not in known:
                place = library.result_at(result, "methods", method.id, "findings", n, "of")
                near = nearest(finding.of, tuple(sorted(known)))
                yield place, {"value": finding.of, "near": near, "method": method.title}


def occurrence_of_list(library: Library) -> Faults:
    """An entry under ``adjustments`` or ``negative_cases`` names one of the edition's."""
    for result, edition in governed(library):
        for field in ("adjustments", "negative_cases"):
            known = ids(getattr(edition, field))
            for n, one in enumerate(getattr(result, field)):
                if one.of not in known:
                    place = library.result_at(result, field, n, "of")
                    yield place, {"value": one.of, "near": nearest(one.of, tuple(sorted(known)))}


def occurrences_of(result: Result) -> Iterator[tuple[tuple[str | int, ...], Occurrence]]:
    """Everything that a result says happened, with its path."""
    for method, record in result.methods.items():
        for n, one in enumerate(record.findings):
            yield ("methods", method, "findings", n), one
    for n, one in enumerate(result.adjustments):
        yield ("adjustments", n), one
    for n, one in enumerate(result.negative_cases):
        yield ("negative_cases", n), one


def occurrence_measured(library: Library) -> Faults:
    """An occurrence states just what its rule asks for: a tier (and kind) that the table
    has, or a measured percentage, or a count; and ``event`` only among negative cases."""
    rules = {edition.id: _rules_by_list(edition) for edition in library.editions}
    for result, edition in governed(library):
        for path, one in occurrences_of(result):
            rule = rules[edition.id][str(path[0])].get(one.of)
            wanted = wanted_by(rule, one) if rule else ""
            if one.event and path[0] != "negative_cases":
                wanted = "event: negative_cases"
            if wanted:
                yield library.result_at(result, *path), {"rule": one.of, "wanted": wanted}


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
    for result, edition in governed(library):
        known = ids(edition.standards)
        for id in sorted(result.not_applicable.keys() - known):
            place = library.result_at(result).key("not_applicable", id)
            yield place, {"value": id, "near": nearest(id, tuple(sorted(known)))}
        for method in edition.methods if result.no_grade is None else ():
            left = _applying(library, result, edition, method).values()
            if method.by == "marks" and not sum(standard.points for standard in left):
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
