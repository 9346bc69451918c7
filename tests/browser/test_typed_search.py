"""The search of the built site, as a person uses it: typed into the real pages, in Chromium,
under the site's policy, from a folder below the root of the server.

Truth is the text that each page is indexed for, taken literally; a test holds that this text
stands in the built page.
"""

import random
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import pytest
from paths import TINY
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser
from served import serving
from sites import Build, build_once, copy_guides

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.search.record import Record
from generator.search.records import book_records, card_records

pytestmark = pytest.mark.system
SEED = 20260101
HAN = re.compile(r"[㐀-鿿]{2,}")
ABSENT = ["龘靐齉", "火星探测", "党费纪检", "会三课一", "zzzz", "s99-d9", "ST-2026-014", "xyz-01"]
FIND = """async ([query, filters]) => {
  const index = await import(new URL("/sub/assets/search/index.js", location.href).href);
  const found = await index.find(query, filters);
  const entries = await Promise.all(found.numbers.map(index.entry));
  return entries.map((entry) => entry.address);
}"""
TOGETHER = """async (query) => {
  const index = await import(new URL("/sub/assets/search/index.js", location.href).href);
  const groups = await index.gathered((await index.find(query)).numbers);
  const entries = await Promise.all(groups.map(index.entries));
  return entries.map((group) => group.map((entry) => entry.address));
}"""


@contextmanager
def serving_below(site: Path, root: Path) -> Iterator[str]:
    """Serve a site as ``/sub/`` of a server, whose folder is `root`."""
    root.mkdir(exist_ok=True)
    (root / "sub").symlink_to(site)
    with serving(root) as address:
        yield f"{address}/sub/"


@pytest.fixture(scope="module")
def url(sample_site: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_below(sample_site.site, tmp_path_factory.mktemp("root")) as address:
        yield address


@pytest.fixture(scope="module")
def home(browser: Browser, url: str) -> Iterator[Page]:
    """One page that many queries are typed into."""
    page = browser.new_page()
    page.goto(url)
    yield page
    page.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@dataclass(frozen=True)
class Truth:
    """What is indexed, and where any text literally stands."""

    records: tuple[Record, ...]

    def holding(self, text: str) -> set[str]:
        return {
            one.address
            for one in self.records
            if any(text in shown for shown in (one.title, *one.texts))
        }

    def texts(self) -> list[str]:
        return [text for one in self.records for text in (one.title, *one.texts)]


@pytest.fixture(scope="module")
def truth(sample: Assessment) -> Truth:
    """Everything but the guides, of which only some pages are written by hand."""
    book, words = sample.without_drafts(), labels("zh")
    return Truth((*book_records(book.book, words), *card_records(book.cards, words)))


@pytest.fixture(scope="module")
def substrings(truth: Truth) -> list[str]:
    """Three hundred stretches of 2 to 8 Han characters, drawn from all texts alike."""
    draw = random.Random(SEED)
    runs = sorted({run for text in truth.texts() for run in HAN.findall(text)})
    drawn = []
    for _ in range(300):
        run = draw.choice(runs)
        length = min(len(run), draw.randint(2, 8))
        start = draw.randint(0, len(run) - length)
        drawn.append(run[start : start + length])
    return drawn


def found(page: Page, query: str, **filters: str) -> list[str]:
    """The addresses of all results, best first, by the function that the box itself uses."""
    addresses: list[str] = page.evaluate(FIND, [query, filters])
    return addresses


def together(page: Page, query: str) -> list[list[str]]:
    """The same with the editions of a clause together, as they are shown."""
    groups: list[list[str]] = page.evaluate(TOGETHER, query)
    return groups


def apart_from_guides(addresses: list[str]) -> list[str]:
    return [address for address in addresses if not address.startswith("guide/")]


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def typed(page: Page, query: str) -> list[str]:
    """Type into the box in the header; the addresses of the results that it shows."""
    box = page.locator("#scorebook-search")
    box.fill("")
    box.press_sequentially(query)
    expect(page.locator("[data-search-list]")).to_have_attribute("data-query", query)
    links = page.locator("[data-search-list] a.search-result").all()
    return [str(link.get_attribute("href")).partition("/sub/")[2] for link in links]


def test_what_is_indexed_stands_in_the_built_page(sample_site: Build, truth: Truth) -> None:
    pages: dict[str, str] = {}
    for record in truth.records:
        path = record.address.partition("#")[0]
        if path not in pages:
            html = (sample_site.site / path / "index.html").read_text("utf-8")
            article = LexborHTMLParser(html).css_first("article")
            assert article
            pages[path] = plain(article.text())
        for text in (record.title, *record.texts):
            for piece in re.split(r"[\s：]+", text):
                assert plain(piece) in pages[path], record.address


def test_han_substrings_are_found_like_by_the_browser_itself(
    home: Page, truth: Truth, substrings: list[str]
) -> None:
    recalls, precisions = [], []
    for query in substrings:
        wanted = truth.holding(query)
        got = apart_from_guides(found(home, query))
        recalls.append(len(wanted & set(got)) / len(wanted))
        first = got[:10]
        precisions.append(len(wanted & set(first)) / len(first))
    assert len(substrings) >= 200
    assert sum(recalls) / len(recalls) >= 0.99
    assert sum(precisions) / len(precisions) >= 0.95


def test_every_id_typed_whole_comes_first(home: Page, truth: Truth) -> None:
    ids = sorted({id for record in truth.records for id in record.ids})
    for id in ids:
        owners = {record.address for record in truth.records if id in record.ids}
        assert set(found(home, id)[: len(owners)]) == owners, id


def test_every_name_of_an_organization_comes_first(home: Page, sample: Assessment) -> None:
    for one in sample.book.organizations:
        for name in (one.name, *(former.name for former in one.formerly if former.name)):
            assert found(home, name)[0] == f"organizations/{one.id}/", name


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("Ｓ０１－Ｄ１", "standards/2025/clauses/s01/"),
        ("N05", "standards/2025/negative-list/#n05"),
        ("（2023年版）", "standards/2023/"),
        ("“一岗双责”", "standards/2025/clauses/s03/"),
        ("落实“一岗双责”", "standards/2025/clauses/s03/"),
        ("legal", "organizations/legal/"),
        ("党员学时达标率为94.1%", "results/2025/legal/"),
        ("党员学时达标率为９４．１％", "results/2025/legal/"),
        ("应到220人次，实到171人次", "results/2024/legal/"),
        ("法律工作部党支部 2024", "results/2024/legal/"),
        ("scorebook check", "guide/"),
        ("YAML", "guide/"),
        ("scorebo", "guide/"),
    ],
)
def test_codes_widths_cases_and_english(home: Page, query: str, address: str) -> None:
    assert found(home, query)[0].startswith(address)


@pytest.mark.parametrize("query", ABSENT)
def test_what_stands_nowhere_is_not_found(home: Page, query: str) -> None:
    assert found(home, query) == []


def test_several_words_mean_all_and_a_quoted_phrase_just_that(home: Page, truth: Truth) -> None:
    both = set(apart_from_guides(found(home, "党费 公示")))
    assert both == set(apart_from_guides(found(home, "公示　党费")))
    for one in truth.records:
        whole = "\n".join((one.title, *one.texts))
        assert ("党费" in whole and "公示" in whole) == (one.address in both)
    assert found(home, '"s01 研究部署"')[0] == "standards/2025/clauses/s01/"
    assert found(home, '"研究部署 s01"') == []


def test_clauses_come_before_cards_and_new_before_old(home: Page) -> None:
    got = apart_from_guides(found(home, "党费"))
    cards = [address.startswith("results/") for address in got]
    assert cards == sorted(cards)
    assert {True, False} == set(cards)  # both kinds are there to be ordered
    standards = [one for one in got if one.endswith("/clauses/s22/")]
    assert standards == [f"standards/{year}/clauses/s22/" for year in (2025, 2024, 2023)]


def test_a_clause_of_three_editions_is_one_result_with_three_years(page: Page, url: str) -> None:
    page.goto(f"{url}search/?q=s22")
    first = page.locator("[data-search-results] > li").first
    assert "考核标准 · 2025 · 2024 · 2023" in first.inner_text()
    others = first.locator(".search-years a")
    addresses = others.evaluate_all("links => links.map(link => link.href)")
    assert addresses == [f"{url}standards/{year}/clauses/s22/" for year in (2024, 2023)]
    assert others.all_inner_texts() == ["2024", "2023"]


def test_filters_leave_what_they_name(home: Page, truth: Truth) -> None:
    got = found(home, "党费", kind="scorecard", year="2024", organization="branch")
    assert got
    assert set(got) == {
        one.address
        for one in truth.records
        if one.kind == "scorecard"
        and one.years == ("2024",)
        and one.organization == "branch"
        and any("党费" in text for text in (one.title, *one.texts))
    }
    assert found(home, "", grade="excellent")


@pytest.mark.parametrize("query", ["，。", "---", "“”", "……"])
def test_signs_alone_find_nothing_and_say_so(page: Page, url: str, query: str) -> None:
    page.goto(f"{url}search/?q={quote(query)}")
    expect(page.locator("[data-search-count]")).not_to_be_empty()
    assert page.locator("[data-search-count]").inner_text() == labels("zh")("ui.search.signs")
    assert page.locator("main a.search-result, main a.search-offer").count() == 0
    assert typed(page, query) == []
    assert page.locator("[data-search-status]").inner_text() == labels("zh")("ui.search.signs")


def test_a_long_text_is_shown_from_and_to_whole_words(page: Page, url: str) -> None:
    page.goto(f"{url}search/?q=mkdocs")
    page.wait_for_selector("main mark")
    marked = page.locator("main mark").all_inner_texts()
    assert all(text.lower().startswith("mkdocs") for text in marked)


def test_typing_into_the_header_shows_the_same(home: Page, substrings: list[str]) -> None:
    for query in [*substrings[:40], "s22", "n05", "法律工作部党支部"]:
        got = typed(home, query)
        assert [one.partition("#")[0] for one in got] == [
            group[0].partition("#")[0] for group in together(home, query)[:8]
        ], query
        assert sorted(chain.from_iterable(together(home, query))) == sorted(found(home, query))
        assert str(len(together(home, query))) in home.locator("[data-search-status]").inner_text()


def test_the_box_is_used_by_keyboard_alone(page: Page, url: str) -> None:
    page.goto(f"{url}standards/2025/")
    page.keyboard.press("/")
    page.keyboard.type("三会一课")
    page.wait_for_selector("[data-search-list] a.search-result")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused = page.locator("[data-search-list] a.search-result").nth(1)
    assert focused.evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    assert page.locator("[data-search-panel]").is_hidden()
    assert page.evaluate("document.activeElement.id") == "scorebook-search"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("s22")
    page.wait_for_selector("[data-search-list][data-query=s22] a.search-result")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/standards/2025/clauses/s22/")


def test_the_number_of_results_is_announced(page: Page, url: str) -> None:
    page.goto(url)
    status = page.locator("[data-search-status]")
    assert (status.get_attribute("role"), status.get_attribute("aria-live")) == ("status", "polite")
    page.fill("#scorebook-search", "三会一课")
    page.wait_for_selector("[data-search-list] a.search-result")
    assert re.fullmatch(r"找到\d+条", status.inner_text())


def test_enter_leads_to_the_page_of_results(page: Page, url: str) -> None:
    page.goto(f"{url}results/2024/legal/")
    page.keyboard.press("/")
    page.keyboard.type("党费")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}search/?q=*")
    page.wait_for_selector("a.search-result")


def test_an_address_carries_a_search_with_its_filters(page: Page, url: str) -> None:
    page.goto(f"{url}search/?q={quote('三会一课')}&kind=standard&year=2023")
    results = page.locator("main a.search-result")
    results.first.wait_for()
    assert results.count() == 1
    assert "考核标准 · 2023" in results.inner_text()
    assert results.locator("mark").first.inner_text() == "三会一课"
    assert "三 会" not in results.inner_text()
    assert results.get_attribute("href") == f"{url}standards/2023/clauses/s17/"
    page.select_option("select[name=year]", "2024")
    page.wait_for_url(f"{url}search/?q=*&kind=standard&year=2024")
    page.wait_for_selector(f"main a.search-result[href='{url}standards/2024/clauses/s17/']")


def test_more_results_are_shown_when_asked_for(page: Page, url: str) -> None:
    page.goto(f"{url}search/?q={quote('党支部')}")
    results = page.locator("main a.search-result")
    results.nth(9).wait_for()
    assert results.count() == 10
    page.click("[data-search-more]")
    results.nth(19).wait_for()
    assert results.nth(10).evaluate("link => link === document.activeElement")


@pytest.mark.parametrize(
    ("query", "offer"),
    [("s01-d9", "s01-d1"), ("s01d1", "s01-d1"), ("n5", "n05"), ("党费探测", "党费")],
)
def test_nothing_found_offers_what_comes_near(page: Page, url: str, query: str, offer: str) -> None:
    page.goto(f"{url}search/?q={quote(query)}")
    offers = page.locator("main a.search-offer")
    offers.first.wait_for()
    assert page.locator("[data-search-count]").inner_text() == "没有找到。"
    assert offer in offers.all_inner_texts()


def test_an_empty_search_has_a_plain_address(page: Page, url: str) -> None:
    page.goto(f"{url}search/?q=")
    page.wait_for_url(f"{url}search/")


def test_the_id_of_a_situation_leads_to_its_row(page: Page, url: str) -> None:
    page.goto(f"{url}search/?q=S01-D1")
    first = page.locator("main a.search-result").first
    first.wait_for()
    assert first.get_attribute("href") == f"{url}standards/2025/clauses/s01/#s01-d1"


def test_markup_in_a_query_stays_text(page: Page, url: str) -> None:
    page.goto(f"{url}search/?q={quote('<img src=x onerror=alert(1)> 党费')}")
    page.wait_for_selector("main a.search-offer")
    assert page.locator("main img").count() == 0


def test_the_box_fits_a_narrow_screen(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(url)
    page.click("label[for=scorebook-search]")
    page.keyboard.type("三会一课")
    page.wait_for_selector("[data-search-list] a.search-result")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_page_has_the_box_and_no_index_of_the_theme(sample_site: Build) -> None:
    for path in sample_site.site.rglob("*.html"):
        assert path.read_text("utf-8").count("data-search-box") == 1, path
    assert not (sample_site.site / "search" / "search_index.json").exists()


def test_the_scripts_break_no_rule_of_the_policy(page: Page, url: str) -> None:
    """Only scripts of the theme itself may be told of, never files of the search."""
    told: list[str] = []
    page.on("console", lambda message: told.append(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: told.append(str(error.stack)))
    page.goto(f"{url}search/?q={quote('党费')}")
    page.wait_for_selector("a.search-result")
    assert not [line for line in told if "assets/search" in line]


def test_without_directory_addresses_the_search_works_alike(
    browser: Browser, tmp_path: Path
) -> None:
    files = [("strict: true", "strict: true\nuse_directory_urls: false")]
    built = build_once(tmp_path, lambda project: copy_guides(project, TINY), files)
    with serving_below(built.site, tmp_path / "root") as url, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}results/2023/first.html")
        page.keyboard.press("/")
        page.keyboard.type("s1-d1")
        page.wait_for_selector("[data-search-list] a.search-result")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/index.html?q=s1-d1")
        first = page.locator("main a.search-result").first
        first.wait_for()
        assert str(first.get_attribute("href")).endswith("/clauses/s1.html#s1-d1")
