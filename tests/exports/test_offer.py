"""Which downloads a page offers, found without a list of all of them."""

import gc

import pytest
from made import NAMES, PUBLICATION, WORDS, book_of

from generator.exports import Download, by_page, downloads


def said(found: tuple[Download, ...]) -> list[tuple[object, ...]]:
    return [(one.path, one.form, one.pages, one.title) for one in found]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_offers_the_same_whether_all_are_gone_through_or_none(name: str) -> None:
    offer = downloads(book_of(name), WORDS, PUBLICATION)
    slowly, quickly = by_page(tuple(offer)), by_page(offer)
    assert set(quickly) == set(slowly)
    assert len(quickly) == len(slowly) > 10
    for page, found in slowly.items():
        assert said(quickly[page]) == said(found)


def test_what_lies_in_a_folder_is_found_without_going_through_all() -> None:
    offer = downloads(book_of("sample"), WORDS, PUBLICATION)
    folder = "results/2024/office"
    own = {one.path for one in offer if one.path.rpartition("/")[0] == folder}
    near = {one.path for one in offer.within({folder})}
    assert near == own | {one.path for one in offer.shared}
    assert len(own) == 3


def test_what_a_page_offers_can_be_made() -> None:
    offer = downloads(book_of("tiny"), WORDS, PUBLICATION)
    contents = {one.path: one.content for one in offer}
    pages = by_page(offer)
    assert {one.path: one.content for page in pages for one in pages[page]} == {
        path: content for path, content in contents.items() if not path.startswith("schemas/")
    }


def test_a_page_that_is_none_offers_nothing() -> None:
    pages = by_page(downloads(book_of("tiny"), WORDS))
    assert pages.get("results/2023/nobody.md", ()) == ()
    assert "feed.xml" not in pages


def test_of_cards_and_organizations_only_the_last_are_held() -> None:
    book = book_of("sample")
    offer = downloads(book, WORDS, PUBLICATION)
    pages = by_page(offer)
    shared = {id(one) for one in offer.shared}
    before = {id(one) for one in _held()} - shared
    asked = [len(pages[page]) for page in pages]
    kept = {id(one) for one in _held()} - shared - before
    assert len(kept) <= 3 < sum(asked) / 10


def _held() -> list[Download]:
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Download)]
