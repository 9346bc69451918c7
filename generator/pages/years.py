"""The pages of the assessed years: their list, and grades, ranking and aspects of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from generator.analysis.bulletin import MOST_NAMED, Bulletin, MethodLoss, bulletin, method_losses
from generator.analysis.clause_costs import Cost, costliest
from generator.analysis.edition_changes import comparable
from generator.analysis.year_change import MOST_NAMES, repeats
from generator.analysis.year_statistics import (
    YearStatistics,
    YearSummary,
    by_kind,
    places,
    summarize_year,
)
from generator.charts.bars import BarChart, BarRow, bar_chart
from generator.charts.heat import HeatMap, heat_map
from generator.charts.stacks import Part, StackChart, stack_chart
from generator.charts.years import YearChart, YearTotal, year_chart
from generator.dataset.book import Book
from generator.messages.formats import fixed, place_of
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.pages.page import Crumb, Page
from generator.pages.paging import ListPage, paginate
from generator.scoring.summary import CardSummary
from generator.urls import YEARS, ledger_page, ranking_page, year_page

MAX_HEAT_ROWS = 40
"""A map of more rows would be no picture any more; the table below it has them all."""
MOST_CLAUSES = 15
"""The number of costliest clauses that the page of a year lists."""
LEAST_GRADED = 5
"""A share of fewer results says nothing."""
MOST_YEARS = 8
"""The number of years that the chart of medians has room for."""


def years_page(book: Book, labels: Labels) -> Page:
    """Return the page that lists the assessed years."""
    context = {
        "years": book.year_summaries,
        "trend": trend(book),
        "recordings": book.recordings,
        "rankings": [year for year, granted in book.scope.granted.items() if granted.rows],
    }
    return Page(YEARS, "years.md.jinja", labels("ui.years.title"), context)


def year_pages(book: Book, year: int, labels: Labels) -> Iterator[Page]:
    """Yield the pages of the results of a year.

    The first shows the year as a whole and the top of the ranking, the others show the rest of the
    ranking.
    """
    statistics = book.statistics[year]
    list_pages = paginate(_sort_by_rank(statistics), partial(ranking_page, year))
    spans = _spans(list_pages, places(statistics))
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
        "ranks": places(statistics),
        "kind_ranks": statistics.kind_ranks,
        "medians": statistics.medians,
        "list_page": list_page,
        "list_pages": ranking.list_pages,
        "spans": ranking.spans,
        **_ranking_context(list_page.rows, statistics.medians),
        **(_overview(book, year) if list_page.number == 1 else {}),
    }


def _sort_by_rank(statistics: YearStatistics) -> list[CardSummary]:
    """Sort the cards of a year by rank, then by id; those without a rank come last."""
    ranks = places(statistics)
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
        "beyond_full": any(p > 100 for card in ranked for p in card.aspects.values()),
        "weakest": min(medians, key=medians.__getitem__, default=None),
        "heat_rows": MAX_HEAT_ROWS,
    }


def _heat_map(ranked: Sequence[CardSummary], medians: Mapping[str, Decimal]) -> HeatMap | None:
    """Draw the percentages of the aspects, a row for each of the first organizations."""
    if not medians or not ranked:
        return None
    aspects = [aspect.id for aspect in ranked[0].edition.whole.aspects if aspect.id in medians]
    titles = [aspect.title for aspect in ranked[0].edition.whole.aspects if aspect.id in medians]
    rows = [
        (card.name, [card.aspects.get(aspect) for aspect in aspects])
        for card in ranked[:MAX_HEAT_ROWS]
    ]
    return heat_map(titles, rows)


def year_bulletin(book: Book, year: int) -> Bulletin:
    """Return the bulletin of a year."""
    return bulletin(book.by_year[year], book.clause_years[year], book.years[year].as_of)


def _overview(book: Book, year: int) -> dict[str, Any]:
    """Return the template variables of what a year says as a whole."""
    cards, before = book.by_year[year], year_before(book, year)
    groups = {kind: summarize_year(group) for kind, group in by_kind(cards).items()}
    edition, losses = cards[0].edition.whole, method_losses(cards)
    earlier = book.by_year[before] if before else ()
    return {
        "bulletin": year_bulletin(book, year),
        "bulletin_shown": book.scope.has_page("bulletin"),
        "ledger_page": ledger_page(year),
        "spread": book.statistics[year].spread,
        "most_named": MOST_NAMED,
        "most_names": MOST_NAMES,
        "before": before,
        "may_compare": not earlier or comparable(book.editions, earlier[0].edition.whole, edition),
        "trend": trend(book),
        "summary": book.year_summaries[year],
        "by_kind": groups,
        "grades_chart": _grades_chart(edition, groups, book.kind_titles),
        "best_kind": _best_kind(edition, groups),
        "method_losses": losses,
        "methods_chart": _methods_chart(losses),
        "costs": year_costs(book, year),
        "repeats": repeats(cards, earlier),
    }


def year_before(book: Book, year: int) -> int | None:
    """Return the latest assessed year before a year, or ``None`` if there is none.

    It need not be the calendar year before.
    """
    return max((other for other in book.by_year if other < year), default=None)


def year_costs(book: Book, year: int) -> tuple[Cost, ...]:
    """Return the ``MOST_CLAUSES`` costliest clauses of a year, compared with the year before."""
    before = year_before(book, year)
    earlier = book.clause_years[before] if before else {}
    return costliest(book.editions, book.clause_years[year], earlier, MOST_CLAUSES)


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """The medians of the years as a chart, and what its title says of the last two of them.

    ``years`` are those of the chart, latest first. ``apart`` tells whether the two do not compare,
    ``broken`` whether any two neighbours do not.
    """

    chart: YearChart
    years: Mapping[int, YearSummary]
    first: int
    last: int
    before: Decimal
    after: Decimal
    apart: bool
    broken: bool


def trend(book: Book) -> Trend | None:
    """Draw the medians of the last ``MOST_YEARS`` years; ``None`` if fewer than two have one."""
    years = [*sorted(book.year_summaries.items())][-MOST_YEARS:]
    may = {
        year: comparable(book.editions, before.edition, summary.edition)
        for (_, before), (year, summary) in pairwise(years)
    }
    chart = year_chart(
        [
            YearTotal(year, summary.median, _text(summary), may.get(year, False))
            for year, summary in years
        ]
    )
    known = [(year, s.median) for year, s in years if s.median is not None]
    if chart is None:
        return None
    (first, before), (last, after) = known[-2:]
    apart = not all(may[year] for year in may if first < year <= last)
    broken = bool(chart.breaks)
    return Trend(chart, dict(years[::-1]), first, last, before, after, apart, broken)


def _text(summary: YearSummary) -> str:
    places = summary.edition.rounding.total
    return "" if summary.median is None else fixed(summary.median, places)


def _grades_chart(
    edition: Edition, groups: Mapping[str, YearSummary], titles: Mapping[str, str]
) -> StackChart | None:
    """Draw the shares of grades in each kind; ``None`` if nobody has a grade."""
    graded = {kind: group for kind, group in groups.items() if group.results > group.ungraded}
    if not graded:
        return None
    parts = [Part(grade.title, place_of(edition.grades, grade.id)) for grade in edition.grades]
    rows = [
        (titles[kind], [group.grades.get(grade.id, 0) for grade in edition.grades])
        for kind, group in graded.items()
    ]
    return stack_chart(parts, rows)


@dataclass(frozen=True, slots=True)
class BestKind:
    """The kind of organization of which the greatest share has the best grade."""

    kind: str
    count: int
    graded: int


def _best_kind(edition: Edition, groups: Mapping[str, YearSummary]) -> BestKind | None:
    """Return the kind with the greatest share of the best grade; ``None`` where none is alone."""
    best = edition.grades[0].id
    kinds = [
        BestKind(kind, group.grades.get(best, 0), group.results - group.ungraded)
        for kind, group in groups.items()
        if group.results - group.ungraded >= LEAST_GRADED
    ]
    shares = [Fraction(kind.count, kind.graded) for kind in kinds]
    alone = len(kinds) > 1 and shares.count(max(shares)) == 1
    return kinds[shares.index(max(shares))] if alone else None


def _methods_chart(losses: Sequence[MethodLoss]) -> BarChart | None:
    """Draw what each method lacks on average; ``None`` if none lacks anything."""
    most = max((loss.mean for loss in losses), default=Decimal(0))
    rows = [BarRow(loss.method.title, fixed(loss.mean, 2), loss.mean) for loss in losses]
    return bar_chart(rows, most) if most > 0 else None
