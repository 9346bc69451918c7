"""Fill the tables of an edition: standards, situations, items, adjustments, negative list, and
what changed since the edition before."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from generator.analysis.edition_changes import EntryChange, changes
from generator.exports.tables import Cells, Table, named_table
from generator.messages.formats import scoring, titled
from generator.messages.wording import Wording, plain
from generator.model.clauses import Adjustment, Standard
from generator.model.edition import Edition


def edition_tables(edition: Edition, wording: Wording) -> dict[str, Table]:
    """Return the tables of an edition that have rows, by name."""
    rows = {name: list(fill(edition, wording)) for name, fill in TABLES.items()}
    return {name: named_table(wording.labels, name, cells) for name, cells in rows.items() if cells}


def table_names(edition: Edition, wording: Wording) -> list[str]:
    """Return the names of the tables of an edition that have rows."""
    entries: Mapping[str, Sequence[object]] = {
        "standards": edition.standards,
        "situations": [
            situation
            for standard in edition.standards
            for situation in (*standard.bonus, *standard.deductions)
        ],
        "items": edition.items,
        "adjustments": edition.adjustments,
        "negative-list": edition.negative_cases,
        "changes": _changed(edition, wording),
    }
    return [name for name in TABLES if entries[name]]


def _standards(edition: Edition, wording: Wording) -> Iterator[Cells]:
    for standard in edition.standards:
        yield {
            "id": standard.id,
            "aspect": titled(edition.aspects, standard.aspect),
            "title": standard.title,
            "points": standard.points,
            "lower": standard.lower if standard.counted else None,
            "upper": standard.upper if standard.counted else None,
            "key": _key(standard.key, wording),
            "scored": _way_of_scoring(edition, standard, wording),
            "methods": wording.join(scoring(edition.methods, standard)),
            "tasks": _lines(standard.tasks),
            "indicators": _lines(standard.indicators),
            "covers": wording.join(standard.covers),
            "applies_to": wording.join(wording.kinds[kind] for kind in standard.applies_to),
            "replaces": wording.join(standard.replaces),
            "note": _note(standard.note),
        }


def _key(key: str | None, wording: Wording) -> str | None:
    return wording.labels(f"ui.key.{key}") if key else None


def _note(note: str | None) -> str | None:
    return plain(note) if note else None


def _lines(texts: Iterable[str]) -> str | None:
    return "\n".join(map(plain, texts)) or None


def _way_of_scoring(edition: Edition, standard: Standard, wording: Wording) -> str:
    """Return how a standard is scored: on a scale, by its rubric, or by what is recorded."""
    labels = wording.labels
    if standard.scale:
        return labels("downloads.records.scale", scale=titled(edition.scales, standard.scale))
    if standard.rubric:
        return "\n".join(
            labels("downloads.records.rubric", points=level.points, text=level.text)
            for level in standard.rubric
        )
    if standard.entered:
        return labels("downloads.records.entered")
    if standard.start is not None:
        return labels("downloads.records.from_start", start=standard.start)
    return labels("downloads.records.counted")


def _situations(edition: Edition, wording: Wording) -> Iterator[Cells]:
    for standard in edition.standards:
        directions = (("bonus", standard.bonus), ("deduction", standard.deductions))
        for direction, situations in directions:
            for situation in situations:
                yield {
                    "standard": standard.id,
                    "id": situation.id,
                    "direction": wording.labels(f"ui.direction.{direction}"),
                    "text": situation.text,
                    "worth": wording.worth(edition, situation),
                    "note": _note(situation.note),
                }


def _items(edition: Edition, wording: Wording) -> Iterator[Cells]:
    for item in edition.items:
        covered = (standard.id for standard in edition.standards if item.id in standard.covers)
        yield {
            "id": item.id,
            "aspect": titled(edition.aspects, item.aspect),
            "text": item.text,
            "key": _key(item.key, wording),
            "covered": wording.join(covered),
            "adjustment": item.adjustment,
        }


def _adjustments(edition: Edition, wording: Wording) -> Iterator[Cells]:
    for adjustment in edition.adjustments:
        yield {
            "id": adjustment.id,
            "direction": wording.labels(f"ui.direction.{adjustment.direction}"),
            "title": adjustment.title,
            "text": adjustment.text,
            "worth": wording.worth(edition, adjustment),
            "combine": wording.labels(f"ui.value.{adjustment.combine}"),
            "gate": _gate(edition, adjustment),
            "note": _note(adjustment.note),
        }


def _gate(edition: Edition, adjustment: Adjustment) -> Decimal | None:
    if adjustment.gate is None and edition.fed_by(adjustment) == edition.adjusting.feeds:
        return edition.adjusting.gate
    return adjustment.gate


def _negative_cases(edition: Edition, wording: Wording) -> Iterator[Cells]:
    for case in edition.negative_cases:
        yield {
            "id": case.id,
            "aspect": titled(edition.aspects, case.aspect),
            "text": case.text,
            "worth": wording.worth(edition, case),
            "leads_to": wording.leads_to(edition, case) or None,
            "touches": wording.join(case.touches),
            "note": _note(case.note),
        }


def _changes(edition: Edition, wording: Wording) -> Iterator[Cells]:
    before = wording.before(edition)
    for change in _changed(edition, wording):
        assert before is not None
        for statement in wording.changed(before, edition, change):
            yield {
                "section": wording.labels(f"ui.section.{change.section}"),
                "id": change.id,
                "title": _titled(change, wording),
                "kind": wording.join(wording.labels(f"ui.change.{kind}") for kind in change.kinds),
                "field": statement.label,
                "was": statement.old or None,
                "now": statement.new or None,
                "reason": change.reason,
            }


def _changed(edition: Edition, wording: Wording) -> Sequence[EntryChange]:
    before = wording.before(edition)
    return changes(before, edition) if before else ()


def _titled(change: EntryChange, wording: Wording) -> str:
    if change.entry is None:
        return wording.labels(f"ui.field.{change.id.replace('-', '_')}")
    return str(getattr(change.entry, "title", None) or getattr(change.entry, "text", ""))


TABLES: Mapping[str, Callable[[Edition, Wording], Iterator[Cells]]] = {
    "standards": _standards,
    "situations": _situations,
    "items": _items,
    "adjustments": _adjustments,
    "negative-list": _negative_cases,
    "changes": _changes,
}
"""The functions that fill the tables of an edition, by the names of the tables."""
