"""The page of a scorecard."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from generator.analysis.improvement import improvements
from generator.charts.bars import WHOLE, BarChart, bar_chart, percent_row
from generator.charts.strip import Strip
from generator.dataset.book import Book, CardSource
from generator.messages.labels import Labels
from generator.model.edition import Consequence, Edition, Grade
from generator.pages.explained import change
from generator.pages.page import Page
from generator.pages.standing import Peers, peers_by_year
from generator.scoring.card import Scorecard
from generator.scoring.summary import CardSummary
from generator.urls import YEARS, card_page, year_page


def scorecard_page(book: Book, summary: CardSummary, cards: CardSource, words: Labels) -> Page:
    """Return the page of a scorecard, which is asked of ``cards`` when the page is rendered."""
    year, organization = summary.year, summary.organization.id
    return Page(
        path=card_page(year, organization),
        template="scorecard.md.jinja",
        title=words("ui.card.title", name=summary.name, year=year),
        context=partial(_context, book, summary, cards),
        crumbs=(
            (words("ui.years.title"), YEARS),
            (words("ui.year.title", year=year), year_page(year)),
        ),
        source=book.library.place_of_result(year, organization).file,
        organization=organization,
    )


def _context(book: Book, summary: CardSummary, cards: CardSource) -> Mapping[str, Any]:
    own = cards(summary.organization.id)
    card = next(card for card in own if card.year == summary.year)
    peers = peers_by_year(book)[card.year]
    edition = card.edition
    overdue = _overdue(book, card)
    step = next_grade(card)
    return {
        "card": card,
        "edition": edition,
        "result": card.result,
        "year": book.years[card.year],
        "next_grade": step[0] if step else None,
        "distance": step[1] if step else None,
        "rank": peers.ranks.get(card.organization.id),
        "ranked": len(peers.ranks),
        "strip": _strip(card, peers),
        "spread": peers.spread,
        "medians": peers.medians,
        "aspects_chart": _aspects_chart(summary, peers.medians),
        "improvements": improvements(card, overdue),
        "kind": book.kind_titles[card.organization.kind],
        "consequences": _consequences(edition, card.grade.id) if card.grade else (),
        "overdue": overdue,
        "change": change(book, card, own),
    }


@lru_cache(maxsize=256)
def _consequences(edition: Edition, grade: str) -> tuple[Consequence, ...]:
    """The uses of results that a grade leads to."""
    return tuple(use for use in edition.use_of_results if grade in use.grades)


def _strip(card: Scorecard, peers: Peers) -> Strip | None:
    """The totals of the year, and where that of the card lies."""
    if peers.histogram is None or card.total is None:
        return None
    return peers.histogram.at(card.total)


def _aspects_chart(card: CardSummary, medians: Mapping[str, Decimal]) -> BarChart | None:
    """The card's percentages, each with the median of the year."""
    rows = [
        percent_row(aspect.title, card.aspects[aspect.id], medians.get(aspect.id))
        for aspect in card.edition.aspects
        if aspect.id in card.aspects
    ]
    return bar_chart(rows, WHOLE) if rows else None


def next_grade(card: Scorecard) -> tuple[Grade, Decimal] | None:
    """The grade above the one that the total reaches, and the points still missing to it;
    nothing where points alone would not change the grade."""
    if card.total is None or card.grade is not card.by_cutoff:
        return None
    above = [grade for grade in card.edition.grades if grade.cutoff > card.total]
    return (above[-1], above[-1].cutoff - card.total) if above else None


def _overdue(book: Book, card: Scorecard) -> frozenset[int]:
    """The rectifications of a card, by their place, that are overdue at the year's date."""
    as_of = book.years[card.year].as_of
    return frozenset([n for n, e in enumerate(card.result.rectification) if e.overdue(as_of)])
