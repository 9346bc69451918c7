"""Make the records of an edition: its overview, its aspects, and each of its clauses."""

from collections.abc import Iterator
from itertools import chain
from typing import TypedDict

from generator.messages.labels import Labels
from generator.model.clauses import Adjustment, Aspect, Item, NegativeCase, Standard
from generator.model.edition import Edition
from generator.search.record import Record
from generator.urls import Links, list_page


def edition_records(edition: Edition, labels: Labels, links: Links) -> Iterator[Record]:
    """Yield the records of an edition, what it changed, its aspects and all of its clauses.

    ``links`` must be those of the page at the root of the site, and know the clauses of the
    edition. Situations have no record of their own: they are found with their standard.
    """
    yield _overview(edition, links)
    if edition.follows:
        yield _changes(edition, labels, links)
    for aspect in edition.aspects:
        yield _aspect(edition, aspect, links)
    for standard in edition.standards:
        yield _standard(edition, standard, links)
    for item in edition.items:
        yield _item(edition, item, links)
    for adjustment in edition.adjustments:
        yield _adjustment(edition, adjustment, links)
    for case in edition.negative_cases:
        yield _negative_case(edition, case, links)


class _Dates(TypedDict):
    """The fields of a record that depend on its edition alone."""

    years: tuple[str, ...]
    when: str
    newest: int


class _ClauseFields(_Dates):
    """The fields that the records of all clauses have in common."""

    address: str
    title: str
    keys: tuple[str, ...]
    ids: tuple[str, ...]
    place: int


def _dates(edition: Edition) -> _Dates:
    """Return the fields of an edition's years; its id is one of the values of that filter."""
    years = (str(year) for year in sorted(edition.years))
    return {
        "years": tuple(dict.fromkeys((*years, edition.id))),
        "when": edition.id,
        "newest": max(edition.years),
    }


def _clause(edition: Edition, id: str, heading: str, links: Links) -> _ClauseFields:
    """Return the common fields of a clause, which stands at its place in the edition."""
    title = f"{id} {heading}"
    return {
        "address": str(links.clause(edition, id)),
        "title": title,
        "keys": (id, heading, title),
        "ids": (id,),
        "place": list(links.clauses[edition.id]).index(id),
        **_dates(edition),
    }


def _present(*texts: str | None) -> tuple[str, ...]:
    """Return the texts that are not empty."""
    return tuple(text for text in texts if text)


def _aspect(edition: Edition, aspect: Aspect, links: Links) -> Record:
    fields = _clause(edition, aspect.id, aspect.title, links)
    fields["title"] = aspect.title
    return Record(kind="edition", texts=_present(aspect.summary), aspect=aspect.id, **fields)


def _standard(edition: Edition, standard: Standard, links: Links) -> Record:
    situations = (*standard.bonus, *standard.deductions)
    situation_ids = tuple(situation.id for situation in situations)
    fields = _clause(edition, standard.id, standard.title, links)
    fields["keys"] += situation_ids
    fields["ids"] += situation_ids
    texts = _present(
        *standard.tasks,
        *standard.indicators,
        *(level.text for level in standard.rubric),
        *chain.from_iterable(
            (f"{situation.id} {situation.text}", situation.note) for situation in situations
        ),
        standard.note,
    )
    return Record(kind="standard", texts=texts, aspect=standard.aspect, **fields)


def _item(edition: Edition, item: Item, links: Links) -> Record:
    """Return the record of an item: a single sentence, which serves as its title."""
    return Record(kind="item", aspect=item.aspect, **_clause(edition, item.id, item.text, links))


def _negative_case(edition: Edition, case: NegativeCase, links: Links) -> Record:
    """Return the record of a negative case: a single sentence, which serves as its title."""
    fields = _clause(edition, case.id, case.text, links)
    return Record(kind="negative-case", texts=_present(case.note), aspect=case.aspect, **fields)


def _adjustment(edition: Edition, adjustment: Adjustment, links: Links) -> Record:
    fields = _clause(edition, adjustment.id, adjustment.title, links)
    texts = _present(adjustment.text, adjustment.note)
    return Record(kind="adjustment", texts=texts, **fields)


def _overview(edition: Edition, links: Links) -> Record:
    return Record(
        address=str(links.edition(edition)),
        kind="edition",
        title=edition.title,
        texts=_present(*_overview_texts(edition)),
        keys=(edition.id, edition.title),
        **_dates(edition),
    )


def _overview_texts(edition: Edition) -> Iterator[str | None]:
    """Yield every text on the page of an edition, in the order of the page."""
    yield edition.summary
    for basis in edition.basis:
        yield from (basis.title, basis.issuer, basis.note)
    for step in edition.revision:
        yield from (step.way, step.outcome)
    for method in edition.methods:
        yield from (method.title, method.scored_by, *method.procedure, *method.requirements)
    for scale in edition.scales:
        yield scale.title
        yield from chain.from_iterable((level.title, level.meaning) for level in scale.levels)
    for grade in edition.grades:
        yield from (grade.title, grade.note)
    yield from (limit.title for limit in edition.limits)
    for use in edition.use_of_results:
        yield from (use.title, use.text)
    yield from edition.objections


def _changes(edition: Edition, labels: Labels, links: Links) -> Record:
    reason = edition.follows.reason if edition.follows else ""
    return Record(
        address=str(links.to(list_page(edition.id, "changes"))),
        kind="edition",
        title=labels("ui.search.changes", edition=edition.title),
        texts=(reason, *edition.reasons.values()),
        **_dates(edition),
    )
