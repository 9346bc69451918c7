"""Rules on the reasons that an edition gives for its changes."""

from collections.abc import Mapping

from generator.dataset.library import Frame
from generator.model.edition import Edition
from generator.model.revision import COMPARED_LISTS, COMPARED_SETTINGS
from generator.rules.rule import Fault, Faults


def reason_of_a_change(frame: Frame) -> Faults:
    """A reason under ``changed`` is for an entry or a setting of this edition that the edition
    before had not, or had otherwise; each has one reason at most."""
    editions = {edition.id: edition for edition in frame.editions}
    for edition in frame.editions:
        earlier = edition.follows.edition if edition.follows else ""
        if not edition.changed or earlier in frame.broken:
            continue
        now, before = _compared(edition), editions.get(earlier)
        was, seen = _compared(before) if before else now, set[str]()
        for n, entry in enumerate(edition.changed):
            place, facts = frame.edition_at(edition.id, "changed", n, "id"), {"value": entry.id}
            if entry.id in seen:
                yield Fault(place, facts, code="reason-given-twice")
            elif entry.id not in now:
                yield Fault(place, facts)
            elif now[entry.id] == was.get(entry.id):
                yield Fault(place, facts, code="reason-without-change")
            seen.add(entry.id)


def _compared(edition: Edition) -> Mapping[str, list[object]]:
    """Return what is compared of an edition, by the ids that reasons name."""
    values: dict[str, list[object]] = {}
    for section in COMPARED_LISTS:
        for entry in getattr(edition, section):
            values.setdefault(entry.id, []).append((section, entry.model_dump()))
    dumped = edition.model_dump(include=set(COMPARED_SETTINGS))
    for name in COMPARED_SETTINGS:
        values.setdefault(name.replace("_", "-"), []).append(dumped[name])
    return values
