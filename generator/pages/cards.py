"""The page of a scorecard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Literal

from generator.analysis.edition_changes import comparable
from generator.analysis.improvement import improvements
from generator.analysis.year_statistics import YearStatistics
from generator.attribution.rows import Row, Ruler
from generator.attribution.split import Attribution, Unattributed, attribution
from generator.charts.strip import Histogram, Strip, histogram
from generator.dataset.book import Book, CardSource
from generator.messages.labels import Labels
from generator.model.edition import Consequence, Edition
from generator.model.result import Rectification
from generator.pages.card_answer import card_answer, folded_by_part, noticed, unrecorded
from generator.pages.page import Crumb, Page
from generator.scoring.card import Scorecard
from generator.scoring.summary import CardSummary
from generator.urls import YEARS, card_page, year_page

MOST_IMPROVEMENTS = 5
"""The number of clauses to improve that a card does not fold."""
MOST_PARTS = 3
"""The number of causes that a row of the change from the year before names one by one."""


def scorecard_page(book: Book, summary: CardSummary, cards: CardSource, labels: Labels) -> Page:
    """Return the page of a scorecard, which is taken from ``cards`` when the page is rendered."""
    year, organization = summary.year, summary.organization.id
    return Page(
        path=card_page(year, organization),
        template="scorecard.md.jinja",
        title=labels("ui.card.title", name=summary.name, year=year),
        context=partial(_context, book, summary, cards),
        crumbs=(
            Crumb(labels("ui.years.title"), YEARS),
            Crumb(labels("ui.year.title", year=year), year_page(year)),
        ),
        source=book.library.place_of_result(year, organization).file,
        organization=organization,
    )


def _context(book: Book, summary: CardSummary, cards: CardSource) -> Mapping[str, Any]:
    own_cards = cards(summary.organization.id)
    card = next(card for card in own_cards if card.year == summary.year)
    statistics = book.compared_with(card.year, card.kind)
    overdue = _overdue(book, card)
    to_improve = improvements(card, overdue)
    return {
        "card": card,
        "edition": card.edition,
        "result": card.result,
        "year": book.years[card.year],
        "folded": folded_by_part(card),
        "noticed": noticed(card.result),
        "unrecorded": unrecorded(card) if card.interim else (),
        "answer": card_answer(card, to_improve, overdue),
        "rank": statistics.ranks.get(card.organization.id),
        "ranked": statistics.ranked,
        "strip": _strip(card, statistics),
        "spread": statistics.spread,
        "medians": statistics.medians,
        "partial": book.scope.partial,
        "improvements": to_improve[:MOST_IMPROVEMENTS],
        "further_improvements": to_improve[MOST_IMPROVEMENTS:],
        "kind": book.kind_titles[card.kind],
        "consequences": _consequences(card.edition, card.grade.id) if card.grade else (),
        "overdue": overdue,
        "year_change": year_change(book, card, own_cards),
    }


@lru_cache(maxsize=256)
def _consequences(edition: Edition, grade: str) -> tuple[Consequence, ...]:
    """Return the uses of results that a grade, given by its id, leads to."""
    return tuple(use for use in edition.use_of_results if grade in use.grades)


def _strip(card: Scorecard, statistics: YearStatistics) -> Strip | None:
    """Draw the totals of the year and mark that of the card; ``None`` if it is not ranked, or if
    its readers do not see the totals."""
    if card.total is None or card.vetoed or not statistics.totals:
        return None
    return _histogram(statistics).at(card.total)


@lru_cache(maxsize=16)
def _histogram(statistics: YearStatistics) -> Histogram:
    return histogram(statistics.totals)


def _overdue(book: Book, card: Scorecard) -> frozenset[Rectification]:
    """Return the rectifications of a card that are overdue at the date of the year's data."""
    as_of = book.years[card.year].as_of
    return frozenset([entry for entry in card.result.rectification if entry.overdue(as_of)])


@dataclass(frozen=True, slots=True, eq=False)
class YearChange:
    """The change of a total from the assessed year before.

    ``before`` is the card of that year. ``split`` says what changed the total, or why this is not
    known. ``comparable`` tells whether scores of the two editions may be compared. ``edition`` and
    ``organization`` are the rows of the two halves of the split, each row with its
    ``MOST_PARTS`` largest parts and the others as one.
    """

    before: Scorecard
    split: Attribution | Unattributed
    comparable: bool
    edition: tuple[Row, ...] = ()
    organization: tuple[Row, ...] = ()

    @property
    def reason(self) -> str | None:
        """Why the change is not split; ``None`` if it is."""
        return self.split.reason if isinstance(self.split, Unattributed) else None

    @property
    def direction(self) -> Literal["up", "down", "same"] | None:
        """Whether the organization itself moved the total up or down; ``None`` if not known."""
        if isinstance(self.split, Unattributed):
            return None
        moved = self.split.organization.amount
        return "up" if moved > 0 else "down" if moved < 0 else "same"


def year_change(book: Book, card: Scorecard, own_cards: Sequence[Scorecard]) -> YearChange | None:
    """Compare a card with that of the same organization in the assessed year before.

    ``own_cards`` are all cards of the organization. Returns ``None`` if there is none of that year.
    """
    year = next((year for year in book.assessed_years if year < card.year), None)
    before = next((other for other in own_cards if other.year == year), None)
    if before is None:
        return None
    split = attribution(before, card)
    may_compare = comparable(book.editions, before.edition, card.edition)
    if isinstance(split, Unattributed):
        return YearChange(before, split, may_compare)
    return YearChange(
        before,
        split,
        may_compare,
        edition=_folded_rows(split.edition, split.places),
        organization=_folded_rows(split.organization, split.places),
    )


def _folded_rows(half: Row, places: int) -> tuple[Row, ...]:
    ruler = Ruler(places)
    return tuple([ruler.fold(row, MOST_PARTS) for row in half.shown])
