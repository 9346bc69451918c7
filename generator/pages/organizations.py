"""The page of an organization: what it is, and its years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from generator import urls
from generator.analysis.history import comparable
from generator.analysis.usage import MOST_ROWS
from generator.charts.years import YearChart, YearTotal, year_chart
from generator.dataset.book import Book
from generator.messages.formats import fixed
from generator.messages.labels import Labels
from generator.model.result import Organization
from generator.pages.page import Page
from generator.scoring.summary import CardSummary


def organization_page(book: Book, organization: Organization, words: Labels) -> Page:
    """Return the page of an organization, with its years."""
    return Page(
        path=urls.organization_page(organization.id),
        template="organization.md.jinja",
        title=organization.name,
        context=partial(_context, book, organization),
        crumbs=((words("ui.organizations.title"), urls.ORGANIZATIONS),),
        source=book.library.organizations_at().file,
        organization=organization.id,
    )


def _context(book: Book, organization: Organization) -> Mapping[str, Any]:
    years = _years(book, book.by_organization.get(organization.id, ()))
    hierarchy = _hierarchy(book)
    return {
        "organization": organization,
        "kind": book.kind_titles[organization.kind],
        "parent": hierarchy.known.get(organization.parent or ""),
        "children": hierarchy.children.get(organization.id, ()),
        "most": MOST_ROWS,
        "index": urls.ORGANIZATIONS,
        "years": years,
        "chart": _years_chart(years),
        "ranks": {year: peers.ranks for year, peers in book.peers.items()},
    }


@dataclass(frozen=True, slots=True)
class _Hierarchy:
    """The organizations by id, and those directly under each."""

    known: Mapping[str, Organization]
    children: Mapping[str, Sequence[Organization]]


@lru_cache(maxsize=1)
def _hierarchy(book: Book) -> _Hierarchy:
    children: dict[str, list[Organization]] = {}
    for organization in book.organizations:
        if organization.parent:
            children.setdefault(organization.parent, []).append(organization)
    return _Hierarchy({one.id: one for one in book.organizations}, children)


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of an organization, the one before, and whether their scores may be compared."""

    card: CardSummary
    before: CardSummary | None
    may_compare: bool


def _years(book: Book, cards: Sequence[CardSummary]) -> list[YearRow]:
    return [
        YearRow(card, before, before is not None and _may_compare(book, before, card))
        for before, card in zip((None, *cards), cards, strict=False)
    ]


def _may_compare(book: Book, before: CardSummary, card: CardSummary) -> bool:
    return comparable(book.editions, before.edition, card.edition)


def _years_chart(years: Sequence[YearRow]) -> YearChart | None:
    """The totals over the years, as they are printed."""
    return year_chart(
        [
            YearTotal(row.card.year, row.card.total, _printed(row.card), row.may_compare)
            for row in years
        ]
    )


def _printed(card: CardSummary) -> str:
    return "" if card.total is None else fixed(card.total, card.edition.rounding.total)
