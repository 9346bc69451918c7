"""The page of a whole edition: all that its other pages say of the edition, for printing."""

from dataclasses import dataclass

from generator.model.clauses import Aspect, Item, NegativeCase
from generator.model.edition import Edition
from generator.pages.chapter import Chapter
from generator.pages.page import Page
from generator.pages.standard import StandardDetails, standard_details
from generator.urls import list_page, locate_clauses_on


@dataclass(frozen=True, slots=True)
class Part:
    """An aspect with all of its clauses."""

    aspect: Aspect
    items: tuple[Item, ...]
    standards: tuple[StandardDetails, ...]
    cases: tuple[NegativeCase, ...]


def whole_page(chapter: Chapter, scored: object, covering: object) -> Page:
    """The whole edition. Links between its clauses stay on the page."""
    edition = chapter.edition
    path = list_page(edition.id, "whole")
    return Page(
        path=path,
        template="whole.md.jinja",
        title=chapter.words("ui.whole.title", title=edition.title),
        context={
            "edition": edition,
            "aspects": [_part(edition, aspect) for aspect in edition.aspects],
            "scored": scored,
            "covering": covering,
            "kinds": chapter.book.kind_titles,
        },
        crumbs=chapter.crumbs,
        source=chapter.source(),
        clauses={edition.id: locate_clauses_on(path, edition)},
    )


def _part(edition: Edition, aspect: Aspect) -> Part:
    standards = (one for one in edition.standards if one.aspect == aspect.id)
    return Part(
        aspect,
        items=tuple(one for one in edition.items if one.aspect == aspect.id),
        standards=tuple(standard_details(edition, one) for one in standards),
        cases=tuple(one for one in edition.negative_cases if one.aspect == aspect.id),
    )
