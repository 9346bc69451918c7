"""Every id that an edition mentions must exist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.dataset.decode import nearest
from generator.dataset.library import Library
from generator.dataset.problem import Place
from generator.model.clauses import Standard
from generator.model.edition import Edition, Limit
from generator.model.rules import NegativeCase, Rule
from generator.rules.fault import Faults
from generator.scoring.once import once_for_edition


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of an id, where it stands, and the ids that it could be."""

    id: str
    path: tuple[str | int, ...]
    known: frozenset[str]


def unknown_reference(library: Library) -> Faults:
    """An edition mentions only aspects, items, standards, methods, scales, grades, tiers,
    kinds and editions that exist."""
    for edition in library.editions:
        for reference in references(edition, library):
            if reference.id not in reference.known:
                yield _unknown(library.edition_at(edition.id, *reference.path), reference)


def _unknown(place: Place, reference: Reference) -> tuple[Place, dict[str, object]]:
    near = nearest(reference.id, tuple(sorted(reference.known)))
    return place, {"value": reference.id, "near": near}


def references(edition: Edition, library: Library) -> Iterator[Reference]:
    """All mentions of ids in an edition."""
    yield from _of_items(edition)
    yield from _of_standards(edition, library)
    yield from _of_cases(edition)
    yield from _of_methods(edition)
    yield from _of_limits(edition)
    yield from _of_rules(edition)
    yield from _of_past(edition, library)


def ids(entries: tuple[object, ...]) -> frozenset[str]:
    """The ids of a list of entries."""
    return frozenset(getattr(entry, "id") for entry in entries)  # noqa: B009 any entry has one


@once_for_edition
def ids_in(edition: Edition, section: str) -> frozenset[str]:
    """The ids of one of the lists of an edition."""
    return ids(getattr(edition, section))


@once_for_edition
def clause_ids(edition: Edition) -> frozenset[str]:
    """The ids of items, standards, adjustments and negative cases: their continuity from
    edition to edition is watched, and a rectification may name them."""
    return (
        ids(edition.items)
        | ids(edition.standards)
        | ids(edition.adjustments)
        | ids(edition.negative_cases)
    )


def _of_items(edition: Edition) -> Iterator[Reference]:
    for n, item in enumerate(edition.items):
        yield Reference(item.aspect, ("items", n, "aspect"), ids(edition.aspects))
        if item.adjustment:
            known = ids(edition.adjustments)
            yield Reference(item.adjustment, ("items", n, "adjustment"), known)


def _of_standards(edition: Edition, library: Library) -> Iterator[Reference]:
    marks = frozenset(method.id for method in edition.methods if method.by == "marks")
    kinds = ids(library.organizations.kinds) if library.organizations else None
    for n, standard in enumerate(edition.standards):
        yield Reference(standard.aspect, ("standards", n, "aspect"), ids(edition.aspects))
        yield from _many("standards", n, "covers", standard.covers, ids(edition.items))
        yield from _many("standards", n, "methods", standard.methods, marks)
        if kinds is not None:
            yield from _many("standards", n, "applies_to", standard.applies_to, kinds)
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
    for field, grade in (("at_most", holder.at_most), ("veto", holder.veto)):
        if grade:
            yield Reference(grade, (*path, field), ids(edition.grades))


def _of_methods(edition: Edition) -> Iterator[Reference]:
    feedable = ids(edition.methods) | {"total"}
    yield Reference(edition.adjusting.feeds, ("adjusting", "feeds"), feedable)
    yield Reference(edition.negative_list.feeds, ("negative_list", "feeds"), feedable)
    for n, method in enumerate(edition.methods):
        if method.scale:
            yield Reference(method.scale, ("methods", n, "scale"), ids(edition.scales))
    for n, consequence in enumerate(edition.use_of_results):
        grades = ids(edition.grades)
        yield from _many("use_of_results", n, "grades", consequence.grades, grades)


def _of_limits(edition: Edition) -> Iterator[Reference]:
    for n, limit in enumerate(edition.limits):
        yield from _leads_to(limit, ("limits", n), edition)
        measurable = measured_ids(edition)[limit.when.measure]
        if limit.when.of is not None or measurable:
            path = ("limits", n, "when", "of") if limit.when.of else ("limits", n, "when")
            yield Reference(limit.when.of or "any", path, measurable | {"any"})


def measured_ids(edition: Edition) -> Mapping[str, frozenset[str]]:
    """What a limit's ``of`` may name, by what it measures."""
    nothing: frozenset[str] = frozenset()
    return {
        "aspect": ids(edition.aspects),
        "standard": ids(edition.standards),
        "method": ids(edition.methods),
        "case": ids(edition.negative_cases),
        "base": nothing,
        "total": nothing,
        "negative_points": nothing,
    }


def rules_of(edition: Edition) -> Iterator[tuple[tuple[str | int, ...], Rule]]:
    """Every rule that points hang on, with its path: situations, adjustments, cases."""
    for n, standard in enumerate(edition.standards):
        for field, k, situation in situations_of(standard):
            yield ("standards", n, field, k), situation
    for n, adjustment in enumerate(edition.adjustments):
        yield ("adjustments", n), adjustment
    for n, case in enumerate(edition.negative_cases):
        yield ("negative_cases", n), case


def situations_of(standard: Standard) -> Iterator[tuple[str, int, Rule]]:
    """The situations of a standard with the field and index where each stands."""
    for k, situation in enumerate(standard.bonus):
        yield "bonus", k, situation
    for k, situation in enumerate(standard.deductions):
        yield "deductions", k, situation


def _of_rules(edition: Edition) -> Iterator[Reference]:
    for path, rule in rules_of(edition):
        if isinstance(rule.points, Mapping):
            for tier, row in rule.points.items():
                yield Reference(tier, (*path, "points", tier), ids(edition.tiers))
                for kind in row if isinstance(row, Mapping) else ():
                    yield Reference(kind, (*path, "points", tier, kind), ids(edition.kinds))


def _of_past(edition: Edition, library: Library) -> Iterator[Reference]:
    if edition.follows is None or edition.follows.edition in library.broken:
        return
    known = ids(library.editions) - {edition.id}
    yield Reference(edition.follows.edition, ("follows", "edition"), known)
