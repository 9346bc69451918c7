"""The pages of the editions: overview, aspects, standards, lists, changes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from generator.analysis.history import changes
from generator.analysis.usage import AdjustmentUse, CaseUse, Usage, Uses
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.clauses import Item, NegativeCase, Standard
from generator.model.edition import Edition
from generator.pages.chapter import Chapter
from generator.pages.explained import clause_histories
from generator.pages.page import Page
from generator.pages.paging import shared_out
from generator.pages.standard import standard_pages
from generator.pages.whole import whole_page
from generator.scoring.marks import standards_of
from generator.urls import EDITIONS, aspect_page, edition_page, list_page

Use = TypeVar("Use", CaseUse, AdjustmentUse)


def edition_pages(book: Book, words: Labels) -> Iterator[Page]:
    """All pages of all editions, the latest edition first."""
    title = words("ui.editions.title")
    yield Page(EDITIONS, "editions.md.jinja", title)
    clause_years = clause_histories(book)
    for edition in reversed(book.library.editions):
        crumbs = ((title, EDITIONS), (edition.title, edition_page(edition.id)))
        chapter = Chapter(
            book, edition, book.usages.get(edition.id, Usage()), clause_years, words, crumbs
        )
        yield _overview(chapter)
        yield whole_page(chapter, _standards_by_method(edition), _covering(edition))
        for make in (_aspects, standard_pages, _lists, _changes):
            yield from make(chapter)


def _overview(chapter: Chapter) -> Page:
    edition = chapter.edition
    return Page(
        path=edition_page(edition.id),
        template="edition.md.jinja",
        title=edition.title,
        context={"edition": edition, "scored": _standards_by_method(edition)},
        crumbs=chapter.crumbs[:-1],
        source=chapter.source(),
    )


@dataclass(frozen=True, slots=True)
class ScoredStandards:
    """How many standards a method of marks scores, and how many points they are worth."""

    count: int
    points: Decimal


def _standards_by_method(edition: Edition) -> dict[str, ScoredStandards]:
    """Return what each method of marks scores, by its id."""
    scored = {method.id: tuple(standards_of(edition, method)) for method in edition.methods}
    return {
        id: ScoredStandards(len(standards), sum((s.points for s in standards), Decimal(0)))
        for id, standards in scored.items()
        if standards
    }


def _aspects(chapter: Chapter) -> Iterator[Page]:
    edition = chapter.edition
    for n, aspect in enumerate(edition.aspects):
        own = [standard for standard in edition.standards if standard.aspect == aspect.id]
        yield Page(
            path=aspect_page(edition.id, aspect.id),
            template="aspect.md.jinja",
            title=aspect.title,
            context={
                "edition": edition,
                "aspect": aspect,
                "standards": own,
                "points": sum(standard.points for standard in own),
                "items": [item for item in edition.items if item.aspect == aspect.id],
                "covering": _covering(edition),
                "cases": [case for case in edition.negative_cases if case.aspect == aspect.id],
                "uses": chapter.uses,
            },
            crumbs=chapter.crumbs,
            source=chapter.source("aspects", n),
        )


def _covering(edition: Edition) -> dict[str, list[Standard]]:
    """The standards that cover each item."""
    return {
        item.id: [standard for standard in edition.standards if item.id in standard.covers]
        for item in edition.items
    }


def _lists(chapter: Chapter) -> Iterator[Page]:
    edition = chapter.edition
    contexts: dict[str, Callable[[Chapter], Mapping[str, Any]]] = {
        "items": _items,
        "adjustments": _adjustments,
        "negative-list": _negative_list,
    }
    sections = {"items": "items", "adjustments": "adjustments", "negative-list": "negative_cases"}
    for name, section in sections.items():
        if getattr(edition, section):
            yield Page(
                path=list_page(edition.id, name),
                template=f"{name}.md.jinja",
                title=chapter.words(f"ui.{name}.title"),
                context=partial(contexts[name], chapter),
                crumbs=chapter.crumbs,
                source=chapter.source(section, 0),
            )


def _items(chapter: Chapter) -> Mapping[str, Any]:
    edition = chapter.edition
    groups = _by_aspect(edition.items, edition)
    return {"edition": edition, "groups": groups, "covering": _covering(edition)}


def _adjustments(chapter: Chapter) -> Mapping[str, Any]:
    uses = chapter.uses
    return {"edition": chapter.edition, "uses": uses, "shown": _newest(uses.adjustments)}


def _negative_list(chapter: Chapter) -> Mapping[str, Any]:
    edition, uses = chapter.edition, chapter.uses
    return {
        "edition": edition,
        "uses": uses,
        "groups": _by_aspect(edition.negative_cases, edition),
        "histories": chapter.histories,
        "shown_cases": _newest(uses.cases),
    }


def _newest(uses: Mapping[str, Uses[Use]]) -> Mapping[str, Sequence[Use]]:
    """The uses of the clauses of a list, and of very many the newest of each."""
    share = shared_out({id: one.count for id, one in uses.items()})
    return {id: one.first(share) for id, one in uses.items()}


def _by_aspect(
    entries: Sequence[Item | NegativeCase], edition: Edition
) -> dict[str, list[Item | NegativeCase]]:
    """The entries of each aspect, in the order of the aspects."""
    return {
        aspect.id: found
        for aspect in edition.aspects
        if (found := [entry for entry in entries if entry.aspect == aspect.id])
    }


def _changes(chapter: Chapter) -> Iterator[Page]:
    edition = chapter.edition
    editions = {edition.id: edition for edition in chapter.book.library.editions}
    before = editions.get(edition.follows.edition) if edition.follows else None
    if before:
        found = changes(before, edition)
        yield Page(
            path=list_page(edition.id, "changes"),
            template="changes.md.jinja",
            title=chapter.words("ui.changes.title"),
            context={
                "edition": edition,
                "before": before,
                "sections": {
                    section: list(group)
                    for section, group in groupby(found, key=lambda change: change.section)
                },
                "counts": Counter(kind for change in found for kind in change.kinds),
            },
            crumbs=chapter.crumbs,
            source=chapter.source(),
        )
