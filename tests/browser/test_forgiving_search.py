"""What a query may have meant that finds nothing, on the built page of results."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import Build
from test_typed_search import serving_below

from generator.messages.labels import labels

pytestmark = pytest.mark.system
SEARCH = labels("zh").section("ui")["search"]


@pytest.fixture(scope="module")
def url(sample_site: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving_below(sample_site.site, tmp_path_factory.mktemp("root")) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def asked(page: Page, url: str, query: str) -> str:
    page.goto(f"{url}search/?q={quote(query)}")
    count = page.locator("[data-search-count]")
    expect(count).not_to_be_empty()
    return count.inner_text()


@pytest.mark.parametrize(
    ("query", "meant", "how"),
    [
        ("财务党支部", "财务部党支部", "similar"),
        ("工会学校行政支部", "工会干部学校行政后勤党支部", "similar"),
        ("党支部财务部", "财务部党支部", "similar"),
        ("财务邦党支部", "财务部党支部", "similar"),
        ("财务部党支", "", ""),
        ("sanhuiyike", "三会一课", "pinyin"),
        ("shyk", "三会一课", "pinyin"),
    ],
)
def test_what_was_nearly_typed_is_found_and_said_so(
    page: Page, url: str, query: str, meant: str, how: str
) -> None:
    told = asked(page, url, query)
    page.locator("main a.search-result").first.wait_for()
    if meant:
        start = SEARCH[how].format(query=query, words=meant, count="|").partition("|")[0]
        assert told.startswith(start)
        assert meant in page.locator("main a.search-result").first.inner_text()
    else:
        assert told.startswith(SEARCH["count"].partition("{")[0])


@pytest.mark.parametrize("query", ["龘靐齉", "zzzz", "火星探测"])
def test_no_answer_is_without_a_way_on(page: Page, url: str, query: str) -> None:
    assert asked(page, url, query) == SEARCH["none"]
    expect(page.locator("[data-search-onward]")).to_be_visible()
    assert page.locator("[data-search-onward] a").count() == 3


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("扣分", "costs"),
        ("怎么申诉", "objections"),
        ("分数怎么算的", "calculation"),
        ("整改", "rectification"),
        ("逾期", "rectification"),
        ("排名", "ranking"),
        ("什么时候公布", "dates"),
        ("公示", "dates"),
    ],
)
def test_an_everyday_word_leads_to_its_answer_and_is_said_so(
    page: Page, url: str, query: str, answer: str
) -> None:
    page.goto(f"{url}search/?q={quote(query)}")
    shown = page.locator("main .search-everyday")
    expect(shown).to_contain_text(SEARCH["everyday"].format(query=query))
    wanted = labels("zh").section("answers")[answer]["title"]
    expect(shown.locator("a").first).to_have_text(wanted)
    shown.locator("a").first.click()
    page.wait_for_url(re.compile("results|standards|ledger"))
    assert page.evaluate("!location.hash || document.querySelector(location.hash) !== null")


def test_a_phrase_in_quotation_marks_and_a_name_have_no_everyday_answer(
    page: Page, url: str
) -> None:
    for query in ("“整改”", "s01", "财务部党支部"):
        asked(page, url, query)
        expect(page.locator("main .search-everyday")).to_have_count(0)
