"""The page of a standard."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.usage import Uses
from generator.model.clauses import Item, NegativeCase, Standard
from generator.model.edition import Edition, Method, Scale
from generator.pages.chapter import Chapter
from generator.pages.explained import lineage
from generator.pages.page import Page
from generator.scoring.marks import standards_of
from generator.urls import aspect_page, standard_page


@dataclass(frozen=True, slots=True)
class StandardDetails:
    """A standard, and what its edition says elsewhere about it."""

    standard: Standard
    items: tuple[Item, ...]
    scale: Scale | None
    methods: tuple[Method, ...]
    cases: tuple[NegativeCase, ...]


def standard_details(edition: Edition, standard: Standard) -> StandardDetails:
    """Return a standard with the items that it covers, the scale and the methods by which it is
    marked, and the negative cases that touch it."""
    items = {item.id: item for item in edition.items}
    return StandardDetails(
        standard,
        items=tuple(items[id] for id in standard.covers),
        scale=next((one for one in edition.scales if one.id == standard.scale), None),
        methods=tuple(m for m in edition.methods if standard in standards_of(edition, m)),
        cases=tuple(case for case in edition.negative_cases if standard.id in case.touches),
    )


def standard_pages(chapter: Chapter) -> Iterator[Page]:
    """Every standard of an edition."""
    edition = chapter.edition
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
                "uses": chapter.uses.marks.get(standard.id, Uses()),
                "kinds": chapter.book.kind_titles,
                "history": chapter.histories.get(standard.id, ()),
                **lineage(chapter.book, edition, standard),
                "previous": _neighbour(edition.standards, n - 1),
                "following": _neighbour(edition.standards, n + 1),
            },
            crumbs=(*chapter.crumbs, (aspect.title, aspect_page(edition.id, aspect.id))),
            source=chapter.source("standards", n),
        )


def _neighbour(standards: tuple[Standard, ...], n: int) -> Standard | None:
    return standards[n] if 0 <= n < len(standards) else None
