"""What may be recorded under a method, known once for all organizations of a kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from generator.dataset.decode import nearest
from generator.dataset.library import Library
from generator.model.clauses import Rule, Standard
from generator.model.edition import Edition, Method
from generator.model.result import MethodRecord, Occurrence, Result
from generator.problem import Place
from generator.rules.ids import ids, ids_in, rules_of, situations_of
from generator.rules.results import governed
from generator.rules.rule import Fault, Faults, once_for_share
from generator.scoring.marks import applies_to_kind, level_ids, relevant_kind, standards_of
from generator.scoring.points import missing_measure


@dataclass(frozen=True, slots=True)
class Allowed:
    """The ids that a record may name: of ``standards``, of the situations of these, and of the
    levels of those that are judged. ``scoring`` is whether the standards are worth anything, and
    ``applying`` whether all of them apply, which nobody knows of an unknown organization."""

    standards: frozenset[str]
    situations: frozenset[str]
    levels: Mapping[str, frozenset[str]]
    scoring: bool
    applying: bool = True


_MOST_COMBINATIONS = 64
ByMethod = Mapping[str, Allowed]


def allowed(library: Library, result: Result, edition: Edition) -> ByMethod:
    """What a result may record under each method: ids of the standards that the method scores
    and that apply to the organization; of all, if nobody knows the organization."""
    organization = library.known_organizations.get(result.organization)
    if organization is None:
        return _to_all(edition)
    kind = relevant_kind(edition, organization.kind)
    return _remembered(edition)(kind, frozenset(result.not_applicable))


@lru_cache(maxsize=256)
def _to_all(edition: Edition) -> ByMethod:
    found = _by_method(edition, lambda _: True)
    return {method: replace(one, applying=False) for method, one in found.items()}


@lru_cache(maxsize=256)
def _remembered(edition: Edition) -> Callable[[str, frozenset[str]], ByMethod]:
    """What a kind of organization is allowed, where some standards are not applicable. Few
    combinations of these are common, and those are remembered."""

    @lru_cache(maxsize=_MOST_COMBINATIONS)
    def allowed_to(kind: str, off: frozenset[str]) -> ByMethod:
        return _by_method(edition, lambda standard: applies_to_kind(standard, kind, off))

    return allowed_to


def _by_method(edition: Edition, applying: Callable[[Standard], bool]) -> ByMethod:
    return {
        method.id: _of(edition, filter(applying, standards_of(edition, method)))
        for method in edition.methods
    }


def _of(edition: Edition, standards: Iterable[Standard]) -> Allowed:
    known = {one.id: one for one in standards}
    return Allowed(
        standards=frozenset(known),
        situations=frozenset(rule.id for one in known.values() for *_, rule in situations_of(one)),
        levels={one.id: level_ids(edition, one) for one in known.values() if one.judged},
        scoring=any(one.points for one in known.values()),
    )


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


@lru_cache(maxsize=256)
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
                wanted = missing_measure(rule, one) if rule else ""
                if one.event and path[0] != "negative_cases":
                    wanted = "event: negative_cases"
                if wanted:
                    yield library.result_at(result, *path, n), {"rule": one.of, "wanted": wanted}


@lru_cache(maxsize=256)
def _counted(edition: Edition) -> frozenset[str]:
    """The ids of the rules that ask for nothing but a count, as most do."""
    rules = [rule for _, rule in rules_of(edition)]
    other = ids(
        tuple(rule for rule in rules if rule.thresholds or isinstance(rule.points, Mapping))
    )
    return ids(tuple(rules)) - other


_COUNT = frozenset({"of", "count", "note"})
"""What an occurrence states of a rule that asks for nothing but a count."""


@lru_cache(maxsize=256)
def _rules_by_list(edition: Edition) -> dict[str, dict[str, Rule]]:
    """The rules that an occurrence may name, by where it stands in a result."""
    lists: dict[str, dict[str, Rule]] = {"methods": {}, "adjustments": {}, "negative_cases": {}}
    for path, rule in rules_of(edition):
        lists["methods" if path[0] == "standards" else str(path[0])][rule.id] = rule
    return lists


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
