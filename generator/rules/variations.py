"""Rules on what differs for a kind of organization."""

from collections.abc import Iterator
from itertools import pairwise

from generator.dataset.library import Frame
from generator.model.clauses import Standard
from generator.model.edition import Edition, Variation, edition_for
from generator.problem import Place
from generator.rules.ids import ids
from generator.rules.rule import Fault, Faults


def cutoffs_of_kind(frame: Frame) -> Faults:
    """For a kind of organization, too, the cut-offs of grades fall from the best to the last."""
    for edition, kind, variation in _variations(frame):
        for higher, lower in pairwise(edition_for(edition, kind).grades):
            own = [grade.id for grade in (lower, higher) if grade.id in variation.cutoffs]
            if own and lower.cutoff >= higher.cutoff:
                facts = {"grade": lower.title, "value": lower.cutoff}
                facts |= {"better": higher.title, "bound": higher.cutoff}
                yield Fault(_place(frame, edition, kind, "cutoffs", own[0]), facts)


def points_of_kind(frame: Frame) -> Faults:
    """Points differ for a kind of organization where a standard applies to it and is scored; they
    are no less than its start and its interval. One with a rubric keeps its points, which the
    steps of the rubric state."""
    for edition, kind, variation in _variations(frame):
        for standard in edition.standards:
            if standard.id in variation.points:
                place = _place(frame, edition, kind, "points", standard.id)
                varied = standard.model_copy(update={"points": variation.points[standard.id]})
                least = max(varied.starts_at, -varied.lower)
                facts = {"standard": standard.id, "kind": kind, "least": least}
                if standard.rubric:
                    yield Fault(place, facts, code="rubric-of-kind")
                elif not _may_be_scored(frame, edition, kind, standard):
                    yield Fault(place, facts, code="standard-of-kind")
                elif least > varied.points:
                    yield Fault(place, facts)


def _may_be_scored(frame: Frame, edition: Edition, kind: str, standard: Standard) -> bool:
    """Tell whether a standard is scored for a kind; also where an id that nobody knows, which has
    a problem of its own, leaves that open."""
    kinds = ids(frame.organizations.kinds) if frame.organizations else frozenset()
    applies = not standard.applies_to or kind in standard.applies_to
    weights = edition.by_kind[kind].weights
    used = not weights or not standard.methods or not weights.keys().isdisjoint(standard.methods)
    known = {kind, *standard.applies_to} <= kinds
    return (applies or not known) and (used or not weights.keys() <= ids(edition.methods))


def _variations(frame: Frame) -> Iterator[tuple[Edition, str, Variation]]:
    """Yield what differs for each kind, with its edition."""
    for edition in frame.editions:
        for kind, variation in edition.by_kind.items():
            yield edition, kind, variation


def _place(frame: Frame, edition: Edition, kind: str, *path: str) -> Place:
    return frame.edition_at(edition.id, "by_kind", kind, *path)
