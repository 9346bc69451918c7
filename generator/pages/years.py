"""The page of a year: grades, ranking, aspects."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from generator.addresses import YEARS, year_page
from generator.book import Book
from generator.charts.bars import BarChart, Row, bar_chart
from generator.charts.heat import HeatMap, heat_map
from generator.filters import place_of
from generator.labels import Labels
from generator.pages.explained import costs
from generator.pages.page import Page
from generator.pages.standing import Peers, percent_of, summary
from generator.score import Scorecard

MAX_HEAT_ROWS = 40
"""A map of more rows would not fit the 3 KB that a chart may take."""


def year_of(book: Book, year: int, peers: Peers, words: Labels) -> Page:
    """The results of a year."""
    cards, ranks = peers.cards, peers.ranks
    ranked = sorted(
        (card for card in cards if card.total is not None),
        key=lambda card: (ranks[card.organization.id], card.organization.id),
    )
    return Page(
        path=year_page(year),
        template="year.md.jinja",
        title=words("ui.year.title", year=year),
        context={
            "year": book.years[year],
            "edition": cards[0].edition,
            "ranks": ranks,
            "ranked": ranked,
            "unranked": [card for card in cards if card.total is None],
            "kinds": book.kind_titles,
            "summary": summary(cards),
            "by_kind": _grades_by_kind(cards),
            "medians": peers.medians,
            "grades_chart": _grades_chart(cards),
            "heat": _heat(ranked, peers.medians),
            "costs": costs(book, year),
        },
        crumbs=((words("ui.years.title"), YEARS),),
        source=book.library.years_at().file,
    )


def _grades_chart(cards: Sequence[Scorecard]) -> BarChart | None:
    """How many organizations have each grade."""
    counts = Counter(card.grade.id for card in cards if card.grade)
    if not counts:
        return None
    grades = cards[0].edition.grades
    rows = [
        Row(g.title, str(counts[g.id]), Decimal(counts[g.id]), kind=place_of(grades, g.id))
        for g in grades
    ]
    return bar_chart(rows, Decimal(max(counts.values())))


def _heat(ranked: Sequence[Scorecard], medians: Mapping[str, Decimal]) -> HeatMap | None:
    """The percentages of the aspects, a row for each of the first organizations."""
    if not medians or not ranked:
        return None
    aspects = [aspect.id for aspect in ranked[0].edition.aspects if aspect.id in medians]
    rows = [[percent_of(card, aspect) for aspect in aspects] for card in ranked[:MAX_HEAT_ROWS]]
    return heat_map(rows)


def _grades_by_kind(cards: Sequence[Scorecard]) -> dict[str, dict[str, Any]]:
    """The summary of each kind of organization that has results."""
    kinds = dict.fromkeys(card.organization.kind for card in cards)
    return {
        kind: summary([card for card in cards if card.organization.kind == kind]) for kind in kinds
    }
