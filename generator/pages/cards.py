"""The page of a scorecard."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any

from generator.analysis.improvement import improvements
from generator.charts.bars import BarChart, percent_chart
from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.edition import Consequence, Edition, Grade
from generator.pages.explained import change
from generator.pages.page import Crumb, Page
from generator.pages.standing import Peers, percent_of
from generator.scoring.card import Outline, Scorecard
from generator.scoring.once import once_for_edition
from generator.urls import YEARS, card_page, year_page

CARD_TEMPLATE = "scorecard.md.jinja"


def cards_of(book: Book, cards: Iterable[Scorecard], peers: Peers, words: Labels) -> Iterator[Page]:
    """Scorecards of one year, among all cards of that year."""
    for year, some in groupby(cards, key=lambda card: card.year):
        above = (words("ui.year.title", year=year), year_page(year))
        crumbs = ((words("ui.years.title"), YEARS), above)
        yield from (_card(book, card, peers, crumbs, words) for card in some)


def _card(
    book: Book, card: Scorecard, peers: Peers, crumbs: tuple[Crumb, ...], words: Labels
) -> Page:
    return Page(
        path=card_page(card.year, card.organization.id),
        template=CARD_TEMPLATE,
        title=words("ui.card.title", name=card.name, year=card.year),
        context=partial(_context, book, card, peers),
        crumbs=crumbs,
        source=book.library.result_at(card.result).file,
        organization=card.organization.id,
    )


def _context(book: Book, card: Scorecard, peers: Peers) -> Mapping[str, Any]:
    if isinstance(card, Outline):
        raise TypeError(f"the page of {card.name} needs the whole card")
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
        "strip": peers.strip.at(card.total) if peers.strip and card.total is not None else None,
        "spread": peers.spread,
        "medians": peers.medians,
        "aspects_chart": _aspects_chart(card, peers.medians),
        "improvements": improvements(card, overdue),
        "kind": book.kind_titles[card.organization.kind],
        "consequences": _consequences(edition, card.grade.id) if card.grade else (),
        "overdue": overdue,
        "change": change(book, card),
    }


@once_for_edition
def _consequences(edition: Edition, grade: str) -> tuple[Consequence, ...]:
    """The uses of results that a grade leads to."""
    return tuple(use for use in edition.use_of_results if grade in use.grades)


def _aspects_chart(card: Scorecard, medians: Mapping[str, Decimal]) -> BarChart | None:
    """The card's percentages, each with the median of the year."""
    rows = [
        (aspect.title, percent, medians.get(aspect.id))
        for aspect in card.edition.aspects
        if (percent := percent_of(card, aspect.id)) is not None
    ]
    return percent_chart(rows) if rows else None


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
