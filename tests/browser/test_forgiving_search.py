"""What a query may have meant that finds nothing, on the built page of results."""

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
