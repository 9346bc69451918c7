"""The pages of results: years, scorecards, organizations."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from generator.addresses import (
    ORGANIZATIONS,
    YEARS,
    card_page,
    organization_page,
    year_page,
)
from generator.book import Book
from generator.charts.bars import BarChart, Row, bar_chart
from generator.charts.heat import HeatMap, heat_map
from generator.charts.strip import strip
from generator.charts.years import YearChart, year_chart
from generator.filters import fixed, place_of
from generator.history import comparable
from generator.improvement import improvements
from generator.labels import Labels
from generator.model.edition import Grade
from generator.model.result import Organization
from generator.pages.explained import change, costs
from generator.pages.page import Page
from generator.score import Scorecard

MAX_HEAT_ROWS = 40
"""A map of more rows would not fit the 3 KB that a chart may take."""


def result_pages(book: Book, words: Labels) -> Iterator[Page]:
    """The list of years, each year, each scorecard, and each organization."""
    yield Page(YEARS, "years.md.jinja", words("ui.years.title"), {"summaries": summaries(book)})
    for year, cards in book.by_year.items():
        peers = _peers(cards)
        yield _year(book, year, peers, words)
        yield from (_card(book, card, peers, words) for card in cards)
    yield Page(
        ORGANIZATIONS,
        "organizations.md.jinja",
        words("ui.organizations.title"),
        {"groups": _by_kind(book), "latest": _latest(book)},
        source=book.library.organizations_at().file,
    )
    yield from (_organization(book, one, words) for one in book.organizations)


def summaries(book: Book) -> dict[int, dict[str, Any]]:
    """For each year: its edition, how many results, how many of each grade, the median."""
    return {year: _summary(cards) for year, cards in book.by_year.items()}


def _summary(cards: Sequence[Scorecard]) -> dict[str, Any]:
    totals = [card.total for card in cards if card.total is not None]
    return {
        "edition": cards[0].edition,
        "results": len(cards),
        "grades": Counter(card.grade.id for card in cards if card.grade),
        "ungraded": sum(card.grade is None for card in cards),
        "median": median(totals) if totals else None,
    }


def places(cards: Sequence[Scorecard]) -> dict[str, int]:
    """The place of each organization that has a total; equals share the better place."""
    totals = sorted((card.total for card in cards if card.total is not None), reverse=True)
    first: dict[Decimal, int] = {}
    for n, total in enumerate(totals, start=1):
        first.setdefault(total, n)
    return {card.organization.id: first[card.total] for card in cards if card.total is not None}


@dataclass(frozen=True, slots=True)
class _Peers:
    """The cards of a year, and what each of them is compared with."""

    cards: Sequence[Scorecard]
    ranks: Mapping[str, int]
    totals: tuple[Decimal, ...]
    medians: Mapping[str, Decimal]


def _peers(cards: Sequence[Scorecard]) -> _Peers:
    totals = tuple(card.total for card in cards if card.total is not None)
    return _Peers(cards, places(cards), totals, _aspect_medians(cards))


def _year(book: Book, year: int, peers: _Peers, words: Labels) -> Page:
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
            "summary": _summary(cards),
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
    rows = [[_percent(card, aspect) for aspect in aspects] for card in ranked[:MAX_HEAT_ROWS]]
    return heat_map(rows)


def _percent(card: Scorecard, aspect: str) -> Decimal | None:
    score = (card.aspects or {}).get(aspect)
    return score.percent if score else None


def _grades_by_kind(cards: Sequence[Scorecard]) -> dict[str, dict[str, Any]]:
    """The summary of each kind of organization that has results."""
    kinds = dict.fromkeys(card.organization.kind for card in cards)
    return {
        kind: _summary([card for card in cards if card.organization.kind == kind]) for kind in kinds
    }


def _aspect_medians(cards: Sequence[Scorecard]) -> dict[str, Decimal]:
    """For each aspect the median of the organizations' percentages."""
    found: dict[str, list[Decimal]] = {}
    for card in cards:
        for aspect in (card.aspects or {}).values():
            if aspect.percent is not None:
                found.setdefault(aspect.id, []).append(aspect.percent)
    return {id: median(percents) for id, percents in found.items()}


def _card(book: Book, card: Scorecard, peers: _Peers, words: Labels) -> Page:
    edition = card.edition
    overdue = _overdue(book, card)
    step = next_grade(card)
    return Page(
        path=card_page(card.year, card.organization.id),
        template="scorecard.md.jinja",
        title=words("ui.card.title", name=card.name, year=card.year),
        context={
            "card": card,
            "edition": edition,
            "result": card.result,
            "year": book.years[card.year],
            "next_grade": step[0] if step else None,
            "distance": step[1] if step else None,
            "rank": peers.ranks.get(card.organization.id),
            "ranked": len(peers.ranks),
            "strip": strip(peers.totals, card.total) if card.total is not None else None,
            "spread": _spread(peers.totals),
            "medians": peers.medians,
            "aspects_chart": _aspects_chart(card, peers.medians),
            "improvements": improvements(card, overdue),
            "kind": book.kind_titles[card.organization.kind],
            "consequences": [
                use
                for use in edition.use_of_results
                if card.grade is not None and card.grade.id in use.grades
            ],
            "aspect_titles": {aspect.id: aspect.title for aspect in edition.aspects},
            "overdue": overdue,
            "change": change(book, card),
        },
        crumbs=(
            (words("ui.years.title"), YEARS),
            (words("ui.year.title", year=card.year), year_page(card.year)),
        ),
        source=book.library.result_at(card.result).file,
    )


def _spread(totals: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal] | None:
    """The lowest total, the median and the highest."""
    return (min(totals), median(totals), max(totals)) if totals else None


def _aspects_chart(card: Scorecard, medians: Mapping[str, Decimal]) -> BarChart | None:
    """The card's percentages, each with the median of the year."""
    rows = [
        Row(aspect.title, f"{percent}%", percent, medians.get(aspect.id))
        for aspect in card.edition.aspects
        if (percent := _percent(card, aspect.id)) is not None
    ]
    return bar_chart(rows, Decimal(100)) if rows else None


def next_grade(card: Scorecard) -> tuple[Grade, Decimal] | None:
    """The grade above the one that the total reaches, and the points still missing to it;
    nothing where points alone would not change the grade."""
    if card.total is None or card.grade != card.by_cutoff:
        return None
    above = [grade for grade in card.edition.grades if grade.cutoff > card.total]
    return (above[-1], above[-1].cutoff - card.total) if above else None


def _overdue(book: Book, card: Scorecard) -> frozenset[int]:
    """The rectifications of a card, by their place, that are overdue at the year's date."""
    as_of = book.years[card.year].as_of
    return frozenset(n for n, e in enumerate(card.result.rectification) if e.overdue(as_of))


def _by_kind(book: Book) -> dict[str, list[Organization]]:
    """The organizations of each kind, by the title of the kind."""
    return {
        title: [one for one in book.organizations if one.kind == kind]
        for kind, title in book.kind_titles.items()
    }


def _latest(book: Book) -> dict[str, Scorecard]:
    """The latest scorecard of each organization."""
    return {id: cards[-1] for id, cards in book.by_organization.items()}


def _organization(book: Book, one: Organization, words: Labels) -> Page:
    known = {other.id: other for other in book.organizations}
    cards = book.by_organization.get(one.id, ())
    return Page(
        path=organization_page(one.id),
        template="organization.md.jinja",
        title=one.name,
        context={
            "organization": one,
            "kind": book.kind_titles[one.kind],
            "parent": known.get(one.parent or ""),
            "children": [other for other in book.organizations if other.parent == one.id],
            "years": _years(book, cards),
            "chart": _years_chart(_years(book, cards)),
            "ranks": {card.year: places(book.by_year[card.year]) for card in cards},
        },
        crumbs=((words("ui.organizations.title"), ORGANIZATIONS),),
        source=book.library.organizations_at().file,
    )


def _years(
    book: Book, cards: Sequence[Scorecard]
) -> list[tuple[Scorecard, Scorecard | None, bool]]:
    """Each card with the one before it, and whether the two scores may be compared."""
    editions = {edition.id: edition for edition in book.library.editions}
    return [
        (card, before, before is not None and comparable(editions, before.edition, card.edition))
        for before, card in zip((None, *cards), cards, strict=False)
    ]


def _years_chart(years: Sequence[tuple[Scorecard, Scorecard | None, bool]]) -> YearChart | None:
    """The totals over the years, as they are printed."""
    return year_chart(
        [(card.year, card.total, _printed(card), may_compare) for card, _, may_compare in years]
    )


def _printed(card: Scorecard) -> str:
    return "" if card.total is None else fixed(card.total, card.edition.rounding.total)
