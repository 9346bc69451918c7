"""The records of an edition: its overview, its aspects, and each of its clauses."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from generator.model.clauses import Adjustment, Aspect, Item, NegativeCase, Standard
from generator.model.edition import Edition
from generator.search.record import Record, Source
from generator.urls import list_page


def edition_records(source: Source, edition: Edition) -> Iterator[Record]:
    """The edition itself, what it changed, its aspects, standards, items, adjustments and
    negative cases."""
    yield _overview(source, edition)
    if edition.follows:
        yield _changes(source, edition)
    yield from (_aspect(source, edition, aspect) for aspect in edition.aspects)
    yield from (_standard(source, edition, standard) for standard in edition.standards)
    yield from (_item(source, edition, item) for item in edition.items)
    yield from (_adjustment(source, edition, one) for one in edition.adjustments)
    yield from (_case(source, edition, case) for case in edition.negative_cases)


def _clause(source: Source, edition: Edition, id: str, heading: str) -> dict[str, Any]:
    """What all clauses share: the address, the title and the keys, the years, the place."""
    title = f"{id} {heading}"
    return {
        "address": str(source.to.clause(edition, id)),
        "title": title,
        "keys": (id, heading, title),
        "ids": (id,),
        **_dated(edition),
        "place": list(source.to.clauses[edition.id]).index(id),
    }


def _dated(edition: Edition) -> dict[str, Any]:
    """The years of an edition and its id."""
    years = (str(year) for year in sorted(edition.years))
    return {
        "years": tuple(dict.fromkeys((*years, edition.id))),
        "when": edition.id,
        "newest": max(edition.years),
    }


def _kept(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _aspect(source: Source, edition: Edition, aspect: Aspect) -> Record:
    shared = _clause(source, edition, aspect.id, aspect.title)
    shared |= {"title": aspect.title, "aspect": aspect.id}
    return Record(kind="edition", texts=_kept(aspect.summary), **shared)


def _standard(source: Source, edition: Edition, standard: Standard) -> Record:
    situations = (*standard.bonus, *standard.deductions)
    shared = _clause(source, edition, standard.id, standard.title)
    situated = tuple(one.id for one in situations)
    shared |= {"keys": shared["keys"] + situated, "ids": shared["ids"] + situated}
    texts = _kept(
        *standard.tasks,
        *standard.indicators,
        *(level.text for level in standard.rubric),
        *chain.from_iterable((f"{one.id} {one.text}", one.note) for one in situations),
        standard.note,
    )
    return Record(kind="standard", texts=texts, aspect=standard.aspect, **shared)


def _item(source: Source, edition: Edition, item: Item) -> Record:
    """An item is one sentence, which serves as its title; so is a negative case."""
    shared = _clause(source, edition, item.id, item.text)
    return Record(kind="item", aspect=item.aspect, **shared)


def _case(source: Source, edition: Edition, case: NegativeCase) -> Record:
    shared = _clause(source, edition, case.id, case.text)
    return Record(kind="negative-case", texts=_kept(case.note), aspect=case.aspect, **shared)


def _adjustment(source: Source, edition: Edition, one: Adjustment) -> Record:
    shared = _clause(source, edition, one.id, one.title)
    return Record(kind="adjustment", texts=_kept(one.text, one.note), **shared)


def _overview(source: Source, edition: Edition) -> Record:
    return Record(
        address=str(source.to.edition(edition)),
        kind="edition",
        title=edition.title,
        texts=_kept(*_overview_texts(edition)),
        keys=(edition.id, edition.title),
        **_dated(edition),
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
        **_dated(edition),
    )
