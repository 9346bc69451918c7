"""With navigation.instant, pages shown without being loaded work like those that are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import TINY
from playwright.sync_api import Browser, Page, Route, expect
from served import Watched, serving
from sites import build_once, copy_guides

pytestmark = pytest.mark.system
INSTANT = ("  features:\n", "  features:\n    - navigation.instant\n")
YEAR = "results/2023/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    def make(project: Path) -> None:
        copy_guides(project, TINY)

    built = build_once(tmp_path_factory.mktemp("instant"), make, [INSTANT])
    assert built.code == 0, built.output
    with serving(built.site) as served:
        addresses = built.site / "sitemap.xml"  # the theme follows what stands here, port and all
        text = addresses.read_text("utf-8").replace("http://127.0.0.1:8000", served)
        addresses.write_text(text, encoding="utf-8")
        yield served


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """The home page, from which links are followed; nothing may go wrong on the way."""
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        seen = Watched(context)
        seen.open(f"{address}/")
        yield seen
        seen.gather()
        assert seen.wrong == []


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


def follow(page: Page, path: str) -> None:
    """Follow a link that is put on the page; fails if the browser loads the page anew."""
    page.evaluate("window.kept = true")
    page.evaluate(
        """(path) => {
          const link = document.createElement("a");
          link.href = path;
          document.querySelector("article").append(link);
          link.click();
        }""",
        f"/{path}",
    )
    page.wait_for_url(f"**/{path}")
    expect(page.locator(f"link[rel=canonical][href$='/{path}']")).to_have_count(1)
    assert page.evaluate("window.kept === true")


def works(page: Page) -> None:
    """The page of a year filters, sorts and prints, each by one set of controls."""
    expect(page.locator("form.sb-filter")).to_have_count(1)
    rows = page.locator("table[data-filter] tbody tr")
    count = rows.count()
    assert count > 1
    page.locator("form.sb-filter input").fill("没有这个词")
    expect(page.locator("table[data-filter] tbody tr:visible")).to_have_count(0)
    page.locator("form.sb-filter input").fill("")
    expect(page.locator("table[data-filter] tbody tr:visible")).to_have_count(count)
    heading = page.locator("table[data-filter] thead th").nth(1)
    heading.click()
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    button = page.locator("button[data-print]")
    expect(button).to_be_visible()
    page.evaluate("() => { window.printed = 0; window.print = () => (window.printed += 1); }")
    button.click()
    assert page.evaluate("window.printed") == 1


def test_a_year_filters_sorts_and_prints(page: Page) -> None:
    follow(page, YEAR)
    works(page)


def test_a_page_of_which_the_theme_tells_twice_has_one_set_of_controls(page: Page) -> None:
    follow(page, YEAR)
    page.evaluate("window.document$.next(document)")
    works(page)


def test_it_still_does_after_going_back(page: Page, address: str) -> None:
    follow(page, YEAR)
    follow(page, "guide/score/")
    page.go_back()
    page.wait_for_url(f"{address}/{YEAR}")
    expect(page.locator("table[data-filter]")).to_have_count(1)
    works(page)


def test_the_box_searches_from_a_page_further_down(page: Page, address: str) -> None:
    follow(page, YEAR)
    follow(page, "guide/score/")
    box = page.locator("#scorebook-search")
    box.fill("会议")
    result = page.locator("[data-search-list] a").first
    expect(result).to_be_visible()
    box.press("Enter")
    page.wait_for_url(f"{address}/search/?q=*")
    expect(page.locator("[data-search-results] li").first).to_be_visible()


def test_the_page_of_results_works_when_it_is_shown_again(page: Page, address: str) -> None:
    for _ in range(2):
        follow(page, "search/")
        page.locator("[data-search-page] input[name=q]").fill("会议")
        expect(page.locator("[data-search-results] li").first).to_be_visible()
        page.wait_for_url(f"{address}/search/?q=*")
        follow(page, YEAR)
        works(page)


def come_to_search_without_its_script(page: Page) -> list[Route]:
    """Show the page of results; returns the requests for its script, which wait."""
    held = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/search/page*.js", hold)
    with page.expect_request("**/assets/search/page*.js"):
        follow(page, "search/")
    return held


def test_what_is_typed_before_the_script_is_there_is_searched_for(page: Page) -> None:
    held = come_to_search_without_its_script(page)
    page.locator("[data-search-page] input[name=q]").fill("会议")
    for route in held:
        route.continue_()
    expect(page.locator("[data-search-results] li").first).to_be_visible()


def test_a_page_of_results_that_is_left_at_once_is_not_missed(page: Page) -> None:
    held = come_to_search_without_its_script(page)
    follow(page, YEAR)
    for route in held:
        route.continue_()
    works(page)


def test_a_result_that_is_followed_closes_the_list(page: Page) -> None:
    page.locator("#scorebook-search").fill("会议")
    page.evaluate("window.kept = true")
    page.locator("[data-search-list] a[href*='clauses']").first.click()
    page.wait_for_url("**/clauses/**")
    expect(page.locator("[data-search-panel]")).to_be_hidden()
    assert page.evaluate("window.kept === true")
