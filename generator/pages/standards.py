"""The pages of standards, and of a whole edition."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.clause_costs import history_at
from generator.analysis.usage import Uses
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.clauses import Aspect, Item, NegativeCase, Standard
from generator.model.edition import Edition
from generator.pages.edition_facts import (
    StandardDetails,
    predecessors,
    standard_details,
    standards_by_item,
    standards_by_method,
    successors,
)
from generator.pages.page import Crumb, Page, edition_crumbs, edition_title
from generator.urls import aspect_page, list_page, locate_clauses_on, standard_page


def standard_pages(book: Book, edition: Edition, labels: Labels) -> Iterator[Page]:
    """Yield the page of each standard of an edition."""
    usage, histories, known = book.usage(edition), book.clause_histories, not book.scope.partial
    crumbs = edition_crumbs(edition, labels)
    aspects = {aspect.id: aspect for aspect in edition.aspects}
    for index, standard in enumerate(edition.standards):
        aspect = aspects[standard.aspect]
        yield Page(
            path=standard_page(edition.id, standard.id),
            template="standard.md.jinja",
            title=edition_title(f"{standard.id} {standard.title}", edition, labels),
            context={
                "edition": edition,
                "details": standard_details(edition, standard),
                "uses": usage.marks.get(standard.id, Uses()) if known else None,
                "kinds": book.kind_titles,
                "history": history_at(histories.get(standard.id, ()), edition) if known else None,
                "predecessors": predecessors(book.library.editions, edition, standard),
                "successors": successors(book.library.editions, edition, standard),
                "previous": _standard_at(edition, index - 1),
                "following": _standard_at(edition, index + 1),
            },
            crumbs=(*crumbs, Crumb(aspect.title, aspect_page(edition.id, aspect.id))),
            source=book.library.edition_at(edition.id, "standards", index).file,
        )


def _standard_at(edition: Edition, index: int) -> Standard | None:
    return edition.standards[index] if 0 <= index < len(edition.standards) else None


@dataclass(frozen=True, slots=True)
class AspectClauses:
    """An aspect with all of its clauses, as a part of the whole text."""

    aspect: Aspect
    items: tuple[Item, ...]
    standards: tuple[StandardDetails, ...]
    cases: tuple[NegativeCase, ...]


def whole_page(book: Book, edition: Edition, labels: Labels) -> Page:
    """Return the page of the whole text of an edition, for printing.

    Links between its clauses stay on the page.
    """
    path = list_page(edition.id, "whole")
    return Page(
        path=path,
        template="whole.md.jinja",
        title=labels("ui.whole.title", title=edition.title),
        context={
            "edition": edition,
            "aspects": [_aspect_clauses(edition, aspect) for aspect in edition.aspects],
            "scored": standards_by_method(edition),
            "covering": standards_by_item(edition),
            "kinds": book.kind_titles,
        },
        crumbs=edition_crumbs(edition, labels),
        source=book.library.edition_at(edition.id).file,
        clauses={edition.id: locate_clauses_on(path, edition)},
    )


def _aspect_clauses(edition: Edition, aspect: Aspect) -> AspectClauses:
    return AspectClauses(
        aspect,
        items=tuple(item for item in edition.items if item.aspect == aspect.id),
        standards=tuple(
            standard_details(edition, standard)
            for standard in edition.standards
            if standard.aspect == aspect.id
        ),
        cases=tuple(case for case in edition.negative_cases if case.aspect == aspect.id),
    )
