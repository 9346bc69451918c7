"""The results of a year, and the years of an organization, as documents and as tables."""

import posixpath
from collections.abc import Mapping, Sequence
from decimal import Decimal

from generator.addresses import beside, card_page, organization_page, year_page
from generator.book import Book
from generator.downloads import documents as doc
from generator.downloads.cards import organization_of, titled
from generator.downloads.table import Column, Row, Table, columns
from generator.downloads.wording import Wording
from generator.filters import negated
from generator.history import comparable
from generator.model.result import Organization
from generator.score import Scorecard

Ranks = Mapping[int, Mapping[str, int]]
"""The place of each organization in each year."""


def card_file(year: int, organization: str, form: str) -> str:
    """The path of a card's download."""
    return beside(card_page(year, organization), f"{organization}-{year}.{form}")


def results_file(year: int, form: str) -> str:
    """The path of a year's download."""
    return beside(year_page(year), f"results-{year}.{form}")


def organization_file(organization: str, form: str) -> str:
    """The path of an organization's download."""
    return beside(organization_page(organization), f"{organization}-years.{form}")


def results_document(book: Book, year: int, ranks: Ranks) -> doc.ResultsDocument:
    """The results of a year."""
    cards = _ordered(book.by_year[year], ranks[year])
    edition = cards[0].edition
    return doc.ResultsDocument(
        year=year,
        edition=doc.Titled(edition.id, edition.title),
        illustrative=edition.illustrative,
        as_of=book.years[year].as_of,
        methods=tuple(doc.Titled(one.id, one.title) for one in edition.methods),
        aspects=tuple(doc.Titled(one.id, one.title) for one in edition.aspects),
        results=tuple(_result(book, card, ranks) for card in cards),
    )


def _ordered(cards: Sequence[Scorecard], ranks: Mapping[str, int]) -> list[Scorecard]:
    """Best first, equals by id, and last what has no total."""
    last = len(cards) + 1
    return sorted(cards, key=lambda c: (ranks.get(c.organization.id, last), c.organization.id))


def _result(book: Book, card: Scorecard, ranks: Ranks) -> doc.ResultEntry:
    scored = card.total is not None
    return doc.ResultEntry(
        organization=organization_of(book, card),
        state=card.result.state,
        date=card.result.status[-1].date,
        rank=ranks[card.year].get(card.organization.id),
        total=card.total,
        by_cutoff=titled(card.by_cutoff),
        grade=titled(card.grade),
        decided=card.result.decision is not None,
        no_grade=card.result.no_grade,
        base=card.base,
        adjustments=card.adjustments.points if scored else None,
        negative=card.negative.points if scored else None,
        raw={score.method.id: score.raw for score in card.methods},
        aspects=_percents(card),
        scorecard=_path_between(results_file(card.year, "json"), card),
    )


def _percents(card: Scorecard) -> dict[str, Decimal]:
    found = (card.aspects or {}).values()
    return {one.id: one.percent for one in found if one.percent is not None}


def _path_between(start: str, card: Scorecard) -> str:
    target = card_file(card.year, card.organization.id, "json")
    return posixpath.relpath(target, posixpath.dirname(start))


RESULTS = (
    "rank",
    "id",
    "name",
    "kind",
    "total",
    "by_cutoff",
    "grade",
    "held",
    "state",
    "date",
    "no_grade",
    "base",
    "adjustments",
    "negative",
)


def results_table(book: Book, year: int, ranks: Ranks, wording: Wording) -> Table:
    """The results of a year, with a column for each method and each aspect."""
    words = wording.words
    cards = _ordered(book.by_year[year], ranks[year])
    edition = cards[0].edition
    scored: list[Column] = []
    for name, entries in (("raw", edition.methods), ("aspect", edition.aspects)):
        for one in entries:
            scored += columns(words, "results", (name,), title=one.title)
    return Table(
        words("downloads.sheets.results"),
        (*columns(words, "results", RESULTS), *scored),
        tuple(_result_row(book, card, ranks, wording) for card in cards),
    )


def _result_row(book: Book, card: Scorecard, ranks: Ranks, wording: Wording) -> Row:
    scored = card.total is not None
    raw = {score.method.id: score.raw for score in card.methods}
    percents = _percents(card)
    return (
        ranks[card.year].get(card.organization.id),
        card.organization.id,
        card.name,
        book.kind_titles[card.organization.kind],
        card.total,
        card.by_cutoff.title if card.by_cutoff else None,
        card.grade.title if card.grade else None,
        _why(card, wording),
        wording.words(f"ui.state.{card.result.state}"),
        card.result.status[-1].date,
        card.result.no_grade,
        card.base,
        card.adjustments.points if scored else None,
        negated(card.negative.points) if scored else None,
        *(raw.get(method.id) for method in card.edition.methods),
        *(percents.get(aspect.id) for aspect in card.edition.aspects),
    )


def _why(card: Scorecard, wording: Wording) -> str | None:
    """Why the grade is not the one that the total reaches."""
    if card.result.decision:
        return wording.words("ui.year.decided")
    return wording.holds(card.edition, card.effective_holds) or None


def organization_document(
    book: Book, organization: Organization, ranks: Ranks
) -> doc.OrganizationDocument:
    """An organization and its years."""
    cards = book.by_organization.get(organization.id, ())
    kind = doc.Titled(organization.kind, book.kind_titles[organization.kind])
    return doc.OrganizationDocument(
        organization=doc.OrganizationEntry(organization.id, organization.name, kind),
        parent=organization.parent,
        founded=organization.founded,
        closed=organization.closed,
        illustrative=any(card.edition.illustrative for card in cards),
        years=tuple(
            _year(card, ranks, may_compare)
            for card, may_compare in zip(cards, _comparable(book, cards), strict=True)
        ),
    )


def _comparable(book: Book, cards: Sequence[Scorecard]) -> list[bool | None]:
    """Whether each card's score may be compared with the one before; nothing for the first."""
    editions = {edition.id: edition for edition in book.library.editions}
    return [
        comparable(editions, before.edition, card.edition) if before else None
        for before, card in zip((None, *cards), cards, strict=False)
    ]


def _year(card: Scorecard, ranks: Ranks, may_compare: bool | None) -> doc.YearEntry:
    path = organization_file(card.organization.id, "json")
    return doc.YearEntry(
        year=card.year,
        name=card.name,
        edition=doc.Titled(card.edition.id, card.edition.title),
        state=card.result.state,
        date=card.result.status[-1].date,
        rank=ranks[card.year].get(card.organization.id),
        ranked=len(ranks[card.year]),
        total=card.total,
        grade=titled(card.grade),
        no_grade=card.result.no_grade,
        comparable=may_compare,
        scorecard=_path_between(path, card),
    )


YEARS = ("year", "name", "edition", "total", "rank", "ranked", "grade", "state", "date", "compare")


def organization_table(
    book: Book, organization: Organization, ranks: Ranks, wording: Wording
) -> Table:
    """The years of an organization."""
    words = wording.words
    document = organization_document(book, organization, ranks)
    rows = tuple(_year_row(entry, wording) for entry in document.years)
    return Table(words("downloads.sheets.years"), columns(words, "years", YEARS), rows)


def _year_row(entry: doc.YearEntry, wording: Wording) -> Row:
    words = wording.words
    told = {None: None, True: words("ui.organization.may"), False: words("ui.organization.may_not")}
    return (
        entry.year,
        entry.name,
        entry.edition.title,
        entry.total,
        entry.rank,
        entry.ranked,
        entry.grade.title if entry.grade else None,
        words(f"ui.state.{entry.state}"),
        entry.date,
        told[entry.comparable],
    )
