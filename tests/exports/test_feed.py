"""The feed: Atom as its specification wants it, with links that lead somewhere."""

import datetime as dt
import re
from dataclasses import replace
from importlib import import_module
from xml.etree import ElementTree as ET

import pytest
from made import NAMES, PUBLICATION, SITE, WORDS, book_of, files, offered
from rendering import downloads, site_of

from generator.dataset.assessment import Assessment
from generator.exports.feed import LENGTH, News, Publication, has_news, news
from generator.model.edition import Edition
from generator.scoring.summary import CardSummary
from generator.urls import served

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def published_in(assessment: Assessment) -> tuple[tuple[Edition, ...], tuple[CardSummary, ...]]:
    return assessment.library.editions, assessment.book.summaries


def news_of(assessment: Assessment) -> tuple[News, ...]:
    return news(*published_in(assessment), WORDS)


def feed(name: str) -> ET.Element:
    return ET.fromstring(files(name)["feed.xml"])


@pytest.mark.parametrize("name", NAMES)
def test_the_feed_has_what_atom_requires(name: str) -> None:
    root = feed(name)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for element in (root, *root.findall("a:entry", ATOM)):
        for required in ("id", "title", "updated"):
            (found,) = element.findall(f"a:{required}", ATOM)
            assert found.text
        stamp = element.findtext("a:updated", "", ATOM)
        assert dt.datetime.fromisoformat(stamp).tzinfo is not None
        id = element.findtext("a:id", "", ATOM)
        assert re.fullmatch(r"tag:example\.org,\d{4}:/party/[\w/.-]+", id), id
    assert root.findtext("a:author/a:name", None, ATOM) == "示例站"
    own = root.find("a:link[@rel='self']", ATOM)
    assert own is not None
    assert own.get("href") == f"{SITE}feed.xml"


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_few_single_and_newest_first(name: str) -> None:
    root = feed(name)
    ids = [entry.findtext("a:id", "", ATOM) for entry in root.findall("a:entry", ATOM)]
    assert 0 < len(ids) <= LENGTH
    assert len(set(ids)) == len(ids)
    times = [entry.findtext("a:updated", "", ATOM) for entry in root.findall("a:entry", ATOM)]
    assert times == sorted(times, reverse=True)
    assert root.findtext("a:updated", None, ATOM) == times[0]


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_page(name: str, directories: bool) -> None:
    publication = Publication("示例站", SITE, directories)
    made = {one.path: one for one in downloads(book_of(name), WORDS, publication)}
    addresses = {
        SITE + served(page.path, directories=directories)
        for page in site_of(book_of(name), WORDS).pages
    }
    links = ET.fromstring(made["feed.xml"].make()).findall("a:entry/a:link", ATOM)
    assert links
    assert {link.get("href", "").partition("#")[0] for link in links} <= addresses


def test_corrections_and_editions_are_told_and_drafts_are_not() -> None:
    told = news_of(book_of("tiny"))
    assert any("corrected-" in one.path and one.anchor == "corrections" for one in told)
    assert {one.page for one in told} & {"results/2024/first.md"} == set()
    published = {f"standards/{e.id}" for e in book_of("sample").library.editions if e.published}
    entries = {one.path for one in news_of(book_of("sample"))}
    assert entries & published
    assert any(one.related.endswith("changes.md") for one in news_of(book_of("sample")))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("most", [1, 7, 1000])
def test_the_newest_are_found_as_if_all_were_sorted(
    name: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = import_module("generator.exports.feed")
    monkeypatch.setattr(feed, "LENGTH", 100_000)
    everything = sorted(news_of(book_of(name)), key=lambda one: one.path)
    everything.sort(key=lambda one: one.date, reverse=True)
    monkeypatch.setattr(feed, "LENGTH", most)
    assert news_of(book_of(name)) == tuple(everything[:most])
    assert has_news(*published_in(book_of(name))) == bool(everything)


def test_a_book_without_anything_published_has_no_news() -> None:
    book = book_of("tiny")
    editions = tuple(one.model_copy(update={"published": None}) for one in book.library.editions)
    drafts = tuple(card for card in book.cards if card.result.state == "draft")
    assert drafts
    empty = replace(book, library=replace(book.library, editions=editions), cards=drafts)
    assert not has_news(*published_in(empty))
    assert news_of(empty) == ()
    assert "feed.xml" not in {one.path for one in downloads(empty, WORDS, PUBLICATION)}


def test_only_the_last_entry_of_a_result_has_its_figures() -> None:
    of_second = [one for one in news_of(book_of("tiny")) if "/2023/second/" in one.path]
    newest, *older = of_second
    assert "60.25" in newest.summary
    assert older
    assert [one for one in older if "60.25" in one.summary] == []


@pytest.mark.parametrize(
    ("address", "tag"),
    [
        ("https://example.org/", "tag:example.org,2024:/feed.xml"),
        ("http://127.0.0.1:8000/", "tag:127.0.0.1,2024:/feed.xml"),
        ("https://Example.org/party/", "tag:example.org,2024:/party/feed.xml"),
    ],
)
def test_a_name_is_made_of_the_host_and_the_folder(address: str, tag: str) -> None:
    assert Publication("x", address).tag(dt.date(2024, 5, 6), "feed.xml") == tag


def test_without_an_address_there_is_no_feed() -> None:
    assert [one for one in downloads(book_of("tiny"), WORDS) if one.format == "feed"] == []
    assert offered("tiny")["feed.xml"].pages == (
        "index.md",
        "standards/index.md",
        "results/index.md",
    )
