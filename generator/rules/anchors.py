"""Rules on anchors: the id of a clause is one, on each page that shows the clause."""

from generator.dataset.library import Frame
from generator.rules.ids import clauses_named, situations_named
from generator.rules.rule import Fault, Faults

HEADINGS = frozenset(
    {"top", "history", "uses", "tasks", "indicators", "scoring", "cases", "settings", "rounding"}
    | {"adjusting", "negative-list", "basis", "objections", "methods", "scales", "grades"}
    | {"by-kind", "limits", "aspects", "items", "standards", "adjustments", "negative-cases"}
    | {"use-of-results", "groups"}
)
"""The anchors of headings on pages that show clauses."""


def anchor_taken(frame: Frame) -> Faults:
    """The id of a clause is not that of a heading on a page that shows clauses, nor that of the
    heading of an aspect: ``aspect-`` and the id of the aspect."""
    for edition in frame.editions:
        headings = HEADINGS | {f"aspect-{aspect.id}" for aspect in edition.aspects}
        for path, id in (*clauses_named(edition), *situations_named(edition)):
            if id in headings:
                yield Fault(frame.edition_at(edition.id, *path), {"value": id})
