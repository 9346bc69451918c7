"""What many scorecards share changes none: each file is as it would be if it were made alone."""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from made import NAMES, WORDS, book_of
from msgspec import structs
from pydantic import BaseModel
from rendering import downloads

from generator.dataset.assessment import Assessment
from generator.model.base import Phrase
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
        else structs.replace(card, edition=editions[card.edition.id], result=estranged(card.result))
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


def forget() -> None:
    """Empty every cache of the exports and of the sentences that they need."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("generator.exports.", "generator.messages.wording")):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.mark.parametrize("name", BOOKS)
def test_a_file_is_what_it_would_be_if_it_were_made_alone(name: str) -> None:
    made = [d for d in downloads(book_named(name), WORDS) if d.format in ("json", "csv")]
    together = {download.path: download.make() for download in made}
    assert len(together) > 10
    for download in made:
        forget()
        assert download.make() == together[download.path], download.path


def test_the_strange_books_say_strange_things_and_are_read_back() -> None:
    made = downloads(book_named("strange tiny"), WORDS)
    texts = [d.make() for d in made if d.format == "json" and d.path.startswith("results/2023/")]
    strange = json.dumps(STRANGE, ensure_ascii=False)[1:-1].encode()
    assert sum(strange in text for text in texts) > 1
    for text in texts:
        assert json.loads(text)
