"""Many organizations: no page grows with their number, and each is two actions from home."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup
from province import make_province
from rendering import downloads, written

from generator.analysis.usage import MOST_ROWS
from generator.dataset.assessment import Assessment, read_assessment
from generator.messages.labels import labels
from generator.pages.paging import paginate, rows_per_list

pytestmark = pytest.mark.system
COUNT = 450
ROOT = "https://example.org/"
LARGEST = 240_000
"""Bytes of the content of a page; with what the theme puts around it, it stays under 300 KB."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    folder = tmp_path_factory.mktemp("large")
    make_province(folder, COUNT, years=(2025,))
    return read_assessment(folder / "standards", folder / "results").without_drafts()


@pytest.fixture(scope="module")
def pages(book: Assessment) -> Mapping[str, str]:
    return {_address(page.path): page.markdown for page in written(book, labels("zh"))}


def _address(path: str) -> str:
    return ROOT + re.sub(r"(^|/)index\.md$", r"\1", path).replace(".md", "/")


def _links(pages: Mapping[str, str], address: str) -> Iterator[tuple[str, str]]:
    for link in re.findall(r'\shref="([^"]*)"', pages[address]):
        asked, anchor = urldefrag(urljoin(address, unescape(link)))
        target = asked.partition("?")[0]
        if target.startswith(ROOT):
            yield target, anchor


def _targets(pages: Mapping[str, str], address: str) -> set[str]:
    return {target for target, _ in _links(pages, address)} & set(pages)


def test_no_table_has_more_rows_than_a_page_may_show(pages: Mapping[str, str]) -> None:
    longest = 0
    for address, page in pages.items():
        for table in page.split("<table")[1:]:
            rows = table.partition("<tbody>")[2].partition("</table>")[0].count("<tr")
            assert rows <= MOST_ROWS + 1, address  # and the row of the median
            longest = max(longest, rows)
    assert longest >= MOST_ROWS


def test_no_page_is_too_large(pages: Mapping[str, str]) -> None:
    sizes = {address: len(page.encode()) for address, page in pages.items()}
    assert {address: size for address, size in sizes.items() if size > LARGEST} == {}


def test_every_link_leads_to_a_page_and_an_anchor(
    book: Assessment, pages: Mapping[str, str]
) -> None:
    files = {ROOT + one.path for one in downloads(book, labels("zh"))}
    for address in pages:
        for target, anchor in _links(pages, address):
            if target in files:
                continue
            assert target in pages, address
            given = f'id="{anchor}"', f"{{: #{anchor} }}"
            assert not anchor or any(one in pages[target] for one in given), (address, anchor)


def test_an_organization_and_its_card_are_two_actions_from_the_home_page(
    book: Assessment, pages: Mapping[str, str]
) -> None:
    reached: set[str] = set()
    for first in _targets(pages, ROOT):
        reached |= _targets(pages, first)
    wanted = {f"{ROOT}organizations/{one.id}/" for one in book.book.organizations}
    wanted |= {f"{ROOT}results/{card.year}/{card.organization.id}/" for card in book.cards}
    assert wanted - reached == set()


def test_the_pages_of_a_year_hold_every_card_once_in_order(
    book: Assessment, pages: Mapping[str, str]
) -> None:
    year = book.cards[0].year
    parts = [f"{ROOT}results/{year}/", *(f"{ROOT}results/{year}/page/{n}/" for n in (2, 3))]
    html = "".join(pages[part] for part in parts)
    cells = BeautifulSoup(html, "html.parser").select("table[data-filter] tbody td:first-child")
    places = [int(cell.get_text()) for cell in cells]
    assert places == sorted(places)
    assert len(places) == sum(card.total is not None for card in book.cards)
    assert f"{ROOT}results/{year}/page/4/" not in pages


def test_only_the_first_page_of_a_year_says_what_the_year_was(pages: Mapping[str, str]) -> None:
    for part, said in (("", True), ("page/2/", False)):
        page = pages[f"{ROOT}results/2025/{part}"]
        assert [mark in page for mark in ("{: #grades }", "{: #costs }")] == [said, said]
        assert 'aria-current="page"' in page


def test_two_hundred_organizations_stand_on_one_page(book: Assessment) -> None:
    file = book.library.organizations
    assert file is not None
    some = file.organizations[:MOST_ROWS]
    known = {one.id for one in some}
    library = replace(book.library, organizations=file.model_copy(update={"organizations": some}))
    cards = tuple(card for card in book.cards if card.organization.id in known)
    made = {
        page.path for page in written(replace(book, library=library, cards=cards), labels("zh"))
    }
    assert [path for path in made if "/page/" in path or "/kind/" in path] == []


def test_an_empty_list_is_one_page() -> None:
    rows: tuple[int, ...] = ()
    assert [page.rows for page in paginate(rows, str)] == [()]


def test_lists_on_one_page_are_cut_to_equal_shares_only_when_they_are_too_long() -> None:
    assert rows_per_list({"a": 150, "b": 50}) >= 150
    assert rows_per_list({"a": 150, "b": 60, "c": 3}) == 66
    assert rows_per_list({str(n): 2 for n in range(MOST_ROWS + 1)}) == 1
