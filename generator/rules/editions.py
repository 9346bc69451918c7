"""Rules within one edition."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.dataset.library import Frame
from generator.model.edition import SECTIONS, Edition
from generator.rules.ids import Names, clauses_named, ids, rules_of, situations_named
from generator.rules.rule import Fault, Faults
from generator.scoring.standards import standards_of

RESERVED = frozenset(
    {"index", "any", "total", "con", "prn", "aux", "nul"}
    | {f"{device}{n}" for device in ("com", "lpt") for n in range(10)}
)
"""Ids that would collide with a page, a word of the format, or a device of Windows."""


_LISTS = "scales", "grades", "methods", "tiers", "kinds", "groups", "limits", "use_of_results"
"""The lists of an edition that are no clauses and whose entries have ids."""


def duplicate_id(frame: Frame) -> Faults:
    """An id is used once: among all clauses of an edition, and in each of its other lists."""
    for edition in frame.editions:
        for names in _namespaces(edition):
            seen: set[str] = set()
            for path, id in names:
                if id in seen:
                    yield Fault(frame.edition_at(edition.id, *path), {"value": id})
                seen.add(id)


def _namespaces(edition: Edition) -> Iterator[Names]:
    """Yield the lists of paths and ids within which an id is used once."""
    yield [*clauses_named(edition), *situations_named(edition)]
    for section in _LISTS:
        entries = getattr(edition, section)
        yield [((section, n, "id"), entry.id) for n, entry in enumerate(entries)]
    for n, method in enumerate(edition.methods):
        yield [(("methods", n, "periods", k, "id"), p.id) for k, p in enumerate(method.periods)]
    for n, scale in enumerate(edition.scales):
        yield [(("scales", n, "levels", k, "id"), v.id) for k, v in enumerate(scale.levels)]
    for n, standard in enumerate(edition.standards):
        rubric = enumerate(standard.rubric)
        yield [(("standards", n, "rubric", k, "id"), level.id) for k, level in rubric]


def reserved_id(frame: Frame) -> Faults:
    """An id is no word that the format or a file system keeps for itself."""
    for edition in frame.editions:
        if edition.id in RESERVED:
            yield Fault(frame.edition_at(edition.id), {"value": edition.id})
        for names in _namespaces(edition):
            for path, id in names:
                if id in RESERVED:
                    yield Fault(frame.edition_at(edition.id, *path), {"value": id})


def weight_stated(frame: Frame) -> Faults:
    """Every method states its weight or its points; only a single method may leave them out."""
    for edition in frame.editions:
        for n, method in enumerate(edition.methods):
            if method.weight is method.points is None and len(edition.methods) > 1:
                yield Fault(frame.edition_at(edition.id, "methods", n), {"method": method.title})


def weights_total(frame: Frame) -> Faults:
    """The weights of the methods, if all of them are stated, make 100, also those of a kind of
    organization; their points make what the total is out of. Weights and points do not stand beside
    each other."""
    for edition in frame.editions:
        full = Decimal(100) if edition.total.full is None else edition.total.full
        points = [method.points for method in edition.methods if method.points is not None]
        for path, weights in _weights(edition):
            place, stated = frame.edition_at(edition.id, *path), points or weights
            summed = sum(stated, Decimal(0))
            every = len(stated) == len(edition.methods) or path[0] == "by_kind"
            if weights and points:
                yield Fault(place, code="weights-beside-points")
            elif full != 100 and not points:
                yield Fault(place, {"whole": full}, code="points-of-methods")
            elif (every or full != 100) and summed != full:
                yield Fault(place, {"value": summed, "whole": full})


def _weights(edition: Edition) -> Iterator[tuple[tuple[str, ...], list[Decimal]]]:
    """Yield the weights of an edition, and those of each kind that has its own, with their path."""
    yield ("methods",), [method.weight for method in edition.methods if method.weight is not None]
    for kind, variation in edition.by_kind.items():
        if variation.weights:
            yield ("by_kind", kind, "weights"), list(variation.weights.values())


def counts_declared(frame: Frame) -> Faults:
    """The lists have as many entries, and the standards as many points, as is declared."""
    for edition in frame.editions:
        actual = {section: len(getattr(edition, section)) for section in SECTIONS}
        points = sum((standard.points for standard in edition.standards), Decimal(0))
        for field, counted in {**actual, "points": points}.items():
            declared = getattr(edition.declares, field)
            if declared is not None and declared != counted:
                place = frame.edition_at(edition.id, "declares", field)
                yield Fault(place, {"field": field, "declared": declared, "found": counted})


def interval_order(frame: Frame) -> Faults:
    """An interval goes from a lower bound of 0 or less, but not below minus the start of the
    standard (its points unless stated), to an upper bound of 0 or more."""
    for edition in frame.editions:
        for n, standard in enumerate(edition.standards):
            start = standard.starts_at
            if start <= standard.points and not -start <= standard.lower <= 0 <= standard.upper:
                place = frame.edition_at(edition.id, "standards", n, "interval")
                yield Fault(place, {"points": start})


def start_within_points(frame: Frame) -> Faults:
    """A standard starts at its points or below."""
    for edition in frame.editions:
        for n, standard in enumerate(edition.standards):
            if standard.starts_at > standard.points:
                place = frame.edition_at(edition.id, "standards", n, "start")
                yield Fault(place, {"points": standard.points})


def bonus_within_interval(frame: Frame) -> Faults:
    """A standard with bonus situations has an interval that lets them count."""
    for edition in frame.editions:
        for n, standard in enumerate(edition.standards):
            if standard.bonus and not standard.upper:
                place = frame.edition_at(edition.id, "standards", n, "bonus")
                yield Fault(place, {"standard": standard.id, "points": standard.points})


def all_within_interval(frame: Frame) -> Faults:
    """A situation that costs all points of a standard has an interval and a cap that let
    it; only a standard's deduction can cost ``all``."""
    for edition in frame.editions:
        standards = edition.standards
        for path, rule in rules_of(edition):
            if rule.points == "all":
                whole = standards[int(path[1])] if path[0] == "standards" else None
                free = whole and whole.lower == -whole.starts_at and rule.cap is None
                if not free or "bonus" in path:
                    yield Fault(frame.edition_at(edition.id, *path, "points"))


def scale_of_method(frame: Frame) -> Faults:
    """A method by levels or ballots names its scale, any other names none; a full score, and how
    many scores are dropped, belong to a method by scores."""
    for edition in frame.editions:
        for n, method in enumerate(edition.methods):
            entered = method.out_of is not None or method.drop is not None
            unscaled = method.by in ("marks", "scores")
            if (method.scale is None) != unscaled or (entered and method.by != "scores"):
                place = frame.edition_at(edition.id, "methods", n)
                yield Fault(place, {"method": method.title, "by": method.by})


def standards_of_method(frame: Frame) -> Faults:
    """A method by marks has standards to score, and their points are not 0; without such a
    method an edition has no standards."""
    for edition in frame.editions:
        named = {id for standard in edition.standards for id in standard.methods}
        for n, method in enumerate(edition.methods):
            points = sum(standard.points for standard in standards_of(edition, method))
            if method.by == "marks" and not points and named <= ids(edition.methods):
                place = frame.edition_at(edition.id, "methods", n)
                yield Fault(place, {"method": method.title})
        if edition.standards and all(method.by != "marks" for method in edition.methods):
            yield Fault(frame.edition_at(edition.id, "methods"), {"method": "marks"})


def judged_or_counted(frame: Frame) -> Faults:
    """A standard is judged on a scale, or by its rubric, or entered, or counted by situations; only
    one that is counted has a start."""
    for edition in frame.editions:
        for n, standard in enumerate(edition.standards):
            others = [standard.scale, standard.rubric, standard.entered]
            counted = bool(standard.situations) or standard.start is not None
            if sum(map(bool, [*others, counted])) > 1:
                yield Fault(frame.edition_at(edition.id, "standards", n), {"standard": standard.id})


def lines_rise(frame: Frame) -> Faults:
    """The knots of a line stand in rising order of what is measured, and a range goes from the
    lower to the higher points."""
    for edition in frame.editions:
        for path, rule in rules_of(edition):
            for k, (left, right) in enumerate(pairwise(rule.line or ())):
                if left.at >= right.at:
                    yield Fault(frame.edition_at(edition.id, *path, "line", k + 1))
            if rule.range and rule.range[0] > rule.range[1]:
                yield Fault(frame.edition_at(edition.id, *path, "range"))


def rubric_within_points(frame: Frame) -> Faults:
    """No step of a rubric is worth more than the standard."""
    for edition in frame.editions:
        for n, standard in enumerate(edition.standards):
            for k, level in enumerate(standard.rubric):
                if level.points > standard.points:
                    path = ("standards", n, "rubric", k, "points")
                    yield Fault(frame.edition_at(edition.id, *path), {"points": standard.points})


def best_first(frame: Frame) -> Faults:
    """Grades stand in falling order of their cut-offs, and levels of their points."""
    for edition in frame.editions:
        for path, numbers in _falling(edition):
            for k, (higher, lower) in enumerate(pairwise(numbers)):
                if lower >= higher:
                    yield Fault(frame.edition_at(edition.id, *path, k + 1))


def _falling(edition: Edition) -> Iterator[tuple[tuple[str | int, ...], list[Decimal]]]:
    """The lists of numbers that must fall, with their paths."""
    yield ("grades",), [grade.cutoff for grade in edition.grades]
    for n, scale in enumerate(edition.scales):
        yield ("scales", n, "levels"), [level.points for level in scale.levels]


def bounds_order(frame: Frame) -> Faults:
    """The lower bound of the total lies below the upper, and the bounds of the adjustments
    enclose 0."""
    for edition in frame.editions:
        floor, ceiling = edition.total.floor, edition.total.ceiling
        if floor is not None and ceiling is not None and floor >= ceiling:
            yield Fault(frame.edition_at(edition.id, "total"))
        if (edition.adjusting.min or 0) > 0 or (edition.adjusting.max or 0) < 0:
            yield Fault(frame.edition_at(edition.id, "adjusting"))


def group_of_one_kind(frame: Frame) -> Faults:
    """A group holds bonuses alone, or deductions, or negative cases, which feed one place, each
    rule in one group; it states a cap, or that only the highest counts."""
    for edition in frame.editions:
        directions = {entry.id: entry.direction for entry in edition.adjustments}
        feeds = {adjustment.id: edition.fed_by(adjustment) for adjustment in edition.adjustments}
        feeds |= {case.id: edition.fed_by(case) for case in edition.negative_cases}
        grouped: set[str] = set()
        for n, group in enumerate(edition.groups):
            kinds = {(directions.get(id, "case"), feeds.get(id)) for id in group.of}
            bounded = group.cap is not None or group.combine == "highest"
            if len(kinds) > 1 or not bounded or not grouped.isdisjoint(group.of):
                yield Fault(frame.edition_at(edition.id, "groups", n), {"group": group.title})
            grouped.update(group.of)


def item_covered(frame: Frame) -> Faults:
    """Every item is covered by a standard, or is an adjustment."""
    for edition in frame.editions:
        covered = {item for standard in edition.standards for item in standard.covers}
        for n, item in enumerate(edition.items):
            if item.adjustment is None and item.id not in covered and edition.standards:
                yield Fault(frame.edition_at(edition.id, "items", n, "id"), {"item": item.id})
