"""Every id that an edition mentions must exist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.dataset.library import Frame
from generator.model.clauses import NegativeCase
from generator.model.edition import Condition, Edition, Limit
from generator.model.result import Result
from generator.problem import PathInFile, nearest
from generator.rules.ids import (
    clause_ids,
    clauses_named,
    ids,
    rules_of,
    situations_named,
)
from generator.rules.rule import Fault, Faults


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of an id, its path in the edition, and the ids that it may be.

    ``on_key`` says that the id is the key at the path, and not its value.
    """

    id: str
    path: PathInFile
    known: frozenset[str]
    on_key: bool = False

    @property
    def decides_records(self) -> bool:
        """Whether what a result records depends on it: methods, their standards and levels."""
        section, *rest = self.path
        if section == "by_kind":
            return len(rest) == 1 or rest[1] in ("weights", "points")
        return section in ("standards", "methods") and rest[1] in ("methods", "applies_to", "scale")


def unknown_reference(frame: Frame) -> Faults:
    """An edition mentions only aspects, items, standards, methods, scales, grades, tiers,
    kinds and editions that exist."""
    for edition in frame.editions:
        for reference in references(edition, frame):
            if reference.id not in reference.known:
                place = frame.edition_at(edition.id, *reference.path)
                near = nearest(reference.id, tuple(sorted(reference.known)))
                yield Fault(
                    replace(place, on_key=reference.on_key), {"value": reference.id, "near": near}
                )


@lru_cache(maxsize=8)
def unsettled(frame: Frame) -> frozenset[str]:
    """Return the ids of the editions in which an unknown id leaves open what results record.

    Nothing else is blamed for what follows from it.
    """
    return frozenset(
        edition.id
        for edition in frame.editions
        for reference in references(edition, frame)
        if reference.id not in reference.known and reference.decides_records
    )


def is_settled(frame: Frame, edition: Edition, result: Result) -> bool:
    """Tell whether it is known what a result records: no unknown id in its edition, and no unknown
    kind of its organization, leaves that open."""
    organization = frame.known_organizations.get(result.organization)
    if frame.organizations and organization:
        kind = organization.kind_in(result.year)
        if kind not in ids(frame.organizations.kinds):
            return False
    return edition.id not in unsettled(frame)


def references(edition: Edition, frame: Frame) -> Iterator[Reference]:
    """Yield all mentions of ids in an edition."""
    yield from _of_items(edition)
    yield from _of_standards(edition)
    yield from _of_cases(edition)
    yield from _of_methods(edition)
    yield from _of_limits(edition)
    yield from _of_rules(edition)
    yield from _of_feeds(edition)
    for n, group in enumerate(edition.groups):
        known = ids(edition.adjustments) | ids(edition.negative_cases)
        yield from _many("groups", n, "of", group.of, known)
    yield from _of_kinds(edition, frame)
    yield from _of_past(edition, frame)


def _of_items(edition: Edition) -> Iterator[Reference]:
    for n, item in enumerate(edition.items):
        yield Reference(item.aspect, ("items", n, "aspect"), ids(edition.aspects))
        if item.adjustment:
            known = ids(edition.adjustments)
            yield Reference(item.adjustment, ("items", n, "adjustment"), known)


def _of_standards(edition: Edition) -> Iterator[Reference]:
    marks = frozenset(method.id for method in edition.methods if method.by == "marks")
    for n, standard in enumerate(edition.standards):
        yield Reference(standard.aspect, ("standards", n, "aspect"), ids(edition.aspects))
        yield from _many("standards", n, "covers", standard.covers, ids(edition.items))
        yield from _many("standards", n, "methods", standard.methods, marks)
        if standard.scale:
            yield Reference(standard.scale, ("standards", n, "scale"), ids(edition.scales))


def _many(
    section: str, n: int, field: str, values: tuple[str, ...], known: frozenset[str]
) -> Iterator[Reference]:
    for k, value in enumerate(values):
        yield Reference(value, (section, n, field, k), known)


def _of_cases(edition: Edition) -> Iterator[Reference]:
    for n, case in enumerate(edition.negative_cases):
        yield Reference(case.aspect, ("negative_cases", n, "aspect"), ids(edition.aspects))
        yield from _many("negative_cases", n, "touches", case.touches, ids(edition.standards))
        yield from _leads_to(case, ("negative_cases", n), edition)


def _leads_to(
    holder: NegativeCase | Limit, path: tuple[str | int, ...], edition: Edition
) -> Iterator[Reference]:
    for field in ("at_most", "veto", "lifts_to"):
        if grade := getattr(holder, field, None):
            yield Reference(grade, (*path, field), ids(edition.grades))


def _of_methods(edition: Edition) -> Iterator[Reference]:
    for n, method in enumerate(edition.methods):
        if method.scale:
            yield Reference(method.scale, ("methods", n, "scale"), ids(edition.scales))
    for n, consequence in enumerate(edition.use_of_results):
        grades = ids(edition.grades)
        yield from _many("use_of_results", n, "grades", consequence.grades, grades)


def _of_feeds(edition: Edition) -> Iterator[Reference]:
    known = ids(edition.methods) | {"total"}
    yield Reference(edition.adjusting.feeds, ("adjusting", "feeds"), known)
    yield Reference(edition.negative_list.feeds, ("negative_list", "feeds"), known)
    for section in ("adjustments", "negative_cases"):
        for n, rule in enumerate(getattr(edition, section)):
            if rule.feeds is not None:
                yield Reference(rule.feeds, (section, n, "feeds"), known)


def _of_kinds(edition: Edition, frame: Frame) -> Iterator[Reference]:
    kinds = ids(frame.organizations.kinds) if frame.organizations else None
    for section in ("standards", "limits"):
        for n, entry in enumerate(getattr(edition, section) if kinds is not None else ()):
            yield from _many(section, n, "applies_to", entry.applies_to, kinds or frozenset())
    for kind, variation in edition.by_kind.items():
        if kinds is not None:
            yield Reference(kind, ("by_kind", kind), kinds, on_key=True)
        for field, entries in (
            ("weights", edition.methods),
            ("points", edition.standards),
            ("cutoffs", edition.grades),
            ("quotas", edition.grades),
        ):
            for id in getattr(variation, field):
                path = ("by_kind", kind, field, id)
                yield Reference(id, path, ids(entries), on_key=True)


def _of_limits(edition: Edition) -> Iterator[Reference]:
    for n, limit in enumerate(edition.limits):
        yield from _leads_to(limit, ("limits", n), edition)
        yield from _of_condition(limit.when, ("limits", n, "when"), edition)


def _of_condition(when: Condition, path: PathInFile, edition: Edition) -> Iterator[Reference]:
    if when.within is not None:
        yield Reference(when.within, (*path, "within"), ids(edition.aspects))
    measurable = measured_ids(edition)[when.measure]
    if isinstance(when.of, tuple):
        for k, id in enumerate(when.of):
            yield Reference(id, (*path, "of", k), measurable)
    elif when.of is not None or measurable:
        known = measurable if when.measure == "level" else measurable | {"any"}
        yield Reference(when.of or "any", (*path, "of") if when.of else path, known)


def _all_levels(edition: Edition) -> frozenset[str]:
    """Return the ids of the levels of all scales and rubrics."""
    scales = (level.id for scale in edition.scales for level in scale.levels)
    rubrics = (level.id for standard in edition.standards for level in standard.rubric)
    return frozenset((*scales, *rubrics))


def measured_ids(edition: Edition) -> Mapping[str, frozenset[str]]:
    """Return what the ``of`` of a limit may name, by what the limit measures."""
    nothing: frozenset[str] = frozenset()
    return {
        "aspect": ids(edition.aspects),
        "standard": ids(edition.standards),
        "method": ids(edition.methods),
        "case": ids(edition.negative_cases),
        "adjustment": ids(edition.adjustments),
        "situation": frozenset(id for _, id in situations_named(edition)),
        "level": _all_levels(edition),
        "base": nothing,
        "total": nothing,
        "negative_points": nothing,
    }


def _of_rules(edition: Edition) -> Iterator[Reference]:
    for path, rule in rules_of(edition):
        if isinstance(rule.points, Mapping):
            for tier, row in rule.points.items():
                at_tier = (*path, "points", tier)
                yield Reference(tier, at_tier, ids(edition.tiers), on_key=True)
                for kind in row if isinstance(row, Mapping) else ():
                    yield Reference(kind, (*at_tier, kind), ids(edition.kinds), on_key=True)


def _of_past(edition: Edition, frame: Frame) -> Iterator[Reference]:
    if edition.follows is None or edition.follows.edition in frame.broken:
        return
    known = ids(frame.editions) - {edition.id}
    yield Reference(edition.follows.edition, ("follows", "edition"), known)


def year_once(frame: Frame) -> Faults:
    """One edition at most is in force in a year."""
    seen: dict[int, str] = {}
    for edition in frame.editions:
        for n, year in enumerate(edition.years):
            if year in seen:
                place = frame.edition_at(edition.id, "years", n)
                yield Fault(place, {"year": year, "edition": seen[year]})
            seen.setdefault(year, edition.id)


def follows_earlier(frame: Frame) -> Faults:
    """An edition follows one whose years lie before its own."""
    known = {edition.id: edition for edition in frame.editions}
    for edition in frame.editions:
        before = known.get(edition.follows.edition) if edition.follows else None
        if before and max(before.years) >= min(edition.years):
            yield Fault(frame.edition_at(edition.id, "follows", "edition"), {"value": before.id})


def retired_listed(frame: Frame) -> Faults:
    """An id of the edition before that is gone is listed under ``retired``, and only such
    ids are."""
    known = {edition.id: edition for edition in frame.editions}
    for edition in frame.editions:
        if edition.follows and edition.follows.edition in frame.broken:
            continue
        before = known.get(edition.follows.edition) if edition.follows else None
        gone = clause_ids(before) - clause_ids(edition) if before else frozenset()
        listed = {retired.id: n for n, retired in enumerate(edition.retired)}
        for id in sorted(gone - listed.keys()):
            yield Fault(frame.edition_at(edition.id, "retired"), {"value": id})
        for id in sorted(listed.keys() - gone):
            yield Fault(frame.edition_at(edition.id, "retired", listed[id], "id"), {"value": id})


def retired_id_reused(frame: Frame) -> Faults:
    """An id that an edition no longer had is never used again, by a later one."""
    gone: dict[str, str] = {}
    before: set[str] = set()
    for edition in frame.editions:
        clauses, situations = clauses_named(edition), situations_named(edition)
        for path, id in [*clauses, *situations]:
            if id in gone:
                yield Fault(frame.edition_at(edition.id, *path), {"value": id, "edition": gone[id]})
        now = {id for _, id in [*clauses, *situations]}
        gone.update(dict.fromkeys(before - now, edition.id))
        before = now


def replaces_known(frame: Frame) -> Faults:
    """A standard replaces standards that an earlier edition had."""
    past: frozenset[str] = frozenset()
    for edition in frame.editions:
        for n, standard in enumerate(edition.standards):
            for k, id in enumerate(standard.replaces):
                if id not in past and not frame.broken:
                    path = ("standards", n, "replaces", k)
                    yield Fault(frame.edition_at(edition.id, *path), {"value": id})
        past |= ids(edition.standards)
