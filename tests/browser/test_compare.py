"""Organizations side by side: what is chosen stands in the address, and the figures are theirs."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from served import serving
from sites import Build

pytestmark = pytest.mark.system
CHOSEN = ("legal", "women", "culture-palace")
ADDRESS = "results/compare/?year=2024&" + "&".join(f"of={id}" for id in CHOSEN)


@pytest.fixture(scope="module")
def address(sample_site: Build) -> Iterator[str]:
    with serving(sample_site.site) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=ViewportSize(width=360, height=640)) as context:
        yield context.new_page()


def row(page: Page, figure: str) -> list[str]:
    return page.locator(f"[data-figure={figure}] td").all_inner_texts()


def test_the_organizations_of_an_address_stand_side_by_side(
    address: str, phone: Page, sample_site: Build
) -> None:
    file = sample_site.site / "results/2024/results-2024.json"
    results = {r["organization"]["id"]: r for r in json.loads(file.read_bytes())["results"]}
    phone.goto(f"{address}/{ADDRESS}")
    phone.wait_for_selector("[data-figure=total] td")
    assert [float(total) for total in row(phone, "total")] == [
        results[id]["total"] for id in CHOSEN
    ]
    assert row(phone, "grade") == [results[id]["grade"]["title"] for id in CHOSEN]
    lost = [float(points.replace("−", "-")) for points in row(phone, "negative")]
    assert lost == [-results[id]["negative"] for id in CHOSEN]
    assert phone.locator("[data-figure=total] strong").all_inner_texts() == ["85.76"]
    cells = "[...document.querySelectorAll('.sb-compare td, .sb-compare th')]"
    right = phone.evaluate(f"Math.max(...{cells}.map(c => c.getBoundingClientRect().right))")
    assert right <= 360


def test_a_choice_stands_in_the_address(address: str, phone: Page) -> None:
    phone.goto(f"{address}/results/compare/?of=legal")
    phone.wait_for_selector("[data-figure=total] td")
    phone.locator("select[name=of]").nth(1).select_option("office")
    phone.wait_for_function("location.search.includes('of=office')")
    phone.goto(phone.url)
    phone.wait_for_selector("[data-figure=total] td:nth-of-type(2)")
    chosen = phone.locator("select[name=of]").evaluate_all("all => all.map(one => one.value)")
    assert chosen == ["legal", "office", ""]
    phone.locator("thead a").first.click()
    phone.wait_for_url("**/results/*/legal/")
