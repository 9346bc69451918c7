"""The feed: Atom as its specification wants it, with links that lead somewhere."""

import datetime as dt
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from made import NAMES, PUBLICATION, SITE, WORDS, book_of, files, offered
from msgspec import structs
from rendering import downloads, site_of

from generator.dataset.assessment import Assessment
from generator.exports.feed import LENGTH, News, Publication, feed_file, has_news, news
from generator.model.edition import Edition
from generator.scoring.summary import CardSummary
from generator.urls import served

GRAMMAR = etree.RelaxNG(file=str(Path(__file__).with_name("atom.rng")))
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def published_in(assessment: Assessment) -> tuple[tuple[Edition, ...], tuple[CardSummary, ...]]:
    return assessment.library.editions, assessment.book.summaries


def news_of(assessment: Assessment) -> tuple[News, ...]:
    return news(*published_in(assessment), WORDS)


def feed(name: str) -> ET.Element:
    return ET.fromstring(files(name)["feed.xml"])


def assert_valid(content: bytes) -> None:
    """Fail unless a feed keeps RFC 4287: its grammar, and what no grammar says."""
    document = etree.fromstring(content)
    GRAMMAR.assertValid(document)
    entries = document.findall("a:entry", ATOM)
    ids = [element.findtext("a:id", "", ATOM) for element in (document, *entries)]
    assert len(set(ids)) == len(ids)  # 4.1.1
    for entry in entries:
        links = [(link.get("rel"), link.get("type")) for link in entry.findall("a:link", ATOM)]
        assert links.count(("alternate", "text/html")) == 1  # 4.1.2
        assert entry.findtext("a:id", "", ATOM).isascii()
    times = [entry.findtext("a:updated", "", ATOM) for entry in entries]
    assert times == sorted(times, reverse=True)
    assert document.findtext("a:updated", "", ATOM) == times[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_feed_is_valid_by_its_specification(name: str) -> None:
    assert_valid(files(name)["feed.xml"])
    root = feed(name)
    assert root.findtext("a:author/a:name", None, ATOM) == "示例站"
    own = root.find("a:link[@rel='self']", ATOM)
    assert own is not None
    assert own.get("href") == root.findtext("a:id", "", ATOM) == f"{SITE}feed.xml"


@pytest.mark.parametrize(
    ("address", "tag"),
    [
        ("http://127.0.0.1:8000/", "tag:127.0.0.1,2024:/x"),
        ("https://User@Example.ORG/a/b/", "tag:example.org,2024:/a/b/x"),
        ("https://党建.中国/考核/", "tag:xn--n5qz54a.xn--fiqs8s,2024:/%E8%80%83%E6%A0%B8/x"),
        ("http://[fd00::1]:80/", "tag:fd00--1,2024:/x"),
    ],
)
def test_a_site_at_any_address_has_a_valid_feed(address: str, tag: str) -> None:
    publication = Publication('A & B <"示例">', address)
    assert publication.tag(dt.date(2024, 1, 1), "x") == tag
    made = {one.path: one for one in downloads(book_of("tiny"), WORDS, publication)}
    assert_valid(made["feed.xml"].make())


def test_two_corrections_of_one_day_are_two_entries_and_the_later_is_newer() -> None:
    book = book_of("tiny")
    card = next(card for card in book.book.summaries if card.state == "corrected")
    last = card.status[-1]
    twice = structs.replace(
        card, status=(*card.status, last.model_copy(update={"reason": "又一次"}))
    )
    summaries = [twice if one is card else one for one in book.book.summaries]
    told = news(book.library.editions, summaries, WORDS)
    folder = f"results/{card.year}/{card.organization.id}"
    newest, older = [one for one in told if one.path.startswith(f"{folder}/corrected-")]
    assert (newest.path, older.path) == (f"{older.path}-2", f"{folder}/corrected-{last.date}")
    assert "又一次" in newest.summary
    assert_valid(feed_file(book.library.editions, summaries, PUBLICATION, WORDS))


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
    everything = sorted(
        news_of(book_of(name)), key=lambda one: (one.path.rpartition("/")[0], -one.place)
    )
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
