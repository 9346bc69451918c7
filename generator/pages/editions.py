"""The pages of an edition: overview, aspects, lists, changes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from generator.analysis.history import changes
from generator.analysis.usage import AdjustmentUse, CaseUse, Uses
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.clauses import Item, NegativeCase
from generator.model.edition import Edition
from generator.pages.edition_facts import standards_by_item, standards_by_method
from generator.pages.page import Page, edition_crumbs
from generator.pages.paging import shared_out
from generator.urls import aspect_page, edition_page, list_page

Use = TypeVar("Use", CaseUse, AdjustmentUse)


def overview_page(book: Book, edition: Edition, words: Labels) -> Page:
    """Return the overview of an edition."""
    return Page(
        path=edition_page(edition.id),
        template="edition.md.jinja",
        title=edition.title,
        context={"edition": edition, "scored": standards_by_method(edition)},
        crumbs=edition_crumbs(edition, words)[:-1],
        source=book.library.edition_at(edition.id).file,
    )


def aspect_pages(book: Book, edition: Edition, words: Labels) -> Iterator[Page]:
    """Yield the page of each aspect."""
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
                "covering": standards_by_item(edition),
                "cases": [case for case in edition.negative_cases if case.aspect == aspect.id],
                "uses": book.usage(edition),
            },
            crumbs=edition_crumbs(edition, words),
            source=book.library.edition_at(edition.id, "aspects", n).file,
        )


def list_pages(book: Book, edition: Edition, words: Labels) -> Iterator[Page]:
    """Yield the page of each list that has entries: items, adjustments, negative cases."""
    contexts: dict[str, Callable[[Book, Edition], Mapping[str, Any]]] = {
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
                title=words(f"ui.{name}.title"),
                context=partial(contexts[name], book, edition),
                crumbs=edition_crumbs(edition, words),
                source=book.library.edition_at(edition.id, section, 0).file,
            )


def _items(_: Book, edition: Edition) -> Mapping[str, Any]:
    groups = _by_aspect(edition.items, edition)
    return {"edition": edition, "groups": groups, "covering": standards_by_item(edition)}


def _adjustments(book: Book, edition: Edition) -> Mapping[str, Any]:
    uses = book.usage(edition)
    return {"edition": edition, "uses": uses, "shown": _newest(uses.adjustments)}


def _negative_list(book: Book, edition: Edition) -> Mapping[str, Any]:
    uses = book.usage(edition)
    return {
        "edition": edition,
        "uses": uses,
        "groups": _by_aspect(edition.negative_cases, edition),
        "histories": book.clause_histories,
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


def changes_pages(book: Book, edition: Edition, words: Labels) -> Iterator[Page]:
    """Yield the page of the changes since the edition that this one follows, if it does."""
    editions = {edition.id: edition for edition in book.library.editions}
    before = editions.get(edition.follows.edition) if edition.follows else None
    if before:
        found = changes(before, edition)
        yield Page(
            path=list_page(edition.id, "changes"),
            template="changes.md.jinja",
            title=words("ui.changes.title"),
            context={
                "edition": edition,
                "before": before,
                "sections": {
                    section: list(group)
                    for section, group in groupby(found, key=lambda change: change.section)
                },
                "counts": Counter(kind for change in found for kind in change.kinds),
            },
            crumbs=edition_crumbs(edition, words),
            source=book.library.edition_at(edition.id).file,
        )
