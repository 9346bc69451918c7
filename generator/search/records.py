"""Book → records: everything that a search can find, each text once, where it stands."""

from collections.abc import Iterator, Sequence

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.result import Organization, Year
from generator.scoring.card import Outline, Scorecard
from generator.search.cards import card_texts
from generator.search.editions import edition_records
from generator.search.prose import Prose, sections
from generator.search.record import Record, Source
from generator.urls import HOME, Links, clauses, organization_page, year_page


def records(
    book: Book, labels: Labels, prose: Sequence[Prose] = (), *, directories: bool = True
) -> Iterator[Record]:
    """Every record of the book, but for the cards of which it has outlines, and of the pages of
    prose. ``directories`` says how the host
    serves pages: ``a/b.md`` as ``a/b/`` or as ``a/b.html``."""
    source = Source(book, labels, Links(HOME, clauses(book.library.editions), directories))
    for edition in book.library.editions:
        yield from edition_records(source, edition)
    yield from (_organization(source, one, n) for n, one in enumerate(book.organizations))
    yield from (_year(source, book.years[year]) for year in book.by_year)
    yield from _cards(source)
    for n, page in enumerate(prose):
        yield from _prose(source, page, n)


def card_records(book: Book, labels: Labels, *, directories: bool = True) -> Iterator[Record]:
    """The records of the scorecards that the book has whole."""
    return _cards(Source(book, labels, Links(HOME, clauses(book.library.editions), directories)))


def _cards(source: Source) -> Iterator[Record]:
    for n, card in enumerate(source.book.cards):
        if not isinstance(card, Outline):
            yield _card(source, card, n)


def _organization(source: Source, one: Organization, place: int) -> Record:
    former = tuple(former.name for former in one.formerly)
    cards = source.book.by_organization.get(one.id, ())
    return Record(
        address=str(source.to.to(organization_page(one.id))),
        kind="organization",
        title=one.name,
        texts=(*former, source.book.kind_titles[one.kind]),
        keys=(one.id, one.name, *former),
        years=tuple(str(card.year) for card in cards),
        organization=one.kind,
        place=place,
    )


def _year(source: Source, year: Year) -> Record:
    return Record(
        address=str(source.to.to(year_page(year.year))),
        kind="edition",
        title=source.labels("ui.year.title", year=year.year),
        texts=tuple(filter(None, (year.note, year.notice.object_to if year.notice else None))),
        years=(str(year.year),),
        when=str(year.year),
        newest=year.year,
        place=-1,
    )


def _card(source: Source, card: Scorecard, place: int) -> Record:
    name = card.name
    title = source.labels("ui.card.title", name=name, year=card.year)
    return Record(
        address=str(source.to.card(card.year, card.organization.id)),
        kind="scorecard",
        title=title,
        texts=tuple(card_texts(card, source.labels)),
        keys=(name, title),
        years=(str(card.year),),
        when=str(card.year),
        newest=card.year,
        grade=card.grade.id if card.grade else "",
        organization=card.organization.kind,
        place=place,
    )


def _prose(source: Source, page: Prose, place: int) -> Iterator[Record]:
    """A record for each section of the page, so that a result leads to its heading."""
    for n, section in enumerate(sections(page.html)):
        if section.title or section.texts:
            title = section.title or page.title
            if title != page.title:
                title = source.labels("ui.search.section", page=page.title, section=title)
            yield Record(
                address=str(source.to.to(page.path, section.anchor)),
                kind="guide",
                title=title,
                texts=section.texts,
                keys=(section.title,) if section.title else (),
                place=place * 1000 + n,
            )
