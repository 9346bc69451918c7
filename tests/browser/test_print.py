"""What stands on every sheet of paper, and how small it is."""

import io
from collections.abc import Iterator
from typing import Literal
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from served import serving
from sites import Build

pytestmark = pytest.mark.system
SHEETS = {
    "results/2024/office/": "2024年版",
    "results/2024/": "2024年版",
    "standards/2025/negative-list/": "2025年版",
    "standards/2025/whole/": "2025年版",
    "standards/2025/changes/": "2025年版",
}
SMALL = """() => [...document.querySelectorAll("article *")]
  .filter(e => !e.closest("svg") && e.getClientRects().length
    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .filter(e => parseFloat(getComputedStyle(e).fontSize) < 11.99)
  .map(e => [e.className, e.localName, getComputedStyle(e).fontSize].join(" "))"""
"""Names what is smaller than 9 points, which are 12 pixels of CSS."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def page(sample_site: Build, browser: Browser) -> Iterator[Page]:
    with serving(sample_site.site) as address, browser.new_context(base_url=address) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", SHEETS)
def test_every_sheet_says_what_it_is_and_its_number(page: Page, path: str) -> None:
    page.goto(f"/{path}")
    pdf = io.BytesIO(page.pdf(prefer_css_page_size=True))
    sheets = [sheet.extract_text() for sheet in PdfReader(pdf).pages]
    for number, text in enumerate(sheets, start=1):
        words = "".join(normalize("NFKC", text).split())
        assert f"{number}/{len(sheets)}" in words
        assert SHEETS[path] in words
        assert "(示例)" in words
        assert "日" in words


@pytest.mark.parametrize("path", SHEETS)
def test_nothing_on_paper_is_smaller_than_nine_points_or_too_light(page: Page, path: str) -> None:
    """Whichever colours the system prefers."""
    page.goto(f"/{path}")
    for scheme in SCHEMES:
        page.emulate_media(media="print", color_scheme=scheme)
        assert sorted(set(page.evaluate(SMALL))) == []
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="light")


def test_a_filtered_list_says_on_paper_that_it_is_filtered(page: Page) -> None:
    page.goto("/results/2024/")
    page.locator(".sb-filter select").nth(1).select_option("良好")
    page.emulate_media(media="print")
    assert "良好" in page.locator(".sb-filtered").first.inner_text()
    page.emulate_media(media="screen")
