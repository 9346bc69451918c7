"""Every kind of page for everyone: accessible, narrow, printed, without scripts, alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from pypdf import PdfReader
from served import serving
from sites import Build

pytestmark = pytest.mark.system
KINDS = (
    "",
    "standards/",
    "standards/2025/",
    "standards/2025/whole/",
    "standards/2025/aspects/political/",
    "standards/2025/clauses/s07/",
    "standards/2025/items/",
    "standards/2025/adjustments/",
    "standards/2025/negative-list/",
    "standards/2025/changes/",
    "results/",
    "results/2024/",
    "results/2024/office/",
    "results/2024/culture-palace/",
    "results/2025/retired-cadres/",
    "organizations/",
    "organizations/legal/",
    "guide/score/",
    "search/",
    "guide/rules/",
    "ledger/",
    "ledger/2024/",
    "ledger/2024/uses/",
    "standards/2024/results-2024/",
)
LONGEST = "standards/2025/whole/"
COMPARED = "results/compare/?year=2024&of=legal&of=culture-palace"
"""Chosen by a script, and so the one page that says less without."""
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
THIN_OUT = """() => {
  const shape = (element) => [
    element.localName, element.getAttribute("class"), element.textContent.trim() !== "",
    "(", ...new Set([...element.children].map(shape)), ")",
  ].join(" ");
  const thin_out = (element) => {
    const counts = {};
    for (const child of [...element.children]) {
      const known = shape(child);
      counts[known] = (counts[known] ?? 0) + 1;
      if (counts[known] > 2) child.remove(); else thin_out(child);
    }
  };
  thin_out(document.body);
}"""
"""Leaves two of the neighbours that are alike but in their words, such as the rows of a table: to
look at each takes most of the time, and shows nothing new."""
TWICE = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return ids.filter((id, place) => ids.indexOf(id) !== place);
}"""
"""The ids that a page has more than once, which thinning out would hide."""
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}"


@dataclass(frozen=True)
class Served:
    address: str
    site: Path
    browser: Browser


@pytest.fixture(scope="module")
def served(sample_site: Build, browser: Browser) -> Iterator[Served]:
    with serving(sample_site.site) as address:
        yield Served(address, sample_site.site, browser)


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_no_page_hinders_anyone(served: Served, width: int, scheme: str) -> None:
    """Neither narrow nor wide, neither dark nor light. The longest page shows what others show
    too, and is looked at once."""
    with served.browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    ) as context:
        context.add_init_script(AXE)
        page = context.new_page()
        told: list[object] = []
        kinds = (*KINDS, COMPARED)
        for path in kinds if width < 1000 else [path for path in kinds if path != LONGEST]:
            page.goto(f"{served.address}/{path}")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                told.append((path, "scrolls sideways"))
            told += [(path, "twice", id) for id in page.evaluate(TWICE)]
            page.evaluate(THIN_OUT)
            found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
            told += [(path, o["id"], [n["target"] for n in o["nodes"]][:3]) for o in found]
        assert told == []


@dataclass
class Visit:
    """What all kinds of pages say, which hosts they ask, and of what they complain."""

    words: dict[str, list[str]] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visit(served: Served) -> Visit:
    visit = Visit()
    with served.browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: visit.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda said: _listen(said, visit))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        for path in KINDS:
            page.goto(f"{served.address}/{path}")
            visit.words[path] = _words(page)
        page.wait_for_load_state("networkidle")
    return visit


def _listen(said: ConsoleMessage, visit: Visit) -> None:
    if said.type in ("error", "warning"):
        visit.complaints.append(said.text)


def test_no_request_leaves_the_site_and_nothing_is_complained_of(
    served: Served, visit: Visit
) -> None:
    assert visit.hosts == {urlsplit(served.address).netloc}
    assert visit.complaints == []


def test_a_page_is_complete_without_scripts(served: Served, visit: Visit) -> None:
    with served.browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for path in KINDS:
            page.goto(f"{served.address}/{path}")
            assert _words(page) == visit.words[path], path


def _words(page: Page) -> list[str]:
    """What the article says, without the controls that only scripts can offer."""
    article = page.locator("article")
    controls = ".sb-filter, button, .sb-print, noscript"
    article.evaluate("(a, all) => a.querySelectorAll(all).forEach(e => e.remove())", controls)
    return article.inner_text().replace("▲", "").replace("▼", "").split()


def test_most_cards_print_on_two_sheets_and_none_on_more_than_three(
    served: Served, tmp_path: Path
) -> None:
    pages: list[int] = []
    with served.browser.new_context() as context:
        page = context.new_page()
        cards = sorted(
            served.site.glob("results/2024/*/index.html"), key=lambda c: c.stat().st_size
        )
        for card in cards[::-4]:  # from the longest to the shortest
            page.goto(f"{served.address}/{card.parent.relative_to(served.site).as_posix()}/")
            page.pdf(path=tmp_path / "card.pdf", prefer_css_page_size=True)
            pages.append(len(PdfReader(tmp_path / "card.pdf").pages))
    assert sum(count <= 2 for count in pages) >= 0.6 * len(pages)
    assert max(pages) <= 3


def test_an_address_without_a_page_leads_on_by_a_search(served: Served) -> None:
    with served.browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.address}/404.html")
        assert page.locator("h1").inner_text() == "没有这一页"
        page.locator("article input[name=q]").fill("党费")
        page.locator("article button").click()
        page.wait_for_url("**/search/?q=*")
        page.wait_for_selector("main a.search-result")


def test_the_own_card_is_two_actions_from_the_home_page(served: Served) -> None:
    with served.browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.address}/")
        page.locator("article").get_by_role("link", name="2024年度结果").first.click()
        page.locator("article").get_by_role("link", name="法律工作部党支部").first.click()
        page.wait_for_url(re.compile("/results/2024/legal/$"))
        assert "2024年度成绩单" in page.locator("h1").inner_text()


def test_the_ranking_is_filtered_and_sorted(served: Served) -> None:
    with served.browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.address}/results/2024/")
        rows = page.locator("table[data-filter] tbody tr:not([hidden])")
        every = rows.count()
        page.locator(".sb-filter select").nth(1).select_option("优秀")
        assert 0 < rows.count() < every
        assert {row.split("\t")[5].split()[0] for row in rows.all_inner_texts()} == {"优秀"}
        page.locator(".sb-filter select").nth(1).select_option("")
        for query in ("法律", "法律\u2f2f作", "法\u200b律"):
            page.locator(".sb-filter input").fill(query)
            assert rows.count() == 1, query
        page.locator(".sb-filter input").fill("")
        page.locator("table[data-filter] th").nth(4).press("Enter")
        totals = [float(row.split("\t")[4]) for row in rows.all_inner_texts()]
        assert totals in (sorted(totals), sorted(totals, reverse=True))


def test_a_ledger_is_filtered_by_its_address_and_sorted_by_day(served: Served) -> None:
    with served.browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.address}/ledger/2024/")
        page.locator(".sb-filter select").nth(2).select_option("已逾期")
        address = page.evaluate("location.href")
        assert "?" in address
        shown = "table[data-filter] tbody tr:not([hidden])"
        count = page.locator(shown).count()
        again = context.new_page()
        again.goto(address)
        assert again.locator(shown).count() == count > 0
        again.goto(f"{served.address}/ledger/2024/")
        again.locator("table[data-filter] th").filter(has_text="期限").press("Enter")
        days = again.locator("table[data-filter] tbody time").evaluate_all(
            "times => times.map((time) => time.closest('td').cellIndex === 5 && time.dateTime)"
        )
        deadlines = [day for day in days if day]
        assert deadlines in (sorted(deadlines), sorted(deadlines, reverse=True))


def test_a_ranking_is_sorted_by_the_sound_of_names_and_the_order_of_grades(served: Served) -> None:
    with served.browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.address}/results/2024/")
        table = page.locator("table[data-filter]").first
        table.locator("th").filter(has_text="党组织").first.press("Enter")
        names = table.locator("tbody th a").all_inner_texts()
        sound = page.evaluate(
            "names => [...names].sort(new Intl.Collator('zh-u-co-pinyin').compare)", names
        )
        assert names in (sound, sound[::-1])
        assert names != sorted(names)
        table.locator("thead th").filter(has_text="等次").press("Enter")
        grades = table.locator("tbody .sb-grade").all_inner_texts()
        places = [("优秀", "良好", "合格", "基本合格", "不合格").index(grade) for grade in grades]
        assert places in (sorted(places), sorted(places, reverse=True))
