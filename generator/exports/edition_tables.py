"""Fill the tables of an edition: standards, situations, items, adjustments, negative list."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from generator.exports.tables import Row, Table, columns
from generator.messages.formats import scoring, titled
from generator.messages.wording import Wording, plain
from generator.model.clauses import Standard
from generator.model.edition import Edition

KindTitles = Mapping[str, str]
"""The titles of the kinds of organization, by id."""


class StandardCells(NamedTuple):
    """A standard. The bounds of its interval are ``None`` where a level is chosen for it."""

    id: str
    aspect: str
    title: str
    points: Decimal
    lower: Decimal | None
    upper: Decimal | None
    key: str | None
    scored: str
    methods: str | None
    tasks: str | None
    indicators: str | None
    covers: str | None
    applies_to: str | None
    replaces: str | None
    note: str | None


class SituationCells(NamedTuple):
    """A bonus or deduction situation of a standard."""

    standard: str
    id: str
    direction: str
    text: str
    worth: str
    note: str | None


class ItemCells(NamedTuple):
    """A content item, with the standards that cover it, or the adjustment that it is."""

    id: str
    aspect: str
    text: str
    key: str | None
    covered: str | None
    adjustment: str | None


class AdjustmentCells(NamedTuple):
    """An adjustment; ``gate`` is the score from which on a bonus counts."""

    id: str
    direction: str
    title: str
    text: str
    worth: str
    combine: str
    gate: Decimal | None
    note: str | None


class CaseCells(NamedTuple):
    """A case of the negative list."""

    id: str
    aspect: str
    text: str
    worth: str
    leads_to: str | None
    touches: str | None
    note: str | None


def edition_tables(edition: Edition, kinds: KindTitles, wording: Wording) -> dict[str, Table]:
    """Return the tables of an edition that have rows, by name."""
    labels, tables = wording.labels, {}
    for name, (names, fill) in TABLES.items():
        if rows := tuple(fill(edition, kinds, wording)):
            headings = columns(labels, name, names)
            tables[name] = Table(labels(f"downloads.sheets.{name}"), headings, rows)
    return tables


def table_names(edition: Edition) -> list[str]:
    """Return the names of the tables of an edition that have rows."""
    entries: Mapping[str, Sequence[object]] = {
        "standards": edition.standards,
        "situations": [s for one in edition.standards for s in (*one.bonus, *one.deductions)],
        "items": edition.items,
        "adjustments": edition.adjustments,
        "negative-list": edition.negative_cases,
    }
    return [name for name in TABLES if entries[name]]


def _standards(edition: Edition, kinds: KindTitles, wording: Wording) -> Iterator[Row]:
    for standard in edition.standards:
        yield Row(
            StandardCells(
                id=standard.id,
                aspect=titled(edition.aspects, standard.aspect),
                title=standard.title,
                points=standard.points,
                lower=None if standard.judged else standard.lower,
                upper=None if standard.judged else standard.upper,
                key=_key(standard.key, wording),
                scored=_way_of_scoring(edition, standard, wording),
                methods=wording.join(scoring(edition.methods, standard)),
                tasks=_lines(standard.tasks),
                indicators=_lines(standard.indicators),
                covers=wording.join(standard.covers),
                applies_to=wording.join(kinds[kind] for kind in standard.applies_to),
                replaces=wording.join(standard.replaces),
                note=_note(standard.note),
            )
        )


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
    return labels("downloads.records.counted")


def _situations(edition: Edition, _: KindTitles, wording: Wording) -> Iterator[Row]:
    for standard in edition.standards:
        directions = (("bonus", standard.bonus), ("deduction", standard.deductions))
        for direction, situations in directions:
            for situation in situations:
                yield Row(
                    SituationCells(
                        standard=standard.id,
                        id=situation.id,
                        direction=wording.labels(f"ui.direction.{direction}"),
                        text=situation.text,
                        worth=wording.worth(edition, situation),
                        note=_note(situation.note),
                    )
                )


def _items(edition: Edition, _: KindTitles, wording: Wording) -> Iterator[Row]:
    for item in edition.items:
        covered = (standard.id for standard in edition.standards if item.id in standard.covers)
        yield Row(
            ItemCells(
                id=item.id,
                aspect=titled(edition.aspects, item.aspect),
                text=item.text,
                key=_key(item.key, wording),
                covered=wording.join(covered),
                adjustment=item.adjustment,
            )
        )


def _adjustments(edition: Edition, _: KindTitles, wording: Wording) -> Iterator[Row]:
    for adjustment in edition.adjustments:
        yield Row(
            AdjustmentCells(
                id=adjustment.id,
                direction=wording.labels(f"ui.direction.{adjustment.direction}"),
                title=adjustment.title,
                text=adjustment.text,
                worth=wording.worth(edition, adjustment),
                combine=wording.labels(f"ui.value.{adjustment.combine}"),
                gate=edition.adjusting.gate if adjustment.gate is None else adjustment.gate,
                note=_note(adjustment.note),
            )
        )


def _negative_cases(edition: Edition, _: KindTitles, wording: Wording) -> Iterator[Row]:
    for case in edition.negative_cases:
        yield Row(
            CaseCells(
                id=case.id,
                aspect=titled(edition.aspects, case.aspect),
                text=case.text,
                worth=wording.worth(edition, case),
                leads_to=wording.leads_to(edition, case) or None,
                touches=wording.join(case.touches),
                note=_note(case.note),
            )
        )


TABLES: Mapping[
    str, tuple[tuple[str, ...], Callable[[Edition, KindTitles, Wording], Iterator[Row]]]
] = {
    "standards": (StandardCells._fields, _standards),
    "situations": (SituationCells._fields, _situations),
    "items": (ItemCells._fields, _items),
    "adjustments": (AdjustmentCells._fields, _adjustments),
    "negative-list": (CaseCells._fields, _negative_cases),
}
"""The columns of each table, and the function that fills it."""
