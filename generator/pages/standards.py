"""The pages of standards, and of a whole edition."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.usage import Uses
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.clauses import Aspect, Item, NegativeCase, Standard
from generator.model.edition import Edition
from generator.pages.edition_facts import (
    StandardDetails,
    lineage,
    standard_details,
    standards_by_item,
    standards_by_method,
)
from generator.pages.page import Page, edition_crumbs
from generator.urls import aspect_page, list_page, locate_clauses_on, standard_page


def standard_pages(book: Book, edition: Edition, words: Labels) -> Iterator[Page]:
    """Yield the page of each standard of an edition."""
    usage, histories = book.usage(edition), book.clause_histories
    crumbs = edition_crumbs(edition, words)
    aspects = {aspect.id: aspect for aspect in edition.aspects}
    for n, standard in enumerate(edition.standards):
        aspect = aspects[standard.aspect]
        yield Page(
            path=standard_page(edition.id, standard.id),
            template="standard.md.jinja",
            title=f"{standard.id} {standard.title}",
            context={
                "edition": edition,
                "details": standard_details(edition, standard),
                "uses": usage.marks.get(standard.id, Uses()),
                "kinds": book.kind_titles,
                "history": histories.get(standard.id, ()),
                **lineage(book.library.editions, edition, standard),
                "previous": _neighbour(edition.standards, n - 1),
                "following": _neighbour(edition.standards, n + 1),
            },
            crumbs=(*crumbs, (aspect.title, aspect_page(edition.id, aspect.id))),
            source=book.library.edition_at(edition.id, "standards", n).file,
        )


def _neighbour(standards: tuple[Standard, ...], n: int) -> Standard | None:
    return standards[n] if 0 <= n < len(standards) else None


@dataclass(frozen=True, slots=True)
class AspectClauses:
    """An aspect with all of its clauses."""

    aspect: Aspect
    items: tuple[Item, ...]
    standards: tuple[StandardDetails, ...]
    cases: tuple[NegativeCase, ...]


def whole_page(book: Book, edition: Edition, words: Labels) -> Page:
    """Return the page of a whole edition: all that its other pages say of it, for printing. Links
    between its clauses stay on the page."""
    path = list_page(edition.id, "whole")
    return Page(
        path=path,
        template="whole.md.jinja",
        title=words("ui.whole.title", title=edition.title),
        context={
            "edition": edition,
            "aspects": [_aspect_clauses(edition, aspect) for aspect in edition.aspects],
            "scored": standards_by_method(edition),
            "covering": standards_by_item(edition),
            "kinds": book.kind_titles,
        },
        crumbs=edition_crumbs(edition, words),
        source=book.library.edition_at(edition.id).file,
        clauses={edition.id: locate_clauses_on(path, edition)},
    )


def _aspect_clauses(edition: Edition, aspect: Aspect) -> AspectClauses:
    standards = (one for one in edition.standards if one.aspect == aspect.id)
    return AspectClauses(
        aspect,
        items=tuple(one for one in edition.items if one.aspect == aspect.id),
        standards=tuple(standard_details(edition, one) for one in standards),
        cases=tuple(one for one in edition.negative_cases if one.aspect == aspect.id),
    )
