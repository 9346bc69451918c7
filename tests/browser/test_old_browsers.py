"""The site in the oldest Chromium that it promises to work in, and in a later one.

``make browsers`` fetches them. They are driven over their DevTools protocol. The other modules of
this folder hold today's Chromium to the same; what it shows is the measure for these.
"""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from devtools import Browser, Tab
from pypdf import PdfReader
from served import serving
from sites import Build

pytest_plugins = ("browsers",)
pytestmark = pytest.mark.system

KINDS = (
    "",
    "standards/",
    "standards/2025/",
    "standards/2025/clauses/s07/",
    "standards/2025/negative-list/",
    "standards/2025/changes/",
    "results/2024/",
    "results/2024/legal/",
    "organizations/legal/",
    "guide/score/",
    "search/",
    "404.html",
)
CARD = "results/2024/legal/"
YEAR = "results/2024/"
QUERIES = ("党费", "s22", "Ｓ０１－Ｄ１", "“一岗双责”", "法律工作部党支部", "scorebo", "党费 公示")
BOXES = {
    CARD: (".sb-crumbs li", ".sb-answer p", ".sb-facts > div", ".sb-table", ".sb-downloads a"),
    YEAR: (".sb-facts > div", ".sb-filter > *", ".sb-table th", "td.sb-n", ".md-nav__link"),
    "search/": (".sb-search-query > *", ".sb-search-filters > *"),
    "": (".sb-counts li", ".sb-tiles a"),
}
"""Boxes whose places are compared, by page."""

SLACK = 40
"""Pixels by which a box may differ: columns of a table share what is left over otherwise."""

PLACES = """(selector) => [...document.querySelectorAll(selector)]
  .filter((one) => one.offsetParent && !one.closest("details:not([open])"))
  .map((one) => {
    const { left, width } = one.getBoundingClientRect();
    return [left, width, getComputedStyle(one).textAlign.replace("start", "left")];
  })"""
TEXT = """(() => {
  document.querySelectorAll("article .sb-filter, article select").forEach((one) => one.remove());
  return document.querySelector("article").innerText.split(/\\s+/).filter(Boolean);
})()"""
VISIBLE = "[...document.querySelectorAll('table[data-filter] tbody tr:not([hidden])')]"
RESULTS = "document.querySelectorAll('main a.search-result').length"
LIST = "document.querySelector('[data-search-list]')"
Measure = Callable[[str, str], object]


@dataclass(frozen=True)
class Site:
    """The sample, built and served under the policy."""

    address: str
    folder: Path


@pytest.fixture(scope="module")
def site(sample_site: Build) -> Iterator[Site]:
    assert sample_site.code == 0, sample_site.output
    with serving(sample_site.site) as address:
        yield Site(address, sample_site.site)


@pytest.fixture(scope="module")
def measure(current: Browser, site: Site) -> Measure:
    """The value of an expression on a page, in today's browser."""
    measuring = current.new_tab()
    measuring.resize(1280)

    @cache
    def value(path: str, expression: str) -> object:
        measuring.open(f"{site.address}/{path}")
        return measuring.run(expression)

    return value


def test_no_page_complains_or_breaks_the_policy(tab: Tab, site: Site) -> None:
    for path in KINDS:
        tab.open(f"{site.address}/{path}")
        tab.wait_for("document.querySelector('[data-md-component=header]')")
    tab.open(f"{site.address}/")
    assert [text for text in tab.complaints() if "favicon" not in text] == []


def test_everything_that_can_be_read_today_can_be_read(
    tab: Tab, site: Site, measure: Measure
) -> None:
    for path in KINDS:
        tab.open(f"{site.address}/{path}")
        assert tab.run(TEXT) == measure(path, TEXT), path


@pytest.mark.parametrize("path", BOXES)
def test_boxes_stand_where_they_stand_today(
    tab: Tab, site: Site, measure: Measure, path: str
) -> None:
    tab.open(f"{site.address}/{path}")
    for selector in BOXES[path]:
        expression = f"({PLACES})({json.dumps(selector)})"
        here, there = tab.run(expression), measure(path, expression)
        assert isinstance(there, list)
        assert here
        assert len(here) == len(there)
        for (left, width, align), (left_today, width_today, align_today) in zip(
            here, there, strict=True
        ):
            assert align == align_today, selector
            assert abs(left - left_today) <= SLACK, selector
            assert abs(width - width_today) <= SLACK, selector


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(tab: Tab, site: Site, width: int) -> None:
    tab.resize(width)
    for path in KINDS:
        tab.open(f"{site.address}/{path}")
        assert tab.run("document.documentElement.scrollWidth") <= width, path


@pytest.fixture(scope="module")
def found_today(current: Browser, site: Site) -> dict[str, list[str]]:
    """What the box in the header shows for each query, in today's browser."""
    today = current.new_tab()
    today.resize(1280)
    today.open(f"{site.address}/{YEAR}")
    return {query: typed(today, query) for query in QUERIES}


def test_the_box_in_the_header_finds_what_it_finds_today(
    tab: Tab, site: Site, found_today: dict[str, list[str]]
) -> None:
    assert all(found_today.values())
    tab.open(f"{site.address}/{YEAR}")
    assert {query: typed(tab, query) for query in QUERIES} == found_today


def typed(tab: Tab, query: str) -> list[str]:
    """Type a query into the box in the header; the texts of what it shows."""
    tab.run("document.querySelector('#scorebook-search').value = ''")
    tab.run("document.activeElement.blur()")
    tab.press("/")
    tab.type(query)
    tab.wait_for(f"{LIST}.dataset.query === {json.dumps(query)} && {LIST}.children.length")
    return tab.texts("[data-search-list] a.search-result")


def test_the_box_is_used_by_keyboard_alone(tab: Tab, site: Site) -> None:
    tab.open(f"{site.address}/{YEAR}")
    assert typed(tab, "s22")
    tab.press("ArrowDown")
    assert tab.run("document.activeElement.classList.contains('search-result')")
    tab.press("Escape")
    assert tab.run("document.activeElement.id") == "scorebook-search"
    assert tab.run("document.querySelector('[data-search-panel]').hidden")


def test_the_page_of_results_narrows_and_shows_more(tab: Tab, site: Site) -> None:
    tab.open(f"{site.address}/search/?q={quote('党支部')}")
    tab.wait_for(f"{RESULTS} === 10")
    tab.click("[data-search-more]")
    tab.wait_for(f"{RESULTS} === 20")
    tab.run(
        """(() => {
          const year = document.querySelector("select[name=year]");
          year.value = "2024";
          year.dispatchEvent(new Event("change"));
        })()"""
    )
    tab.wait_for("location.search.endsWith('&year=2024')")
    tab.wait_for(f"{RESULTS} === 10")


def test_nothing_found_offers_what_comes_near(tab: Tab, site: Site) -> None:
    tab.open(f"{site.address}/search/?q=s01-d9")
    tab.wait_for("document.querySelector('main a.search-offer')")
    assert "s01-d1" in tab.texts("main a.search-offer")


def test_an_empty_search_has_a_plain_address(tab: Tab, site: Site) -> None:
    tab.open(f"{site.address}/search/?q=")
    tab.wait_for("location.search === ''")


def test_the_ranking_is_filtered_by_what_was_copied_too_and_sorted(tab: Tab, site: Site) -> None:
    tab.open(f"{site.address}/{YEAR}")
    tab.click(".sb-filter input")
    tab.type("法律")
    tab.wait_for(f"{VISIBLE}.length === 1")
    for query in ("没有", "法律\u2f2f作", "没有", "法\u200b律"):
        tab.run(f"document.querySelector('.sb-filter input').value = {json.dumps(query)}")
        tab.run("document.querySelector('.sb-filter').dispatchEvent(new Event('input'))")
        tab.wait_for(f"{VISIBLE}.length === {int(query != '没有')}")
    tab.run("document.querySelector('.sb-filter').reset()")
    tab.run("document.querySelector('.sb-filter').dispatchEvent(new Event('input'))")
    tab.wait_for(f"{VISIBLE}.length > 1")
    tab.click("table[data-filter] th:nth-child(5)")
    totals = tab.run(f"{VISIBLE}.map((row) => Number(row.cells[4].textContent))")
    assert totals in (sorted(totals), sorted(totals, reverse=True))


def test_the_chosen_colours_stay(tab: Tab, site: Site) -> None:
    tab.open(f"{site.address}/")
    tab.wait_for("document.querySelector('label[for=__palette_1]:not([hidden])')")
    tab.click("label[for=__palette_1]")
    tab.wait_for("document.body.dataset.mdColorScheme === 'slate'")
    tab.open(f"{site.address}/{CARD}")
    assert tab.run("document.body.dataset.mdColorScheme") == "slate"
    tab.run("localStorage.clear()")


def test_a_card_prints_on_two_pages_or_three(tab: Tab, site: Site) -> None:
    counts = []
    for card in sorted(site.folder.glob(f"{YEAR}*/index.html"))[:4]:
        tab.open(f"{site.address}/{card.parent.relative_to(site.folder).as_posix()}/")
        pages = PdfReader(io.BytesIO(tab.pdf())).pages
        assert (pages[0].mediabox.width, pages[0].mediabox.height) == pytest.approx(
            (595, 842), abs=1
        )
        assert "搜索条款" not in pages[0].extract_text()
        counts.append(len(pages))
    assert set(counts) <= {2, 3}
    assert max(counts) <= 3


PRINTED = (
    *(YEAR, f"{YEAR}office/", f"{YEAR}culture-palace/", "standards/2025/negative-list/"),
    *("standards/2025/changes/", "organizations/legal/", "guide/score/", "ledger/2024/"),
)


def test_nothing_prints_smaller_than_nine_points(tab: Tab, site: Site) -> None:
    """A browser shrinks all sheets of a page on which anything is wider than a sheet, so that the
    first one tells."""
    small = {}
    for path in PRINTED:
        tab.open(f"{site.address}/{path}")
        sizes = type_sizes(tab.pdf())
        if min(sizes) < 8.95:
            small[path] = min(sizes)
    assert small == {}


def type_sizes(pdf: bytes) -> set[float]:
    """The sizes of type on the first sheet of a document, in points."""
    sizes: set[float] = set()

    def visit(text: str, user: list[float], line: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.add(size * abs(line[3] or 1) * abs(user[3]))

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=visit)
    return sizes


def test_the_search_works_without_a_decompressor_of_the_browser(tab: Tab, site: Site) -> None:
    """As in Firefox before 113."""
    tab.open(f"{site.address}/{YEAR}")
    with_it = typed(tab, "党费 公示")
    tab.send("Page.addScriptToEvaluateOnNewDocument", source="delete window.DecompressionStream;")
    tab.open(f"{site.address}/{YEAR}")
    assert tab.run("'DecompressionStream' in window") is False
    assert typed(tab, "党费 公示") == with_it


def test_every_file_of_the_index_unpacks_alike_by_the_script(tab: Tab, site: Site) -> None:
    paths = [
        f"/{file.relative_to(site.folder).as_posix()}" for file in site.folder.rglob("*.json.gz")
    ]
    tab.open(f"{site.address}/{YEAR}")
    differing = tab.call(
        """async (paths) => {
          const { inflate } = await import("/assets/search/inflate.js");
          const differing = [];
          for (const path of paths) {
            const file = new Uint8Array(await (await fetch(path)).arrayBuffer());
            const stream = new Blob([file]).stream().pipeThrough(new DecompressionStream("gzip"));
            const whole = await new Response(stream).text();
            if (new TextDecoder().decode(inflate(file)) !== whole) differing.push(path);
          }
          return differing;
        }""",
        paths,
    )
    assert paths
    assert differing == []
