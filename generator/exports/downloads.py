"""List the downloads: the files beside the pages, their schemas, and the feed.

Each function below makes the downloads of one kind for an edition, a year, an organization or a
scorecard. The tuples ``OF_…`` name them in the order in which a page offers them. A new download
is one more function in one of these tuples.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial

from generator.analysis.rectification import ledger, uses_due
from generator.dataset.book import Book
from generator.exports.card_document import card_document
from generator.exports.card_table import card_table
from generator.exports.csv_export import csv_file
from generator.exports.documents import EditionDocument
from generator.exports.download import Download, made_of
from generator.exports.edition_tables import TABLES, edition_tables, table_names
from generator.exports.feed import Publication, feed_file, has_news
from generator.exports.json_export import json_file
from generator.exports.ledger_tables import ledger_table, uses_table
from generator.exports.letter_files import letter_files
from generator.exports.overviews import (
    Year,
    organization_document,
    organization_years,
    results_document,
    results_table,
    years_table,
)
from generator.exports.schemas import schema_files
from generator.exports.tables import Table
from generator.exports.xlsx_export import Cover
from generator.letters.filling import Templates, Values
from generator.letters.values import kinds_of, may_be_sent, values_of_card, values_of_year
from generator.messages.labels import Labels
from generator.messages.wording import Wording, wording
from generator.model.edition import Edition
from generator.model.result import Organization
from generator.render.environment import environment
from generator.scoring.card import Scorecard
from generator.urls import (
    EDITIONS,
    FEED,
    HOME,
    YEARS,
    beside,
    card_file,
    card_page,
    edition_file,
    edition_page,
    ledger_page,
    list_page,
    organization_file,
    organization_page,
    results_file,
    year_page,
)


@dataclass(frozen=True, eq=False)
class Sources:
    """What the downloads of a site are made from.

    Without a publication, addresses are relative and there is no feed, whose links must be whole.
    ``workbook`` writes tables as XLSX. ``page_values`` gives what the page of a scorecard shows,
    ``templates`` are those of the letters that pages offer.
    """

    book: Book
    labels: Labels
    publication: Publication | None
    workbook: Callable[[Sequence[Table], Cover, Labels], bytes]
    page_values: Callable[[Scorecard], Values]
    templates: Templates

    @property
    def site(self) -> str | None:
        """The address of the site, where it is known."""
        return self.publication.address if self.publication else None

    @cached_property
    def wording(self) -> Wording:
        """The sentences of the downloads."""
        templates = environment(self.labels)
        return wording(self.labels, templates, self.book.library.editions, self.book.kind_titles)

    @cached_property
    def ranks(self) -> Mapping[int, Mapping[str, int]]:
        """The place of each organization that has one, by year and id."""
        return {year: statistics.ranks for year, statistics in self.book.statistics.items()}

    def years(self, organization: Organization) -> list[Year]:
        """Return the years of an organization, earliest first."""
        cards = self.book.by_organization.get(organization.id, ())
        return organization_years(cards, self.ranks, self.book.editions)


def edition_json(sources: Sources, edition: Edition) -> Iterator[Download]:
    """Yield a whole edition as JSON."""
    path = edition_file(edition.id, "edition", "json")
    make = partial(json_file, "edition", path, EditionDocument(edition=edition), sources.site)
    yield Download(path, "json", make, (edition_page(edition.id),))


def edition_xlsx(sources: Sources, edition: Edition) -> Iterator[Download]:
    """Yield all tables of an edition as a workbook, which the pages of the lists offer too."""

    def make() -> bytes:
        date = edition.published or dt.date(min(edition.years), 1, 1)
        tables = tuple(edition_tables(edition, sources.wording).values())
        cover = Cover(edition.title, date, edition.illustrative)
        return sources.workbook(tables, cover, sources.labels)

    lists = [list_page(edition.id, name) for name in TABLES]
    path = edition_file(edition.id, "edition", "xlsx")
    yield Download(path, "xlsx", make, (edition_page(edition.id), *lists))


def edition_csv(sources: Sources, edition: Edition) -> Iterator[Download]:
    """Yield each table of an edition as CSV, which the page of the list offers too."""

    def make(name: str) -> bytes:
        return csv_file(edition_tables(edition, sources.wording)[name])

    for name in table_names(edition, sources.wording):
        pages = (edition_page(edition.id), list_page(edition.id, name))
        title = sources.labels(f"downloads.sheets.{name}")
        path = edition_file(edition.id, name, "csv")
        yield Download(path, "csv", partial(make, name), pages, title)


def year_json(sources: Sources, year: int) -> Iterator[Download]:
    """Yield the results of a year as JSON."""
    path = results_file(year, "json")

    def make() -> bytes:
        book, ranks = sources.book, sources.ranks[year]
        as_of = book.years[year].as_of
        document = results_document(book.by_year[year], ranks, book.kind_titles, as_of)
        return json_file("results", path, document, sources.site)

    yield Download(path, "json", make, (year_page(year),))


def year_tables(sources: Sources, year: int) -> Iterator[Download]:
    """Yield the results of a year as CSV and as a workbook."""

    def make_csv() -> bytes:
        return csv_file(_results_table(sources, year))

    def make_xlsx() -> bytes:
        title, book = sources.labels("ui.year.title", year=year), sources.book
        cover = Cover(title, book.years[year].as_of, book.by_year[year][0].edition.illustrative)
        return sources.workbook([_results_table(sources, year)], cover, sources.labels)

    pages = (year_page(year),)
    yield Download(results_file(year, "csv"), "csv", make_csv, pages)
    yield Download(results_file(year, "xlsx"), "xlsx", make_xlsx, pages)


@lru_cache(maxsize=1)
def _results_table(sources: Sources, year: int) -> Table:
    """Return the results of a year as a table, which two files hold."""
    return results_table(sources.book.by_year[year], sources.ranks[year], sources.wording)


def year_ledger(sources: Sources, year: int) -> Iterator[Download]:
    """Yield what is to be put right in a year and what its grades lead to as a workbook, where
    there is anything."""
    cards, as_of = sources.book.by_year[year], sources.book.years[year].as_of
    entries, due = ledger(cards, as_of), uses_due(cards)

    def make() -> bytes:
        title = sources.labels("ui.ledger.of_index", year=year)
        cover = Cover(title, as_of, cards[0].edition.illustrative)
        tables = [ledger_table(entries, sources.wording)] if entries else []
        tables += [uses_table(due, sources.wording)] if due else []
        return sources.workbook(tables, cover, sources.labels)

    if entries or due:
        pages = (ledger_page(year), ledger_page(year, name="uses"))
        path = beside(year_page(year), f"ledger-{year}.xlsx")
        yield Download(path, "xlsx", make, pages)


def year_letters(sources: Sources, year: int) -> Iterator[Download]:
    """Yield the letters of a year, such as its public notice, where the site offers letters."""
    book = sources.book
    if may_be_sent(book.by_year[year]):
        values = partial(values_of_year, book.years[year], book.statistics[year], book.kind_titles)
        yield from letter_files(sources.templates, "year", year_page(year), str(year), values)


def organization_json(sources: Sources, organization: Organization) -> Iterator[Download]:
    """Yield an organization and its years as JSON."""
    path = organization_file(organization.id, "json")

    def make() -> bytes:
        kind, years = sources.book.kind_titles[organization.kind], sources.years(organization)
        document = organization_document(organization, kind, years)
        return json_file("organization", path, document, sources.site)

    yield Download(path, "json", make, (organization_page(organization.id),))


def organization_csv(sources: Sources, organization: Organization) -> Iterator[Download]:
    """Yield the years of an organization as CSV, where it has any."""

    def make() -> bytes:
        return csv_file(years_table(sources.years(organization), sources.wording))

    if organization.id in sources.book.by_organization:
        path = organization_file(organization.id, "csv")
        yield Download(path, "csv", make, (organization_page(organization.id),))


def card_json(sources: Sources, card: Scorecard) -> Iterator[Download]:
    """Yield a scorecard as JSON."""
    path = card_file(card.year, card.organization.id, "json")

    def make() -> bytes:
        book = sources.book
        statistics = book.compared_with(card.year, card.kind)
        kind, as_of = book.kind_titles[card.kind], book.years[card.year].as_of
        rank = statistics.ranks.get(card.organization.id)
        document = card_document(card, kind, rank, statistics.ranked, as_of)
        return json_file("scorecard", path, document, sources.site)

    yield Download(path, "json", make, (card_page(card.year, card.organization.id),))


def card_tables(sources: Sources, card: Scorecard) -> Iterator[Download]:
    """Yield the table of a scorecard as CSV and as a workbook, where it has a total."""
    year, id = card.year, card.organization.id

    def make_csv() -> bytes:
        return csv_file(card_table(card, sources.wording))

    def make_xlsx() -> bytes:
        title = sources.labels("ui.card.title", name=card.name, year=year)
        cover = Cover(title, card.result.status[-1].date, card.edition.illustrative)
        return sources.workbook([card_table(card, sources.wording)], cover, sources.labels)

    if card.total is not None:
        pages = (card_page(year, id),)
        yield Download(card_file(year, id, "csv"), "csv", make_csv, pages)
        yield Download(card_file(year, id, "xlsx"), "xlsx", make_xlsx, pages)


def card_letters(sources: Sources, card: Scorecard) -> Iterator[Download]:
    """Yield the letters to the organization of a scorecard, where the site offers letters."""
    page, name = card_page(card.year, card.organization.id), f"{card.organization.id}-{card.year}"
    values = cache(lambda: values_of_card(sources.page_values(card)))
    for kind in kinds_of(card.result) if card.year in sources.book.by_year else ():
        yield from letter_files(sources.templates, kind, page, name, values)


def feed(sources: Sources) -> Iterator[Download]:
    """Yield the feed, where the site has an address and there is news."""
    book, editions = sources.book, sources.book.library.editions
    summaries = [s for s in book.summaries if book.scope.has_cards(s.organization.id)]
    if sources.publication and has_news(editions, summaries):
        make = partial(feed_file, editions, summaries, sources.publication, sources.labels)
        yield Download(FEED, "feed", make, (HOME, EDITIONS, YEARS))


OF_EDITION = (edition_json, edition_xlsx, edition_csv)
OF_YEAR = (year_json, year_tables, year_ledger, year_letters)
OF_CARD = (card_json, card_tables, card_letters)
OF_ORGANIZATION = (organization_json, organization_csv)


def shared_downloads(sources: Sources) -> Iterator[Download]:
    """Yield the downloads that belong to no organization: those of editions and years, the
    schemas, and the feed."""
    data, labels = sources.book.library, sources.labels
    for edition in data.editions:
        for of_edition in OF_EDITION:
            yield from made_of(data.edition_at(edition.id), of_edition(sources, edition), labels)
    for year in sources.book.compared_years:
        for of_year in OF_YEAR:
            yield from made_of(data.years_at(), of_year(sources, year), labels)
    yield from schema_files(labels, sources.site)
    yield from feed(sources)


def organization_downloads(
    sources: Sources, organization: Organization, cards: Iterable[Scorecard]
) -> Iterator[Download]:
    """Yield the downloads of an organization: of each of its scorecards, and its own."""
    data, labels = sources.book.library, sources.labels
    for card in cards:
        for of_card in OF_CARD:
            yield from made_of(data.result_at(card.result), of_card(sources, card), labels)
    for of_organization in OF_ORGANIZATION:
        downloads = of_organization(sources, organization)
        yield from made_of(data.organizations_at(), downloads, labels)
