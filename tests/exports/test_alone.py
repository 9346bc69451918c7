"""What is kept of many cards changes no card: each is as it would be if it were made alone."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import plainly
import pytest
from made import NAMES, WORDS, book_of
from pydantic import BaseModel

from generator.dataset.book import Assessment
from generator.exports.cards import CardDocuments
from generator.exports.cardtable import CardTables
from generator.exports.jsonfile import written
from generator.exports.table import cells
from generator.exports.wording import Wording
from generator.model.rich import Phrase
from generator.scoring.score import score

STRANGE = ' 100% %s %(points)s %% {0} "\\ \x01\u2028'
BOOKS = (*NAMES, *(f"strange {name}" for name in NAMES))


@cache
def book_named(name: str) -> Assessment:
    kind, _, plain = name.rpartition(" ")
    return strange(book_of(plain)) if kind else book_of(plain)


def strange(book: Assessment) -> Assessment:
    """The book with all that people wrote followed by what means something elsewhere."""
    editions = {edition.id: estranged(edition) for edition in book.library.editions}
    cards = tuple(
        score(editions[card.edition.id], card.organization, estranged(card.result))
        if card.total is not None
        else replace(card, edition=editions[card.edition.id], result=estranged(card.result))
        for card in book.cards
    )
    return replace(book, cards=cards)


def estranged(value: Any) -> Any:
    if isinstance(value, Phrase):
        return type(value)(value + STRANGE)
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: estranged(one) for name, one in value})
    if isinstance(value, Mapping):
        return {key: estranged(one) for key, one in value.items()}
    return tuple(map(estranged, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", BOOKS)
def test_a_document_is_what_its_values_are_written_as_one_by_one(name: str) -> None:
    book = book_named(name)
    documents = CardDocuments(book.book)
    for card in book.cards:
        assert documents.of(card) == written(plainly.document(book, card))


@pytest.mark.parametrize("name", BOOKS)
def test_a_table_has_the_rows_that_it_would_have_alone(name: str) -> None:
    book = book_named(name)
    wording = Wording(book.book, WORDS)
    tables = CardTables(wording)
    scored = [card for card in book.cards if card.total is not None]
    assert scored
    for card in scored:
        made = [list(cells(row)) for row in tables.of(card).rows]
        assert repr(made) == repr([list(row) for row in plainly.rows(card, wording)])


def test_the_strange_books_say_strange_things() -> None:
    book = book_named("strange tiny")
    documents = CardDocuments(book.book)
    texts = [documents.of(card) for card in book.cards if card.total is not None]
    assert texts
    assert all(b"%(points)s %% {0}" in text for text in texts)
