"""Makes the downloads of a book, those of one page at a time."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from generator.dataset.book import Book
from generator.exports.cards import CardDocuments
from generator.exports.cardtable import CardTables
from generator.exports.csvfile import csv_file
from generator.exports.documents import DOCUMENTS, EditionDocument
from generator.exports.download import Download
from generator.exports.editions import COLUMNS, edition_file, edition_tables, table_names
from generator.exports.feed import Publication, feed_file, has_news
from generator.exports.jsonfile import json_file, text_of, written
from generator.exports.organizations import Years
from generator.exports.paths import card_file, organization_file, results_file
from generator.exports.results import results_document, results_table
from generator.exports.schema import download_schema
from generator.exports.table import Table
from generator.exports.wording import Wording
from generator.exports.workbook import Cover, workbook
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.model.result import Organization
from generator.scoring.card import Scorecard
from generator.urls import (
    EDITIONS,
    FEED,
    HOME,
    YEARS,
    card_page,
    edition_page,
    list_page,
    organization_page,
    schema_file,
    year_page,
)


class Press:
    """Makes the downloads of a book, those of one page at a time. It keeps what many have
    alike and the table last made, and no file that it made."""

    def __init__(self, book: Book, words: Labels, publication: Publication | None = None) -> None:
        self.book = book
        self.words = words
        self.publication = publication
        self.site = publication.address if publication else None
        self.wording = Wording(book, words)
        self.documents = CardDocuments(book)
        self.tables = CardTables(self.wording)
        self.years = Years(book, self.documents.ranks, self.documents.entries, self.wording)
        self._latest: tuple[object, Table] | None = None

    def shared(self) -> Iterator[Download]:
        """What is neither a card's nor an organization's: editions, years, schemas, the feed."""
        for edition in self.book.library.editions:
            yield from self.of_edition(edition)
        for year in self.book.by_year:
            yield from self.of_year(year)
        yield from self.schemas()
        yield from self.feed()

    def of_card(self, card: Scorecard) -> Iterator[Download]:
        """A card; its table only if it has a total."""
        year, id = card.year, card.organization.id
        pages = (card_page(year, id),)
        path = card_file(year, id, "json")
        yield Download(path, "json", partial(self._card_json, card, path), pages)
        if card.total is not None:
            yield Download(card_file(year, id, "csv"), "csv", partial(self._card_csv, card), pages)
            make = partial(self._card_xlsx, card)
            yield Download(card_file(year, id, "xlsx"), "xlsx", make, pages)

    def _card_json(self, card: Scorecard, path: str) -> bytes:
        return json_file("scorecard", path, self.documents.of(card), self.site)

    def _card_table(self, card: Scorecard) -> Table:
        """The table of a card, kept until that of another is asked for: two files need it."""
        if self._latest is None or self._latest[0] is not card:
            self._latest = (card, self.tables.of(card))
        return self._latest[1]

    def _card_csv(self, card: Scorecard) -> bytes:
        return csv_file(self._card_table(card))

    def _card_xlsx(self, card: Scorecard) -> bytes:
        title = self.words("ui.card.title", name=card.name, year=card.year)
        cover = Cover(title, card.result.status[-1].date, card.edition.illustrative)
        return workbook([self._card_table(card)], cover, self.words)

    def of_year(self, year: int) -> Iterator[Download]:
        """The results of a year."""
        pages = (year_page(year),)
        path = results_file(year, "json")
        yield Download(path, "json", partial(self._year_json, year, path), pages)
        yield Download(results_file(year, "csv"), "csv", partial(self._year_csv, year), pages)
        yield Download(results_file(year, "xlsx"), "xlsx", partial(self._year_xlsx, year), pages)

    def _year_json(self, year: int, path: str) -> bytes:
        ranks = self.documents.ranks[year]
        document = results_document(self.book, year, ranks, self.documents.entries)
        return json_file("results", path, document, self.site)

    def _year_csv(self, year: int) -> bytes:
        return csv_file(self._year_table(year))

    def _year_table(self, year: int) -> Table:
        """The table of a year, kept as that of a card is, but only until both files are made: a
        year may be long."""
        if self._latest is None or self._latest[0] != year:
            table = results_table(self.book, year, self.documents.ranks[year], self.wording)
            self._latest = (year, table)
            return table
        table, self._latest = self._latest[1], None
        return table

    def _year_xlsx(self, year: int) -> bytes:
        title = self.words("ui.year.title", year=year)
        illustrative = self.book.by_year[year][0].edition.illustrative
        cover = Cover(title, self.book.years[year].as_of, illustrative)
        return workbook([self._year_table(year)], cover, self.words)

    def of_organization(self, organization: Organization) -> Iterator[Download]:
        """An organization; its table only if it has years."""
        id, pages = organization.id, (organization_page(organization.id),)
        path = organization_file(id, "json")
        make = partial(self._organization_json, organization, path)
        yield Download(path, "json", make, pages)
        if id in self.book.by_organization:
            make = partial(self._organization_csv, organization)
            yield Download(organization_file(id, "csv"), "csv", make, pages)

    def _organization_json(self, organization: Organization, path: str) -> bytes:
        return json_file("organization", path, self.years.document(organization), self.site)

    def _organization_csv(self, organization: Organization) -> bytes:
        return csv_file(self.years.table(organization))

    def of_edition(self, edition: Edition) -> Iterator[Download]:
        """A whole edition, and each of its tables, which the page of the list offers too."""
        overview = edition_page(edition.id)
        lists = [list_page(edition.id, name) for name in COLUMNS]
        path = edition_file(edition, "edition", "json")
        make = partial(self._edition_json, edition, path)
        yield Download(path, "json", make, (overview,))
        path = edition_file(edition, "edition", "xlsx")
        yield Download(path, "xlsx", partial(self._edition_xlsx, edition), (overview, *lists))
        for name in table_names(edition):
            make = partial(self._edition_csv, edition, name)
            pages = (overview, list_page(edition.id, name))
            title = self.words(f"downloads.sheets.{name}")
            yield Download(edition_file(edition, name, "csv"), "csv", make, pages, title)

    def _edition_json(self, edition: Edition, path: str) -> bytes:
        return json_file("edition", path, written(EditionDocument(edition)), self.site)

    def _edition_csv(self, edition: Edition, name: str) -> bytes:
        return csv_file(edition_tables(edition, self.wording)[name])

    def _edition_xlsx(self, edition: Edition) -> bytes:
        date = edition.published or dt.date(min(edition.years), 1, 1)
        tables = tuple(edition_tables(edition, self.wording).values())
        return workbook(tables, Cover(edition.title, date, edition.illustrative), self.words)

    def schemas(self) -> Iterator[Download]:
        """What describes the JSON files; no page offers them."""
        for name in DOCUMENTS:
            yield Download(schema_file(name), "schema", partial(self._schema, name))

    def _schema(self, name: str) -> bytes:
        return text_of(download_schema(name, self.words, self.site)).encode("utf-8")

    def feed(self) -> Iterator[Download]:
        """The feed, where the site is published and there is news."""
        if self.publication and has_news(self.book):
            make = partial(feed_file, self.book, self.publication, self.words)
            yield Download(FEED, "feed", make, (HOME, EDITIONS, YEARS))
