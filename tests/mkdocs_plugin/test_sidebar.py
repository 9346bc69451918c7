"""The navigation shows where a page stands, and no page carries what it does not show."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from many_editions import FIRST, make_editions
from paths import ROOT, TINY
from sites import build_once

pytestmark = pytest.mark.system
FEW, MANY = 11, 16
"""Numbers of editions, both more than the navigation names of editions and years."""


def sized(folder: Path, count: int) -> Path:
    def make(project: Path) -> None:
        shutil.copytree(ROOT / "docs", project / "docs")
        shutil.copy(ROOT / "mkdocs.yml", project)
        make_editions(project, count, TINY, "third")

    built = build_once(folder / str(count), make)
    assert built.code == 0, built.output
    return built.site


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    folder = tmp_path_factory.mktemp("editions")
    return {count: sized(folder, count) for count in (FEW, MANY)}


def navigation(site: Path, page: str) -> Tag:
    soup = BeautifulSoup((site / page / "index.html").read_text("utf-8"), "html.parser")
    found = soup.select_one("nav.md-nav--primary")
    assert found is not None
    return found


def open_sections(site: Path, page: str) -> list[str]:
    items = navigation(site, page).select("li.md-nav__item--nested.md-nav__item--active")
    titles = (item.select_one(".md-ellipsis") for item in items)
    return [title.get_text(strip=True) for title in titles if title]


OLD, NEW = FIRST, FIRST + FEW - 1


@pytest.mark.parametrize(
    ("page", "sections"),
    [
        (f"standards/{NEW}/clauses/s1", ["评价标准", f"小标准（{NEW}年版）"]),
        (f"standards/{OLD}/clauses/s1", ["评价标准", f"小标准（{OLD}年版）"]),
        (f"standards/{OLD}", ["评价标准", f"小标准（{OLD}年版）"]),
        (f"standards/{NEW}/items", ["评价标准", f"小标准（{NEW}年版）"]),
        (f"results/{NEW}/third", ["考核结果"]),
        (f"results/{NEW}", ["考核结果"]),
        ("organizations/third", []),
        ("guide/score", ["说明"]),
    ],
)
def test_the_section_of_a_page_is_open_and_no_other(
    sites: Mapping[int, Path], page: str, sections: list[str]
) -> None:
    assert open_sections(sites[FEW], page) == sections


def test_the_links_of_an_old_edition_lead_to_its_pages(sites: Mapping[int, Path]) -> None:
    folder = sites[FEW] / "standards" / str(OLD) / "clauses" / "s1"
    links = [
        str(link["href"]) for link in navigation(sites[FEW], f"standards/{OLD}/clauses/s1")("a")
    ]
    own = {link for link in links if link.startswith(("../../", "../")) and "../../../" not in link}
    assert {"../../items/", "../../aspects/work/", "../../"} <= own
    assert [link for link in own if not (folder / link / "index.html").is_file()] == []


def test_every_edition_is_named_where_the_navigation_leads(sites: Mapping[int, Path]) -> None:
    text = (sites[MANY] / "standards" / "index.html").read_text("utf-8")
    assert all(f'href="{FIRST + n}/"' in text for n in range(MANY))
    assert 'href="../../../"' in str(navigation(sites[MANY], f"standards/{OLD}/clauses/s1"))


PAGES = (
    *("standards/{}", "standards/{}/items", "standards/{}/aspects/work", "standards/{}/clauses/s1"),
    *("results/{}/third", "results/{}", "guide/score", "organizations/third"),
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_carries_no_more_where_there_are_more_editions(
    sites: Mapping[int, Path], page: str
) -> None:
    sizes = [
        len(str(navigation(sites[count], page.format(FIRST + count - FEW))))
        for count in (FEW, MANY)
    ]
    assert abs(sizes[0] - sizes[1]) < 200
