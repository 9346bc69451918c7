"""Lines that can be passed on, and tables that a phone can read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from served import serving
from sites import Build

pytestmark = pytest.mark.system
PHONE = ViewportSize(width=360, height=640)
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
    "organizations/",
    "organizations/legal/",
    "ledger/2024/",
    "ledger/2024/uses/",
    "standards/2024/results-2024/",
)


@pytest.fixture(scope="module")
def address(sample_site: Build) -> Iterator[str]:
    with serving(sample_site.site) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE) as context:
        yield context.new_page()


OUTSIDE = """() => [...document.querySelectorAll("article tbody > tr > *, article tfoot > tr > *")]
  .filter(cell => cell.getBoundingClientRect().right > innerWidth).map(cell => cell.innerText)"""


def test_no_cell_lies_outside_a_phone(address: str, phone: Page) -> None:
    outside = {}
    for path in KINDS:
        phone.goto(f"{address}/{path}", wait_until="domcontentloaded")
        outside[path] = phone.evaluate(OUTSIDE)
    assert {path: cells for path, cells in outside.items() if cells} == {}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("results/2024/legal/", "#fix-s35"),
        ("results/2024/", "#row-legal"),
        ("standards/2025/negative-list/", "#n05"),
    ],
)
def test_the_address_of_a_line_is_copied_and_shows_it(
    address: str, phone: Page, path: str, line: str
) -> None:
    phone.goto(f"{address}/{path}")
    phone.evaluate(
        "document.addEventListener('copy', () => { window.copied = document.activeElement.value })"
    )
    phone.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    phone.locator(f"{line} .sb-copy").click()
    phone.wait_for_function("window.copied")
    copied = phone.evaluate("window.copied")
    assert copied == f"{address}/{path}{line}"
    phone.goto("about:blank")
    phone.goto(copied)
    phone.wait_for_selector(f"{line}.sb-named")
    box = phone.locator(line).bounding_box()
    assert box is not None
    assert 0 <= box["y"] < PHONE["height"]


def test_filters_stand_in_the_address_and_grades_in_their_order(address: str, phone: Page) -> None:
    phone.goto(f"{address}/results/2024/")
    grades = phone.locator(".sb-filter select").nth(1)
    names = grades.locator("option").all_inner_texts()
    assert names[1:] == [
        name for name in ("优秀", "良好", "合格", "基本合格", "不合格") if name in names
    ]
    grades.select_option("良好")
    shown = phone.locator("table[data-filter] tbody tr:not([hidden])")
    count = shown.count()
    phone.goto(phone.url)
    assert phone.locator(".sb-filter select").nth(1).input_value() == "良好"
    assert shown.count() == count
