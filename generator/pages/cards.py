"""The page of a scorecard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from generator.analysis.attribution import Attribution, Unattributed, attribution
from generator.analysis.history import comparable
from generator.analysis.improvement import improvements
from generator.analysis.rows import Row, Ruler
from generator.analysis.standing import Peers
from generator.charts.bars import WHOLE, BarChart, bar_chart, percent_row
from generator.charts.strip import Histogram, Strip, histogram
from generator.dataset.book import Book, CardSource
from generator.messages.labels import Labels
from generator.model.edition import Consequence, Edition, Grade
from generator.pages.page import Page
from generator.scoring.card import Scorecard
from generator.scoring.summary import CardSummary
from generator.urls import YEARS, card_page, year_page

MOST_PARTS = 3
"""The parts of a change that are named; the others are added up."""


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
    peers = book.peers[card.year]
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
        "change": _change(book, card, own),
    }


@lru_cache(maxsize=256)
def _consequences(edition: Edition, grade: str) -> tuple[Consequence, ...]:
    """The uses of results that a grade leads to."""
    return tuple(use for use in edition.use_of_results if grade in use.grades)


def _strip(card: Scorecard, peers: Peers) -> Strip | None:
    """The totals of the year, and where that of the card lies."""
    return None if card.total is None else _histogram(peers).at(card.total)


@lru_cache(maxsize=64)
def _histogram(peers: Peers) -> Histogram:
    return histogram([card.total for card in peers.cards if card.total is not None])


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


@dataclass(frozen=True, slots=True)
class Change:
    """The change from the assessed year before, split or with the reason why not; the rows
    are folded to the parts that moved most."""

    before: Scorecard
    split: Attribution | Unattributed
    comparable: bool
    edition: tuple[Row, ...] = ()
    organization: tuple[Row, ...] = ()

    @property
    def reason(self) -> str | None:
        """Why the change is not split, if it is not."""
        return self.split.reason if isinstance(self.split, Unattributed) else None


def _change(book: Book, card: Scorecard, own: Sequence[Scorecard]) -> Change | None:
    """Compare a card with that of the assessed year before, among the organization's ``own``
    cards; nothing if it has no result of that year."""
    before = _before(book, card, own)
    if before is None:
        return None
    split = attribution(before, card)
    may_compare = comparable(book.editions, before.edition, card.edition)
    if isinstance(split, Unattributed):
        return Change(before, split, may_compare)
    ruler = Ruler(split.places)
    rows = (_folded(half, ruler) for half in (split.edition, split.organization))
    return Change(before, split, may_compare, *rows)


def _before(book: Book, card: Scorecard, own: Sequence[Scorecard]) -> Scorecard | None:
    """The card of the same organization in the assessed year before."""
    year = next((year for year in book.by_year if year < card.year), None)
    return next((other for other in own if other.year == year), None)


def _folded(half: Row, ruler: Ruler) -> tuple[Row, ...]:
    return tuple([ruler.fold(row, MOST_PARTS) for row in half.shown])
