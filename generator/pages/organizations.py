"""The page of an organization: what it is, and its years."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.analysis.history import comparable
from generator.charts.years import YearChart, year_chart
from generator.dataset.book import Book
from generator.messages.formats import fixed
from generator.messages.labels import Labels
from generator.model.result import Organization
from generator.pages.page import Page
from generator.pages.paging import MOST_ROWS
from generator.scoring.card import Scorecard
from generator.urls import ORGANIZATIONS, organization_page

ORGANIZATION_TEMPLATE = "organization.md.jinja"
Ranks = Mapping[int, Mapping[str, int]]
"""The place of each organization in each year."""


def organization_pages(
    book: Book, organizations: Iterable[Organization], ranks: Ranks, words: Labels
) -> Iterator[Page]:
    """Organizations, each with its years."""
    family = _family(book.organizations)
    yield from (_organization(book, one, family, ranks, words) for one in organizations)


@dataclass(frozen=True, slots=True)
class _Family:
    """The organizations by id, and those directly under each."""

    known: Mapping[str, Organization]
    children: Mapping[str, Sequence[Organization]]


def _family(organizations: Sequence[Organization]) -> _Family:
    children: dict[str, list[Organization]] = {}
    for one in organizations:
        if one.parent:
            children.setdefault(one.parent, []).append(one)
    return _Family({one.id: one for one in organizations}, children)


def _organization(
    book: Book, one: Organization, family: _Family, ranks: Ranks, words: Labels
) -> Page:
    return Page(
        path=organization_page(one.id),
        template=ORGANIZATION_TEMPLATE,
        title=one.name,
        context=partial(_context, book, one, family, ranks),
        crumbs=((words("ui.organizations.title"), ORGANIZATIONS),),
        source=book.library.organizations_at().file,
        organization=one.id,
    )


def _context(book: Book, one: Organization, family: _Family, ranks: Ranks) -> Mapping[str, Any]:
    years = _years(book, book.by_organization.get(one.id, ()))
    return {
        "organization": one,
        "kind": book.kind_titles[one.kind],
        "parent": family.known.get(one.parent or ""),
        "children": family.children.get(one.id, ()),
        "most": MOST_ROWS,
        "index": ORGANIZATIONS,
        "years": years,
        "chart": _years_chart(years),
        "ranks": ranks,
    }


def _years(
    book: Book, cards: Sequence[Scorecard]
) -> list[tuple[Scorecard, Scorecard | None, bool]]:
    """Each card with the one before it, and whether the two scores may be compared."""
    return [
        (
            card,
            before,
            before is not None and comparable(book.editions, before.edition, card.edition),
        )
        for before, card in zip((None, *cards), cards, strict=False)
    ]


def _years_chart(years: Sequence[tuple[Scorecard, Scorecard | None, bool]]) -> YearChart | None:
    """The totals over the years, as they are printed."""
    return year_chart(
        [(card.year, card.total, _printed(card), may_compare) for card, _, may_compare in years]
    )


def _printed(card: Scorecard) -> str:
    return "" if card.total is None else fixed(card.total, card.edition.rounding.total)
