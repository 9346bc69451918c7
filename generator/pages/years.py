"""The page of a year: grades, ranking, aspects."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from generator.analysis.insight import Cost, costliest
from generator.analysis.standing import GroupFigures, Peers, count_group
from generator.charts.bars import BarChart, Row, bar_chart
from generator.charts.heat import HeatMap, heat_map
from generator.dataset.book import Book
from generator.messages.formats import place_of
from generator.messages.labels import Labels
from generator.pages.page import Page
from generator.pages.paging import Leaf, leaves
from generator.scoring.summary import CardSummary
from generator.urls import YEARS, year_leaf, year_page

MOST_CLAUSES = 15
"""The clauses that cost most, of which a year shows so many."""
MAX_HEAT_ROWS = 40
"""A map of more rows would not fit the 3 KB that a chart may take."""


def year_pages(book: Book, year: int, words: Labels) -> Iterator[Page]:
    """The results of a year: what they are as a whole with the first of the ranking, and a
    page for each further part of it."""
    peers = book.peers[year]
    parts = leaves(_ordered(peers), partial(year_leaf, year))
    title, spans = words("ui.year.title", year=year), _spans(parts, peers.ranks)
    whole, years = (title, year_page(year)), (words("ui.years.title"), YEARS)
    for leaf in parts:
        first = leaf.number == 1
        yield Page(
            path=leaf.path,
            template="year.md.jinja",
            title=title if first else words("ui.pages.title", title=title, page=leaf.number),
            context=partial(_context, book, year, peers, _Place(leaf, parts, spans)),
            crumbs=(years,) if first else (years, whole),
            source=book.library.years_at().file,
        )


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """The first and the last place on a page of the ranking."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A page of the ranking, among all of them, with the first and the last place on each."""

    leaf: Leaf[CardSummary]
    leaves: Sequence[Leaf[CardSummary]]
    spans: Mapping[int, PlaceSpan]


def _context(book: Book, year: int, peers: Peers, place: _Place) -> Mapping[str, Any]:
    leaf = place.leaf
    return {
        "year": book.years[year],
        "edition": peers.cards[0].edition,
        "kinds": book.kind_titles,
        "ranks": peers.ranks,
        "medians": peers.medians,
        "leaf": leaf,
        "leaves": place.leaves,
        "spans": place.spans,
        **_rows(leaf.rows, peers.medians),
        **(_as_a_whole(book, year, peers.cards) if leaf.number == 1 else {}),
    }


def _ordered(peers: Peers) -> list[CardSummary]:
    """Best first, equals by id, and last what has no total."""
    ranked = sorted(
        (card for card in peers.cards if card.total is not None),
        key=lambda card: (peers.ranks[card.organization.id], card.organization.id),
    )
    return ranked + [card for card in peers.cards if card.total is None]


def _spans(parts: Sequence[Leaf[CardSummary]], ranks: Mapping[str, int]) -> Mapping[int, PlaceSpan]:
    """The first and the last place on each page of the ranking that has any, by its number."""
    places = {
        leaf.number: [ranks[card.organization.id] for card in leaf.rows if card.total is not None]
        for leaf in parts
    }
    return {number: PlaceSpan(some[0], some[-1]) for number, some in places.items() if some}


def _rows(cards: Sequence[CardSummary], medians: Mapping[str, Decimal]) -> dict[str, Any]:
    """What a page shows of its own rows."""
    ranked = [card for card in cards if card.total is not None]
    return {
        "ranked": ranked,
        "unranked": [card for card in cards if card.total is None],
        "heat": _heat(ranked, medians),
        "heat_rows": MAX_HEAT_ROWS,
    }


def _as_a_whole(book: Book, year: int, cards: Sequence[CardSummary]) -> dict[str, Any]:
    """What the first page shows of all cards of the year."""
    return {
        "summary": count_group(cards),
        "by_kind": _grades_by_kind(cards),
        "grades_chart": _grades_chart(cards),
        "costs": costs(book, year),
    }


def _grades_chart(cards: Sequence[CardSummary]) -> BarChart | None:
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


def _heat(ranked: Sequence[CardSummary], medians: Mapping[str, Decimal]) -> HeatMap | None:
    """The percentages of the aspects, a row for each of the first organizations."""
    if not medians or not ranked:
        return None
    aspects = [aspect.id for aspect in ranked[0].edition.aspects if aspect.id in medians]
    rows = [[card.aspects.get(aspect) for aspect in aspects] for card in ranked[:MAX_HEAT_ROWS]]
    return heat_map(rows)


def _grades_by_kind(cards: Sequence[CardSummary]) -> dict[str, GroupFigures]:
    """The summary of each kind of organization that has results."""
    kinds = dict.fromkeys(card.organization.kind for card in cards)
    return {
        kind: count_group([card for card in cards if card.organization.kind == kind])
        for kind in kinds
    }


def costs(book: Book, year: int) -> tuple[Cost, ...]:
    """The clauses that cost most in a year, beside the assessed year before."""
    before = max((other for other in book.by_year if other < year), default=None)
    earlier = book.clause_years[before] if before else {}
    return costliest(book.editions, book.clause_years[year], earlier, MOST_CLAUSES)
