"""An edition as tables: standards, situations, items, adjustments, negative list."""

from collections.abc import Callable, Iterator, Mapping

from generator.exports.table import Row, Table, columns
from generator.exports.wording import Wording, plain
from generator.messages.formats import scoring
from generator.model.clauses import Standard
from generator.model.edition import Edition
from generator.urls import beside, edition_page

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "standards": (
        "id",
        "aspect",
        "title",
        "points",
        "lower",
        "upper",
        "key",
        "scored",
        "methods",
        "tasks",
        "indicators",
        "covers",
        "applies_to",
        "replaces",
        "note",
    ),
    "situations": ("standard", "id", "direction", "text", "worth", "note"),
    "items": ("id", "aspect", "text", "key", "covered", "adjustment"),
    "adjustments": ("id", "direction", "title", "text", "worth", "combine", "gate", "note"),
    "negative-list": ("id", "aspect", "text", "worth", "leads_to", "touches", "note"),
}
"""The tables of an edition, and the columns of each."""


def edition_file(edition: Edition, name: str, form: str) -> str:
    """The path of a download of an edition: ``edition``, or one of its tables."""
    return beside(edition_page(edition.id), f"{name}-{edition.id}.{form}")


def edition_tables(edition: Edition, wording: Wording) -> dict[str, Table]:
    """The tables of an edition that have rows, by name."""
    words = wording.words
    return {
        name: Table(words(f"downloads.sheets.{name}"), columns(words, name, COLUMNS[name]), rows)
        for name, make in _ROWS.items()
        if (rows := tuple(make(edition, wording)))
    }


def table_names(edition: Edition) -> Iterator[str]:
    """Which tables an edition has."""
    situations = any(one.bonus or one.deductions for one in edition.standards)
    has = {
        "standards": edition.standards,
        "situations": situations,
        "items": edition.items,
        "adjustments": edition.adjustments,
        "negative-list": edition.negative_cases,
    }
    return (name for name, entries in has.items() if entries)


def _standards(edition: Edition, wording: Wording) -> Iterator[Row]:
    for one in edition.standards:
        yield (
            one.id,
            wording.aspects[edition.id][one.aspect],
            one.title,
            one.points,
            None if one.judged else one.lower,
            None if one.judged else one.upper,
            _key(one.key, wording),
            _scored(edition, one, wording),
            wording.listed(scoring(edition.methods, one)),
            wording.lines(one.tasks),
            wording.lines(one.indicators),
            wording.listed(one.covers),
            wording.listed(wording.kinds[kind] for kind in one.applies_to),
            wording.listed(one.replaces),
            _note(one.note),
        )


def _key(key: str | None, wording: Wording) -> str | None:
    return wording.words(f"ui.key.{key}") if key else None


def _note(note: str | None) -> str | None:
    return plain(note) if note else None


def _scored(edition: Edition, one: Standard, wording: Wording) -> str:
    """How a standard is scored: on a scale, by its rubric, or counted."""
    words = wording.words
    if one.scale:
        scale = next(scale for scale in edition.scales if scale.id == one.scale)
        return words("downloads.records.scale", scale=scale.title)
    if one.rubric:
        return "\n".join(
            words("downloads.records.rubric", points=level.points, text=level.text)
            for level in one.rubric
        )
    return words("downloads.records.counted")


def _situations(edition: Edition, wording: Wording) -> Iterator[Row]:
    for one in edition.standards:
        for direction, situations in (("bonus", one.bonus), ("deduction", one.deductions)):
            for situation in situations:
                yield (
                    one.id,
                    situation.id,
                    wording.words(f"ui.direction.{direction}"),
                    situation.text,
                    wording.worth(edition, situation),
                    _note(situation.note),
                )


def _items(edition: Edition, wording: Wording) -> Iterator[Row]:
    for item in edition.items:
        covering = (one.id for one in edition.standards if item.id in one.covers)
        yield (
            item.id,
            wording.aspects[edition.id][item.aspect],
            item.text,
            _key(item.key, wording),
            wording.listed(covering),
            item.adjustment,
        )


def _adjustments(edition: Edition, wording: Wording) -> Iterator[Row]:
    for one in edition.adjustments:
        yield (
            one.id,
            wording.words(f"ui.direction.{one.direction}"),
            one.title,
            one.text,
            wording.worth(edition, one),
            wording.words(f"ui.value.{one.combine}"),
            edition.adjusting.gate if one.gate is None else one.gate,
            _note(one.note),
        )


def _negative_list(edition: Edition, wording: Wording) -> Iterator[Row]:
    for case in edition.negative_cases:
        yield (
            case.id,
            wording.aspects[edition.id][case.aspect],
            case.text,
            wording.worth(edition, case),
            wording.leads_to(edition, case) or None,
            wording.listed(case.touches),
            _note(case.note),
        )


_ROWS: Mapping[str, Callable[[Edition, Wording], Iterator[Row]]] = {
    "standards": _standards,
    "situations": _situations,
    "items": _items,
    "adjustments": _adjustments,
    "negative-list": _negative_list,
}
