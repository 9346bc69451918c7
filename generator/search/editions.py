"""The records of an edition: its overview, its aspects, and each of its clauses."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from generator.addresses import edition_page, list_page
from generator.model.clauses import Item, Standard
from generator.model.edition import Edition
from generator.model.rules import NegativeCase, Rule
from generator.search.record import Kind, Record, Source


def edition_records(source: Source, edition: Edition) -> Iterator[Record]:
    """The edition itself, what it changed, its aspects, standards, items, adjustments and
    negative cases."""
    yield _overview(source, edition)
    if edition.follows:
        yield _changes(source, edition)
    for aspect in edition.aspects:
        texts = (aspect.summary,)
        yield _clause(source, edition, "edition", aspect.id, aspect.title, texts, aspect.id)
    for standard in edition.standards:
        yield _standard(source, edition, standard)
    for kind, entries in (("item", edition.items), ("negative-case", edition.negative_cases)):
        yield from (_sentence(source, edition, kind, entry) for entry in entries)
    for one in edition.adjustments:
        title = f"{one.id} {one.title}"
        yield _clause(source, edition, "adjustment", one.id, title, _texts_of(one))


def _clause(  # noqa: PLR0913
    source: Source,
    edition: Edition,
    kind: Kind,
    id: str,
    title: str,
    texts: Iterable[str | None],
    aspect: str = "",
    situations: tuple[str, ...] = (),
) -> Record:
    address = str(source.to.clause(edition, id))
    return Record(
        address=address,
        kind=kind,
        title=title,
        texts=tuple(text for text in texts if text),
        keys=(id, title, title.removeprefix(f"{id} "), *situations),
        ids=(id, *situations),
        aspect=aspect,
        **_dated(source, edition, id),
    )


def _dated(source: Source, edition: Edition, id: str) -> dict[str, Any]:
    """The years of an edition and its id, and the place of a clause among the others."""
    years = (str(year) for year in sorted(edition.years))
    return {
        "years": tuple(dict.fromkeys((*years, edition.id))),
        "when": edition.id,
        "newest": max(edition.years),
        "place": list(source.to.clauses[edition.id]).index(id) if id else 0,
    }


def _standard(source: Source, edition: Edition, standard: Standard) -> Record:
    situations = (*standard.bonus, *standard.deductions)
    return _clause(
        source,
        edition,
        "standard",
        standard.id,
        f"{standard.id} {standard.title}",
        (
            *standard.tasks,
            *standard.indicators,
            *(level.text for level in standard.rubric),
            *chain.from_iterable((f"{one.id} {one.text}", one.note) for one in situations),
            standard.note,
        ),
        standard.aspect,
        tuple(one.id for one in situations),
    )


def _sentence(source: Source, edition: Edition, kind: Kind, entry: Item | NegativeCase) -> Record:
    """An entry that is one sentence, which serves as its title."""
    note = getattr(entry, "note", None)
    title = f"{entry.id} {entry.text}"
    return _clause(source, edition, kind, entry.id, title, (note,), entry.aspect)


def _texts_of(rule: Rule) -> tuple[str | None, ...]:
    return rule.text, rule.note


def _overview(source: Source, edition: Edition) -> Record:
    return Record(
        address=str(source.to.edition(edition)),
        kind="edition",
        title=edition.title,
        texts=tuple(text for text in _overview_texts(edition) if text),
        keys=(edition.id, edition.title),
        **_dated(source, edition, ""),
    )


def _overview_texts(edition: Edition) -> Iterator[str | None]:
    yield edition.summary
    for basis in edition.basis:
        yield from (basis.title, basis.issuer, basis.note)
    for step in edition.revision:
        yield from (step.way, step.outcome)
    for method in edition.methods:
        yield from (method.title, *method.procedure, *method.requirements)
    for scale in edition.scales:
        yield scale.title
        yield from chain.from_iterable((level.title, level.meaning) for level in scale.levels)
    for grade in edition.grades:
        yield from (grade.title, grade.note)
    yield from (limit.title for limit in edition.limits)
    for use in edition.use_of_results:
        yield from (use.title, use.text)
    yield from edition.objections


def _changes(source: Source, edition: Edition) -> Record:
    title = source.labels("ui.search.changes", edition=edition.title)
    reason = edition.follows.reason if edition.follows else ""
    retired = (f"{gone.id} {gone.reason}" for gone in edition.retired)
    return Record(
        address=str(source.to.to(list_page(edition.id, "changes"))),
        kind="edition",
        title=title,
        texts=(reason, *retired),
        **_dated(source, edition, ""),
    )
