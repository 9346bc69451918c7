"""Say which place of the site answers an everyday word.

People search for 扣分 or 申诉 where pages say 失分 and 异议. The words and their answers are
data, ``labels/<language>/answers.yml``; the browser shows an answer beside what it finds literally.
"""

from collections.abc import Iterator

from generator.dataset.book import Book
from generator.messages.labels import Labels
from generator.model.edition import Edition
from generator.urls import NOWHERE, Links, edition_page, ledger_page, list_page, year_page

DOWNLOADS = "downloads"
"""The anchor of the downloads of a page."""
DATES = "dates"
"""The anchor of the dates of a year."""


def everyday_answers(book: Book, labels: Labels, links: Links) -> list[dict[str, object]]:
    """Return the answers that the site has, each with its words, title, text and address.

    ``links`` must be those of the page at the root of the site. Answers are about the newest year
    with results and its edition; one whose page readers do not see is left out.
    """
    addresses = dict(_addresses(book, links))
    return [
        {**answer, "address": addresses[name]}
        for name, answer in labels.section("answers").items()
        if addresses.get(name, str(NOWHERE)) != NOWHERE
    ]


def _addresses(book: Book, links: Links) -> Iterator[tuple[str, str]]:
    newest = next(iter(book.by_year), None)
    edition = book.by_year[newest][0].edition.whole if newest else book.library.in_force
    if edition:
        yield from _edition_addresses(edition, links)
    if newest is None:
        return
    for name, anchor in {"costs": "costs", "ranking": "ranking", "dates": DATES}.items():
        yield name, str(links.to(year_page(newest), anchor))
    if book.scope.has_page("downloads"):
        yield "downloads", str(links.to(year_page(newest), DOWNLOADS))
    if book.scope.has_page("ledger"):
        yield "rectification", str(links.to(ledger_page(newest)))


def _edition_addresses(edition: Edition, links: Links) -> Iterator[tuple[str, str]]:
    page = edition_page(edition.id)
    yield "calculation", str(links.to(page, "methods"))
    yield "grades", str(links.to(page, "grades"))
    if edition.use_of_results:
        yield "use", str(links.to(page, "use"))
    if edition.objections:
        yield "objections", str(links.to(page, "objections"))
    if edition.follows:
        yield "changes", str(links.to(list_page(edition.id, "changes")))
