"""The pages of an edition: overview, aspects, lists, changes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from generator.analysis.clause_costs import history_at
from generator.analysis.edition_changes import changes
from generator.analysis.usage import AdjustmentUse, Usage, Use, Uses
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.clauses import Item, NegativeCase
from generator.model.edition import Edition
from generator.pages.edition_facts import standards_by_item, standards_by_method
from generator.pages.page import Page, edition_crumbs, edition_title
from generator.pages.paging import rows_per_list
from generator.urls import aspect_page, edition_page, list_page

ListedUse = TypeVar("ListedUse", Use, AdjustmentUse)


@dataclass(frozen=True, slots=True)
class EditionList:
    """A list of an edition that has a page.

    ``name`` is that of the page, its template and its labels. ``section`` is that of the list in
    the model and the data files. ``context`` returns the values that the page shows.
    """

    name: str
    section: str
    context: Callable[[Book, Edition], Mapping[str, Any]]


def overview_page(book: Book, edition: Edition, labels: Labels) -> Page:
    """Return the page that says what an edition is and what it contains."""
    return Page(
        path=edition_page(edition.id),
        template="edition.md.jinja",
        title=edition.title,
        context={
            "edition": edition,
            "scored": standards_by_method(edition),
            "kinds": book.kind_titles,
            "reviewed": book.ranked_years(edition),
        },
        crumbs=edition_crumbs(edition, labels)[:-1],
        source=book.library.edition_at(edition.id).file,
    )


def aspect_pages(book: Book, edition: Edition, labels: Labels) -> Iterator[Page]:
    """Yield the page of each aspect, which lists the clauses of the aspect."""
    for index, aspect in enumerate(edition.aspects):
        standards = [standard for standard in edition.standards if standard.aspect == aspect.id]
        yield Page(
            path=aspect_page(edition.id, aspect.id),
            template="aspect.md.jinja",
            title=edition_title(aspect.title, edition, labels),
            context={
                "edition": edition,
                "aspect": aspect,
                "standards": standards,
                "points": sum(standard.points for standard in standards),
                "items": [item for item in edition.items if item.aspect == aspect.id],
                "covering": standards_by_item(edition),
                "cases": [case for case in edition.negative_cases if case.aspect == aspect.id],
                "uses": _uses(book, edition),
            },
            crumbs=edition_crumbs(edition, labels),
            source=book.library.edition_at(edition.id, "aspects", index).file,
        )


def list_pages(book: Book, edition: Edition, labels: Labels) -> Iterator[Page]:
    """Yield the page of each list that has entries: items, adjustments, negative cases."""
    lists = (
        EditionList("items", "items", _items),
        EditionList("adjustments", "adjustments", _adjustments),
        EditionList("negative-list", "negative_cases", _negative_cases),
    )
    for entries in lists:
        if getattr(edition, entries.section):
            yield Page(
                path=list_page(edition.id, entries.name),
                template=f"{entries.name}.md.jinja",
                title=edition_title(labels(f"ui.{entries.name}.title"), edition, labels),
                context=partial(entries.context, book, edition),
                crumbs=edition_crumbs(edition, labels),
                source=book.library.edition_at(edition.id, entries.section, 0).file,
            )


def _items(_: Book, edition: Edition) -> Mapping[str, Any]:
    groups = _by_aspect(edition.items, edition)
    return {"edition": edition, "groups": groups, "covering": standards_by_item(edition)}


def _uses(book: Book, edition: Edition) -> Usage | None:
    """Return how clauses were used; ``None`` where not all results are known."""
    return None if book.scope.partial else book.usage(edition)


def _adjustments(book: Book, edition: Edition) -> Mapping[str, Any]:
    uses, shown = _uses(book, edition), _newest_uses(book.usage(edition).adjustments)
    return {"edition": edition, "uses": uses, "shown_uses": shown}


def _negative_cases(book: Book, edition: Edition) -> Mapping[str, Any]:
    return {
        "edition": edition,
        "uses": _uses(book, edition),
        "groups": _by_aspect(edition.negative_cases, edition),
        "histories": {
            case.id: history_at(book.clause_histories.get(case.id, ()), edition)
            for case in edition.negative_cases
        },
        "shown_uses": _newest_uses(book.usage(edition).cases),
    }


def _newest_uses(
    uses: Mapping[str, Uses[ListedUse]],
) -> Mapping[str, Sequence[ListedUse]]:
    """Choose the uses that the page of a list shows, by the id of the clause.

    Where the page has no room for all, every clause gets equally many rows, for its newest uses.
    """
    room = rows_per_list({id: clause.count for id, clause in uses.items()})
    return {id: clause.first(room) for id, clause in uses.items()}


def _by_aspect(
    entries: Sequence[Item | NegativeCase], edition: Edition
) -> dict[str, list[Item | NegativeCase]]:
    """Group entries by the id of their aspect, in the order of the aspects."""
    groups = {
        aspect.id: [entry for entry in entries if entry.aspect == aspect.id]
        for aspect in edition.aspects
    }
    return {aspect: group for aspect, group in groups.items() if group}


def changes_pages(book: Book, edition: Edition, labels: Labels) -> Iterator[Page]:
    """Yield the page of the changes since the edition that this one follows, if it does."""
    editions = {edition.id: edition for edition in book.library.editions}
    before = editions.get(edition.follows.edition) if edition.follows else None
    if before:
        entries = changes(before, edition)
        yield Page(
            path=list_page(edition.id, "changes"),
            template="changes.md.jinja",
            title=edition_title(labels("ui.changes.title"), edition, labels),
            context={
                "edition": edition,
                "before": before,
                "kinds": book.kind_titles,
                "sections": {
                    section: list(group)
                    for section, group in groupby(entries, key=lambda change: change.section)
                },
                "counts": Counter(kind for change in entries for kind in change.kinds),
            },
            crumbs=edition_crumbs(edition, labels),
            source=book.library.edition_at(edition.id).file,
        )
