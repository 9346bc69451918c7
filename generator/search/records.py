"""Make the records of everything that can be found, each text once and where it stands.

The records of the book, of scorecards and of prose are made apart, since a build has them at
different times and may make those of the cards in several processes.
"""

from collections.abc import Collection, Iterable, Iterator

from generator.analysis.rectification import count_ledger, ledger
from generator.dataset.book import Book, CardSource
from generator.messages.labels import Labels
from generator.model.result import Occurrence, Organization, Year
from generator.scoring.card import Scorecard
from generator.search.editions import edition_records
from generator.search.prose import Prose, sections
from generator.search.record import Record
from generator.urls import (
    HOME,
    NOWHERE,
    Links,
    ledger_page,
    locate_clauses,
    organization_page,
    year_page,
)

SECTIONS_OF_A_PAGE = 1000
"""The space between the places of two pages of prose, for the sections of the first."""


def book_records(
    book: Book,
    labels: Labels,
    *,
    directories: bool = True,
    visible: Collection[str] | None = None,
) -> Iterator[Record]:
    """Yield the records of editions with their clauses, of organizations and of years.

    ``directories`` says whether the host serves ``a/b.md`` as ``a/b/`` or as ``a/b.html``. Only
    pages in ``visible`` are found, if it is given.
    """
    links = Links(HOME, locate_clauses(book.library.editions), directories, visible)
    records = _book_records(book, labels, links)
    yield from (record for record in records if record.address != NOWHERE)


def _book_records(book: Book, labels: Labels, links: Links) -> Iterator[Record]:
    for edition in book.library.editions:
        yield from edition_records(edition, labels, links)
    for place, organization in enumerate(book.organizations):
        yield _organization_record(book, organization, place, links)
    for year in (*book.by_open_year, *book.by_year):
        yield _year_record(book.years[year], labels, links)
    for year in book.by_year:
        yield _ledger_record(book, year, labels, links)


def own_records(
    book: Book, cards: CardSource, labels: Labels, *, directories: bool = True
) -> Iterator[Record]:
    """Yield the records of the organizations whose pages the readers of a book see, and of their
    scorecards. ``directories`` is that of ``book_records``."""
    links = Links(HOME, {}, directories)
    found = book.shown_organizations if book.scope.has_page("cards") else ()
    for place, organization in enumerate(found):
        yield _organization_record(book, organization, place, links)
        yield from card_records(cards(organization.id), labels, directories=directories)


def card_records(
    cards: Iterable[Scorecard], labels: Labels, *, directories: bool = True
) -> Iterator[Record]:
    """Yield a record for each scorecard. ``directories`` is that of ``book_records``."""
    links = Links(HOME, {}, directories)
    for card in cards:
        yield _card_record(card, labels, links)


def prose_records(
    pages: Iterable[Prose], labels: Labels, *, directories: bool = True
) -> Iterator[Record]:
    """Yield a record for each section of each page, so that a result leads to its heading.

    ``directories`` is that of ``book_records``.
    """
    links = Links(HOME, {}, directories)
    for place, page in enumerate(pages):
        yield from _section_records(page, place * SECTIONS_OF_A_PAGE, labels, links)


def _organization_record(
    book: Book, organization: Organization, place: int, links: Links
) -> Record:
    former_names = tuple(former.name for former in organization.formerly if former.name)
    cards = book.by_organization.get(organization.id, ())
    return Record(
        address=str(links.to(organization_page(organization.id))),
        kind="organization",
        title=organization.name,
        texts=(*former_names, book.kind_titles[organization.kind]),
        keys=(organization.id, organization.name, *former_names),
        years=tuple(str(card.year) for card in cards),
        organization=organization.kind,
        place=place,
    )


def _year_record(year: Year, labels: Labels, links: Links) -> Record:
    object_to = year.notice.object_to if year.notice else None
    return Record(
        address=str(links.to(year_page(year.year))),
        kind="edition",
        title=labels("ui.year.title", year=year.year),
        texts=tuple(text for text in (year.note, object_to) if text),
        years=(str(year.year),),
        when=str(year.year),
        newest=year.year,
        place=-1,
    )


def _ledger_record(book: Book, year: int, labels: Labels, links: Links) -> Record:
    """Return the record of what is to be put right in a year; it says what is overdue."""
    count = count_ledger(ledger(book.by_year[year], book.years[year].as_of))
    how = "overdue" if count.overdue else "none_overdue" if count.entries else ""
    facts = {"count": count.overdue, "organizations": count.organizations}
    overdue = labels(f"ui.bulletin.{how}", **facts) if how else labels("ui.ledger.none")
    return Record(
        address=str(links.to(ledger_page(year))),
        kind="edition",
        title=labels("ui.ledger.of_index", year=year),
        texts=(overdue, labels("ui.ledger.of_uses", year=year)),
        keys=(labels("ui.ledger.overdue").partition("（")[0],),
        years=(str(year),),
        when=str(year),
        newest=year,
        place=-1,
    )


def _card_record(card: Scorecard, labels: Labels, links: Links) -> Record:
    title = labels("ui.card.title", name=card.name, year=card.year)
    return Record(
        address=str(links.card(card.year, card.organization.id)),
        kind="scorecard",
        title=title,
        texts=tuple(_card_texts(card, labels)),
        keys=(card.name, title),
        years=(str(card.year),),
        when=str(card.year),
        newest=card.year,
        grade=card.grade.id if card.grade else "",
        organization=card.organization.kind,
    )


def _card_texts(card: Scorecard, labels: Labels) -> Iterator[str]:
    """Yield what only this card says: grade, state, notes, measures, and every reason.

    Of the clauses that it quotes it has only the ids, since their texts are found in the edition.
    """
    result = card.result
    if card.grade:
        yield card.grade.title
    yield labels(f"ui.state.{result.state}")
    yield from (text for text in (result.note, result.no_grade) if text)
    yield from (step.reason for step in result.status if step.reason)
    if result.decision:
        yield result.decision.reason
    yield from _finding_texts(card)
    for rectification in result.rectification:
        yield from (f"{rectification.clause} {rectification.finding}", rectification.measure)
    yield from (correction.reason for correction in result.corrections)


def _finding_texts(card: Scorecard) -> Iterator[str]:
    """Yield the texts about single clauses: the clause's id, and the note or reason given for it.

    They come from findings, standards that do not apply, adjustments and negative cases. The note
    of a method, which belongs to no clause, stands after its findings.
    """
    for whole in card.result.methods.values():
        for _, record in whole.parts:
            yield from map(_finding_text, record.findings)
        if record.note:
            yield record.note
    yield from (f"{id} {reason}" for id, reason in card.result.not_applicable.items())
    yield from map(_finding_text, card.result.adjustments)
    yield from map(_finding_text, card.result.negative_cases)


def _finding_text(finding: Occurrence) -> str:
    return f"{finding.of} {finding.note}" if finding.note else finding.of


def _section_records(page: Prose, place: int, labels: Labels, links: Links) -> Iterator[Record]:
    for number, section in enumerate(sections(page.html)):
        if section.title or section.texts:
            title = section.title or page.title
            if title != page.title:
                title = labels("ui.search.section", page=page.title, section=title)
            yield Record(
                address=str(links.to(page.path, section.anchor)),
                kind="guide",
                title=title,
                texts=section.texts,
                keys=(section.title,) if section.title else (),
                place=place + number,
            )
