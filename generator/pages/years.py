"""The pages of the assessed years: their list, and grades, ranking and aspects of each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from generator.analysis.clause_costs import Cost, costliest
from generator.analysis.year_statistics import YearStatistics, YearSummary, summarize_year
from generator.charts.bars import BarChart, BarRow, bar_chart
from generator.charts.heat import HeatMap, heat_map
from generator.dataset.book import Book
from generator.messages.formats import place_of
from generator.messages.labels import Labels
from generator.pages.page import Crumb, Page
from generator.pages.paging import ListPage, paginate
from generator.scoring.summary import CardSummary
from generator.urls import YEARS, ranking_page, year_page

MAX_HEAT_ROWS = 40
"""A map of more rows would not fit the 3 KB that a chart may take."""
MOST_CLAUSES = 15
"""The number of costliest clauses that the page of a year lists."""


def years_page(book: Book, labels: Labels) -> Page:
    """Return the page that lists the assessed years."""
    context = {"years": book.year_summaries}
    return Page(YEARS, "years.md.jinja", labels("ui.years.title"), context)


def year_pages(book: Book, year: int, labels: Labels) -> Iterator[Page]:
    """Yield the pages of the results of a year.

    The first shows the year as a whole and the top of the ranking, the others show the rest of the
    ranking.
    """
    statistics = book.statistics[year]
    list_pages = paginate(_sort_by_rank(statistics), partial(ranking_page, year))
    spans = _spans(list_pages, statistics.ranks)
    top = Crumb(labels("ui.years.title"), YEARS)
    first = Crumb(labels("ui.year.title", year=year), year_page(year))
    for list_page in list_pages:
        is_first = list_page.number == 1
        later_title = labels("ui.pages.title", title=first.title, page=list_page.number)
        yield Page(
            path=list_page.path,
            template="year.md.jinja",
            title=first.title if is_first else later_title,
            context=partial(_context, book, year, Ranking(list_page, list_pages, spans)),
            crumbs=(top,) if is_first else (top, first),
            source=book.library.years_at().file,
        )


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last rank on a page of the ranking."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of the ranking among all of its pages, with the span of ranks of each by number."""

    list_page: ListPage[CardSummary]
    list_pages: Sequence[ListPage[CardSummary]]
    spans: Mapping[int, Span]


def _context(book: Book, year: int, ranking: Ranking) -> Mapping[str, Any]:
    list_page, statistics = ranking.list_page, book.statistics[year]
    return {
        "year": book.years[year],
        "edition": statistics.cards[0].edition.whole,
        "kinds": book.kind_titles,
        "ranks": statistics.ranks,
        "medians": statistics.medians,
        "list_page": list_page,
        "list_pages": ranking.list_pages,
        "spans": ranking.spans,
        **_ranking_context(list_page.rows, statistics.medians),
        **(_year_context(book, year) if list_page.number == 1 else {}),
    }


def _sort_by_rank(statistics: YearStatistics) -> list[CardSummary]:
    """Sort the cards of a year by rank, then by id; those without a rank come last."""
    ranks = statistics.ranks
    ranked = sorted(
        (card for card in statistics.cards if card.ranked),
        key=lambda card: (ranks[card.organization.id], card.organization.id),
    )
    return ranked + [card for card in statistics.cards if not card.ranked]


def _spans(
    list_pages: Sequence[ListPage[CardSummary]], ranks: Mapping[str, int]
) -> Mapping[int, Span]:
    """Return the span of ranks on each page that has any, by the number of the page."""
    on_page = {
        page.number: [ranks[card.organization.id] for card in page.rows if card.ranked]
        for page in list_pages
    }
    return {number: Span(page[0], page[-1]) for number, page in on_page.items() if page}


def _ranking_context(
    cards: Sequence[CardSummary], medians: Mapping[str, Decimal]
) -> dict[str, Any]:
    """Return the template variables for the cards on one page of the ranking.

    ``medians`` are the median percentages of the year, by aspect id.
    """
    ranked = [card for card in cards if card.ranked]
    return {
        "ranked": ranked,
        "unranked": [card for card in cards if not card.ranked],
        "heat": _heat_map(ranked, medians),
        "heat_rows": MAX_HEAT_ROWS,
    }


def _year_context(book: Book, year: int) -> dict[str, Any]:
    """Return the template variables that only the first page has: those for the whole year."""
    cards = book.by_year[year]
    return {
        "summary": book.year_summaries[year],
        "by_kind": _summaries_by_kind(cards),
        "grades_chart": _grades_chart(cards),
        "costs": year_costs(book, year),
    }


def year_costs(book: Book, year: int) -> tuple[Cost, ...]:
    """Return the ``MOST_CLAUSES`` costliest clauses of a year, compared with the year before.

    That is the latest assessed year before it, which need not be the previous calendar year.
    """
    before = max((other for other in book.by_year if other < year), default=None)
    earlier = book.clause_years[before] if before else {}
    return costliest(book.editions, book.clause_years[year], earlier, MOST_CLAUSES)


def _grades_chart(cards: Sequence[CardSummary]) -> BarChart | None:
    """Draw how many organizations have each grade; ``None`` if none has a grade."""
    counts = Counter(card.grade.id for card in cards if card.grade)
    if not counts:
        return None
    grades = cards[0].edition.whole.grades
    rows = [
        BarRow(g.title, str(counts[g.id]), Decimal(counts[g.id]), kind=place_of(grades, g.id))
        for g in grades
    ]
    return bar_chart(rows, Decimal(max(counts.values())))


def _heat_map(ranked: Sequence[CardSummary], medians: Mapping[str, Decimal]) -> HeatMap | None:
    """Draw the percentages of the aspects, a row for each of the first organizations."""
    if not medians or not ranked:
        return None
    aspects = [aspect.id for aspect in ranked[0].edition.whole.aspects if aspect.id in medians]
    rows = [[card.aspects.get(aspect) for aspect in aspects] for card in ranked[:MAX_HEAT_ROWS]]
    return heat_map(rows)


def _summaries_by_kind(cards: Sequence[CardSummary]) -> dict[str, YearSummary]:
    """Summarize each kind of organization that has results, by its id."""
    by_kind: dict[str, list[CardSummary]] = {}
    for card in cards:
        by_kind.setdefault(card.kind, []).append(card)
    return {kind: summarize_year(group) for kind, group in by_kind.items()}
