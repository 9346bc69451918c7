"""Rules on what a result records under its methods: levels, marks, findings."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from generator.model.edition import Edition
from generator.problem import Place, named, nearest
from generator.rules.governed import GovernedResult
from generator.rules.ids import ids, ids_in
from generator.rules.misplaced import misplaced
from generator.rules.rule import Fault, Faults
from generator.rules.titles import in_words, titles_of
from generator.scoring.standards import levels

_FIELDS = {
    "levels": ("level",),
    "ballots": ("ballots",),
    "scores": ("scores",),
    "marks": ("levels", "entered", "evidence", "findings", "marks"),
}
"""The fields of a record that belong to each kind of method."""
_LEAF_FIELDS = tuple(dict.fromkeys(field for fields in _FIELDS.values() for field in fields))


def method_recorded(governed: GovernedResult) -> Faults:
    """A result records every method of its edition, and no other; one without a grade
    or an interim one may leave methods out."""
    recorded = governed.result.methods.keys()
    known = ids_in(governed.edition, "methods")
    missing = known - recorded if governed.is_whole else frozenset()
    for id in sorted(recorded - known):
        near = nearest(id, tuple(sorted(known)))
        missing -= {near}
        facts = {"method": id, "near": near, "known": in_words(titles_of(governed.edition.methods))}
        yield Fault(governed.at().key("methods", id), facts, code="method-known")
    for id in sorted(missing):
        title = titles_of(governed.edition.methods)[id]
        facts = {"method": named(id, title), "id": id}
        yield Fault(governed.at().key("methods"), facts, gap=True)


def periods_recorded(governed: GovernedResult) -> Faults:
    """A method with periods records each of them, or says why it did not exist for the
    organization, and nothing beside; an interim result those that are over. One period at least
    existed. Other methods have none."""
    for method in governed.edition.methods:
        record = governed.result.methods.get(method.id)
        if record is None or not (method.periods or record.periods or record.without):
            continue
        path = ("methods", method.id)
        known = ids(method.periods)
        for field in ("periods", "without"):
            for id in sorted(getattr(record, field).keys() - known):
                place = governed.at().key(*path, field, id)
                yield Fault(place, {"method": method.title, "period": id})
        for id in sorted(record.periods.keys() & record.without.keys()):
            yield Fault(governed.at(*path, "without", id), {"method": method.title, "period": id})
        beside = [f for f in _LEAF_FIELDS if method.periods and getattr(record, f)]
        for field in beside:
            yield Fault(governed.at(*path, field), {"method": method.title, "period": field})
        missing = known - record.periods.keys() - record.without.keys()
        for id in sorted(missing if governed.is_whole else ()):
            facts = {"method": method.title, "period": id}
            yield Fault(governed.at().key(*path, "periods"), facts, gap=True, code="period-missing")
        if known and known <= record.without.keys() and governed.is_scored:
            yield Fault(governed.at(*path, "without"), {"method": method.title, "period": "—"})


def record_fits_method(governed: GovernedResult) -> Faults:
    """A method by levels records a level, one by ballots the ballots, one by scores the scores,
    one by marks levels, entered marks and findings; nothing else."""
    for method, record, _, path in governed.records:
        if any(getattr(record, field) for field in _foreign_fields(method.by)):
            facts = {"method": method.title, "fields": ", ".join(_FIELDS[method.by])}
            yield Fault(governed.at(*path), facts)


@lru_cache(maxsize=8)
def _foreign_fields(by: str) -> tuple[str, ...]:
    """Return the fields that do not belong to methods scored in this way."""
    return tuple(field for way, fields in _FIELDS.items() if way != by for field in fields)


def record_filled_in(governed: GovernedResult) -> Faults:
    """A method by levels has its level, one by ballots its ballots, one by scores its scores."""
    for method, record, _, path in governed.records:
        if method.by != "marks" and governed.is_scored:
            (field,) = _FIELDS[method.by]
            if not getattr(record, field):
                place = governed.at(*path, field)
                yield Fault(place, {"method": method.title, "fields": field}, gap=True)


def level_of_scale(governed: GovernedResult) -> Faults:
    """A level, and every level on a ballot, stands on the scale of the method."""
    for method, record, _, path in governed.records:
        known = _levels_on(governed.edition, method.scale) if method.scale else {}
        if record.level and known and record.level not in known:
            yield _not_among(governed.at(*path, "level"), record.level, known)
        for level in sorted(record.ballots.keys() - known) if record.ballots and known else ():
            place = governed.at().key(*path, "ballots", level)
            yield _not_among(place, level, known)


@lru_cache(maxsize=256)
def _levels_on(edition: Edition, scale: str) -> Mapping[str, str]:
    """Return the titles of the levels of a scale by id; none, if the edition has no such scale."""
    scales = (titles_of(entry.levels) for entry in edition.scales if entry.id == scale)
    return next(scales, {})


def _not_among(place: Place, value: str, known: Mapping[str, str]) -> Fault:
    near = nearest(value, tuple(sorted(known)))
    return Fault(place, {"value": value, "near": near, "known": in_words(known)})


def ballots_cast(governed: GovernedResult) -> Faults:
    """At least one ballot was cast."""
    for _, record, _, path in governed.records:
        if record.ballots and not sum(record.ballots.values()):
            yield Fault(governed.at(*path, "ballots"))


def scores_enough(governed: GovernedResult) -> Faults:
    """Graders enter more scores than are dropped."""
    for method, record, _, path in governed.records:
        dropped = 2 * (method.drop or 0)
        if 0 < len(record.scores) <= dropped:
            place = governed.at(*path, "scores")
            yield Fault(place, {"count": len(record.scores), "dropped": dropped})


def score_within(governed: GovernedResult) -> Faults:
    """A score that a grader entered is no more than a full score."""
    for method, record, _, path in governed.records:
        for n, entered in enumerate(record.scores if method.by == "scores" else ()):
            if entered > method.full_score:
                place = governed.at(*path, "scores", n)
                yield Fault(place, {"value": entered, "most": method.full_score})


def mark_entered(governed: GovernedResult) -> Faults:
    """Every standard whose mark is entered has one, if it applies, from 0 to its highest mark;
    evidence is given for marks that are entered."""
    for _, record, allowed, path in governed.records:
        asked = allowed.applying and governed.is_scored
        missing = _missing(record.entered, allowed.entered) if asked else ()
        for id in sorted(missing):
            facts = {"standard": id, "most": allowed.entered[id]}
            yield Fault(governed.at().key(*path, "entered"), facts, gap=True)
        for id, value in record.entered.items():
            if id in allowed.entered and value > allowed.entered[id]:
                place = governed.at(*path, "entered", id)
                yield Fault(place, {"standard": id, "most": allowed.entered[id]})


def _missing(given: Collection[str], known: Collection[str]) -> set[str]:
    """Return the known ids that are not given, nor meant by one that is misspelt."""
    meant = {nearest(id, tuple(sorted(known))) for id in given if id not in known}
    return set(known) - set(given) - meant


def standard_judged(governed: GovernedResult) -> Faults:
    """Every judged standard that applies has a level of its scale or rubric; what is not
    assessed is never taken for 0. Where the organization is unknown, none is asked for."""
    if not governed.is_scored:
        return
    for _, record, allowed, path in governed.records:
        missing = _missing(record.levels, allowed.levels) if allowed.applying else ()
        for standard, known in allowed.levels.items():
            level = record.levels.get(standard)
            if level not in known and (level or standard in missing):
                facts = {"standard": standard, "value": level}
                facts["known"] = _levels_of(governed.edition, standard)
                if level:
                    place = governed.at(*path, "levels", standard)
                    yield Fault(place, facts, code="level-of-standard")
                else:
                    yield Fault(governed.at().key(*path, "levels"), facts, gap=True)


def _levels_of(edition: Edition, standard: str) -> str:
    """Return the levels of a judged standard in words."""
    judged = next(entry for entry in edition.standards if entry.id == standard)
    return in_words(titles_of(levels(edition, judged)))


def standard_of_record(governed: GovernedResult) -> Faults:
    """Levels and marks are given for standards that the method scores and that apply; levels for
    judged ones only, entered marks and their evidence for those that are entered only."""
    for method, record, allowed, path in governed.records:
        for field, given, known in (
            ("levels", record.levels.keys(), allowed.levels.keys()),
            ("entered", record.entered.keys(), allowed.entered.keys()),
            ("evidence", record.evidence.keys(), allowed.entered.keys()),
            ("marks", record.marks.keys(), allowed.standards),
        ):
            for id in sorted(given - known):
                near = nearest(id, tuple(sorted(known)))
                facts = {"value": id, "near": near, "field": field, "own": method.id}
                fault = Fault(governed.at().key(*path, field, id), facts)
                yield misplaced(governed, fault)


def finding_of_method(governed: GovernedResult) -> Faults:
    """A finding names a situation of a standard that the method scores and that applies."""
    for method, record, allowed, path in governed.records:
        known = allowed.situations
        for n, finding in enumerate(record.findings):
            if finding.of not in known:
                near = nearest(finding.of, tuple(sorted(known)))
                facts = {"value": finding.of, "near": near, "method": method.title}
                facts |= {"field": "findings", "own": method.id}
                fault = Fault(governed.at(*path, "findings", n, "of"), facts)
                yield misplaced(governed, fault)


def not_applicable_standard(governed: GovernedResult) -> Faults:
    """``not_applicable`` names standards of the edition, and leaves each method at least
    one standard to score."""
    result, known = governed.result, ids_in(governed.edition, "standards")
    for id in sorted(result.not_applicable.keys() - known):
        place = governed.at().key("not_applicable", id)
        yield Fault(place, {"value": id, "near": nearest(id, tuple(sorted(known)))})
    for method in governed.edition.methods if governed.is_scored else ():
        if method.by == "marks" and not governed.allowed[method.id].scoring:
            yield Fault(governed.at("not_applicable"), {"value": method.id, "near": ""})
