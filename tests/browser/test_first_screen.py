"""What a phone shows first of a scorecard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from served import serving
from sites import Build

pytestmark = pytest.mark.system
PHONE = ViewportSize(width=360, height=640)


@pytest.fixture(scope="module")
def phone(sample_site: Build, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page as wide as a phone, and the addresses of all cards."""
    cards = sorted(sample_site.site.glob("results/202?/*/index.html"))
    with serving(sample_site.site) as address, browser.new_context(viewport=PHONE) as context:
        paths = [card.parent.relative_to(sample_site.site).as_posix() for card in cards]
        yield context.new_page(), [f"{address}/{path}/" for path in paths]


NEEDED = ".sb-score-value, .sb-why, .sb-points, .sb-next"


def test_score_grade_reason_and_points_stand_on_the_first_screen(
    phone: tuple[Page, list[str]],
) -> None:
    page, addresses = phone
    below = []
    for address in addresses:
        page.goto(address, wait_until="domcontentloaded")
        ends = page.evaluate(
            f"[...document.querySelectorAll({NEEDED!r})].map(e => e.getBoundingClientRect().bottom)"
        )
        if max(ends, default=0) > PHONE["height"]:
            below.append((address, max(ends)))
    assert below == []


def test_an_address_of_a_folded_line_unfolds_it(phone: tuple[Page, list[str]]) -> None:
    page, addresses = phone
    page.goto(next(address for address in addresses if "/legal/" in address))
    folded = page.locator("details.sb-fold .sb-rest li[id]").last
    name = folded.get_attribute("id")
    page.goto(f"{page.url}#{name}")
    page.wait_for_function("name => document.getElementById(name).offsetParent !== null", arg=name)
    assert folded.evaluate("e => e.getBoundingClientRect().top") < PHONE["height"]


def test_a_row_of_the_ranking_takes_three_lines_of_a_phone(
    phone: tuple[Page, list[str]],
) -> None:
    page, addresses = phone
    page.goto(addresses[-1].rstrip("/").rpartition("/")[0] + "/")
    page.locator("table.sb-stacked tr[id]").first.wait_for()
    heights = page.evaluate(
        "[...document.querySelectorAll('.sb-stacked tr[id^=row-]')].map(row => row.offsetHeight)"
    )
    assert heights
    assert max(heights) < 130
