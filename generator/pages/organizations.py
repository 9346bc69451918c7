"""The page of an organization: its facts and its years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from generator import urls
from generator.analysis.edition_changes import comparable
from generator.analysis.usage import MOST_ROWS
from generator.charts.years import YearChart, YearTotal, year_chart
from generator.dataset.book import Book
from generator.messages.formats import fixed
from generator.messages.labels import Labels
from generator.model.result import Organization
from generator.pages.page import Crumb, Page
from generator.scoring.summary import CardSummary


def organization_page(book: Book, organization: Organization, labels: Labels) -> Page:
    """Return the page of an organization: its facts, its years, and a chart of its totals."""
    return Page(
        path=urls.organization_page(organization.id),
        template="organization.md.jinja",
        title=organization.name,
        context=partial(_context, book, organization),
        crumbs=(Crumb(labels("ui.organizations.title"), urls.ORGANIZATIONS),),
        source=book.library.organizations_at().file,
        organization=organization.id,
    )


def _context(book: Book, organization: Organization) -> Mapping[str, Any]:
    years = _years(book, book.by_organization.get(organization.id, ()))
    return {
        "organization": organization,
        "kind": book.kind_titles[organization.kind],
        "parent": book.library.known_organizations.get(organization.parent or ""),
        "children": _children(book).get(organization.id, ()),
        "most": MOST_ROWS,
        "index": urls.ORGANIZATIONS,
        "years": years,
        "chart": _years_chart(years),
        "ranks": {year: statistics.ranks for year, statistics in book.statistics.items()},
    }


@lru_cache(maxsize=1)
def _children(book: Book) -> Mapping[str, Sequence[Organization]]:
    """Return the organizations directly under each that has any, by its id."""
    children: dict[str, list[Organization]] = {}
    for organization in book.organizations:
        if organization.parent:
            children.setdefault(organization.parent, []).append(organization)
    return children


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of an organization beside the one before.

    ``may_compare`` tells whether the scores of the two may be compared.
    """

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
    """Draw the totals of the years; ``None`` if there are fewer than two."""
    return year_chart(
        [
            YearTotal(row.card.year, row.card.total, _total_text(row.card), row.may_compare)
            for row in years
        ]
    )


def _total_text(card: CardSummary) -> str:
    return "" if card.total is None else fixed(card.total, card.edition.rounding.total)
