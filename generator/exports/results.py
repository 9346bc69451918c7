"""The results of a year, as a document and as a table."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from generator.dataset.book import Book
from generator.exports import documents as doc
from generator.exports.entries import Entries
from generator.exports.jsonfile import form, listed, number, written
from generator.exports.paths import card_file, path_between, results_file
from generator.exports.table import Column, Row, Table, columns
from generator.exports.wording import Wording
from generator.messages.formats import negated
from generator.scoring.summary import CardSummary

Ranks = Mapping[str, int]
"""The place of each organization in the year."""


def results_document(book: Book, year: int, ranks: Ranks, entries: Entries) -> bytes:
    """The results of a year, as JSON."""
    cards = _ordered(book.by_year[year], ranks)
    edition = cards[0].edition
    blank = form(
        doc.ResultsDocument,
        year=year,
        edition=doc.Titled(edition.id, edition.title),
        illustrative=edition.illustrative,
        as_of=book.years[year].as_of,
        methods=[doc.Titled(one.id, one.title) for one in edition.methods],
        aspects=[doc.Titled(one.id, one.title) for one in edition.aspects],
    )
    return blank % listed([_result(card, ranks, entries) for card in cards])


def _ordered(cards: Sequence[CardSummary], ranks: Ranks) -> list[CardSummary]:
    """Best first, equals by id, and last what has no total."""
    last = len(cards) + 1
    return sorted(cards, key=lambda c: (ranks.get(c.organization.id, last), c.organization.id))


def _result(card: CardSummary, ranks: Ranks, entries: Entries) -> bytes:
    id = card.organization.id
    start, path = results_file(card.year, "json"), card_file(card.year, id, "json")
    return _RESULT % (
        entries.organization(card.organization, card.name),
        written(card.state),
        written(card.status[-1].date),
        written(ranks.get(id)),
        written(card.total),
        entries.titled(card.by_cutoff),
        entries.titled(card.grade),
        written(card.decision is not None),
        written(card.no_grade),
        written(card.base),
        written(card.adjusted),
        written(card.deducted),
        _figures(card.raw.items()),
        _figures(card.aspects.items()),
        written(path_between(start, path)),
    )


_RESULT = form(doc.ResultEntry)


def _figures(found: Iterable[tuple[str, Decimal]]) -> bytes:
    """Figures by id, which needs no escaping."""
    entries = [b'"%b": %b' % (id.encode(), number(value)) for id, value in found]
    return b"{%b}" % b", ".join(entries)


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
    cards = _ordered(book.by_year[year], ranks)
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


def _result_row(book: Book, card: CardSummary, ranks: Ranks, wording: Wording) -> Row:
    return (
        ranks.get(card.organization.id),
        card.organization.id,
        card.name,
        book.kind_titles[card.organization.kind],
        card.total,
        card.by_cutoff.title if card.by_cutoff else None,
        card.grade.title if card.grade else None,
        _why(card, wording),
        wording.words(f"ui.state.{card.state}"),
        card.status[-1].date,
        card.no_grade,
        card.base,
        card.adjusted,
        None if card.deducted is None else negated(card.deducted),
        *(card.raw.get(method.id) for method in card.edition.methods),
        *(card.aspects.get(aspect.id) for aspect in card.edition.aspects),
    )


def _why(card: CardSummary, wording: Wording) -> str | None:
    """Why the grade is not the one that the total reaches."""
    if card.decision:
        return wording.words("ui.year.decided")
    return wording.holds(card.edition, card.effective_holds) or None
