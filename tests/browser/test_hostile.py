"""Hostile text in every field of an edition and of results does nothing, and can be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hostile import Hostile, Tame, all_text_fields, lay_out
from paths import ROOT
from playwright.sync_api import Browser, Page
from served import Watched, serving
from sites import build, copy_guides

pytestmark = pytest.mark.system
STRUCTURE = """async (addresses) => Object.fromEntries(await Promise.all(addresses.map(
  async (address) => {
    const page = new DOMParser().parseFromString(
      await (await fetch(address)).text(), "text/html");
    const tags = [...page.querySelectorAll("*")].map((element) =>
      [element.localName, ...element.getAttributeNames().sort()].join(" "));
    const schemes = [...page.querySelectorAll("[href], [src]")].map((element) =>
      new URL(element.getAttribute("href") ?? element.getAttribute("src"), address).protocol);
    return [address, {tags, schemes: [...new Set(schemes)],
      title: page.title, text: page.body.textContent, edit: page.querySelector(
        ".md-content__button")?.getAttribute("href") ?? ""}];
  })))"""
"""What a browser makes of pages before any script runs: their tags with the names of their
attributes, the schemes of their addresses, and their text."""

KINDS = (
    "",
    "standards/",
    "standards/2024/",
    "standards/2024/items/",
    "standards/2024/adjustments/",
    "standards/2024/negative-list/",
    "standards/2024/changes/",
    "standards/2024/aspects/discipline/",
    "standards/2024/clauses/s01/",
    "results/",
    "results/2024/",
    "results/2024/office/",
    "results/2024/production/",
    "organizations/",
    "organizations/office/",
)
"""A page of every kind."""

UNUSED = {
    ("MethodRecord", "evidence"),
    ("PeriodRecord", "evidence"),
    ("PeriodRecord", "note"),
    ("Group", "title"),
    ("MethodRecord", "without"),
}
"""The fields that the sample has no use for; a test of the pages has hostile text in them."""

Read = dict[str, Any]


@dataclass
class Built:
    """The two sites, the hostile one also as it is without the policy, what was put into it, and a
    browser to look at them."""

    browser: Browser
    hostile: str
    unguarded: str
    tame: str
    texts: Hostile
    pages: list[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Built]:
    texts, root = Hostile(), tmp_path_factory.mktemp("hostile")
    for name, kind in (("hostile", texts), ("tame", Tame())):
        lay_out(ROOT, root / name / "data", kind)
        copy_guides(root / name / "project", root / name / "data")
        done = build(root / name / "project", root / name / "site", strict=False)
        assert done.code == 0, done.output
    sites = [root / name / "site" for name in ("hostile", "tame")]
    found = [
        [f.parent.relative_to(site).as_posix() for f in site.rglob("index.html")] for site in sites
    ]
    assert sorted(found[0]) == sorted(found[1])
    with (
        serving(sites[0]) as hostile,
        serving(sites[0], policy=False) as unguarded,
        serving(sites[1]) as tame,
    ):
        pages = sorted("" if page == "." else f"{page}/" for page in found[0])
        yield Built(browser, hostile, unguarded, tame, texts, pages)


@pytest.fixture(scope="module")
def read(built: Built) -> tuple[Read, Read]:
    """Every page of the hostile and of the tame site, by its path."""
    return _read(built, built.hostile), _read(built, built.tame)


def _read(built: Built, site: str) -> Read:
    page: Page = built.browser.new_page()
    page.goto(site)
    found = page.evaluate(STRUCTURE, [f"{site}/{path}" for path in built.pages])
    page.close()
    return {address.removeprefix(f"{site}/"): one for address, one in found.items()}


def test_every_text_field_holds_a_payload(built: Built) -> None:
    assert set(built.texts.fields) == all_text_fields() - UNUSED


def test_no_script_of_the_data_runs_and_no_page_breaks_the_policy(built: Built) -> None:
    with built.browser.new_context() as context:
        watched = Watched(context)
        for path in KINDS:
            assert path in built.pages
            watched.open(f"{built.hostile}/{path}")
            assert watched.page.evaluate("window.ran") is None, path
    assert watched.wrong == []


def test_no_script_of_the_data_runs_without_the_policy(built: Built) -> None:
    page = built.browser.new_page()
    for path in KINDS:
        page.goto(f"{built.unguarded}/{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.ran") is None, path
    page.close()


def test_no_element_and_no_attribute_comes_from_the_data(read: tuple[Read, Read]) -> None:
    for path, hostile in read[0].items():
        tags, tame = hostile["tags"], read[1][path]["tags"]
        if path.endswith("/changes/"):  # as many runs of text as the two editions differ in
            tags, tame = sorted(set(tags)), sorted(set(tame))
        assert tags == tame, path


def test_every_address_is_one_of_the_site_or_of_the_web(read: tuple[Read, Read]) -> None:
    schemes = {scheme for page in read[0].values() for scheme in page["schemes"]}
    assert schemes <= {"http:", "https:", "data:"}


def test_every_text_reads_as_it_was_written(built: Built, read: tuple[Read, Read]) -> None:
    seen: set[int] = set()
    for path, page in read[0].items():
        if path.endswith("/changes/"):  # there the texts of two editions run into one another
            continue
        numbers = {int(n) for n in re.findall("第([0-9]+)号", read[1][path]["text"])}
        text = _bare(page["text"])
        assert [n for n in numbers if _bare(built.texts.texts[n]) not in text] == [], path
        seen |= numbers
    assert len(seen) > 0.9 * len(built.texts.texts)


def test_the_title_of_a_page_is_the_text_of_its_entry(
    built: Built, read: tuple[Read, Read]
) -> None:
    seen = 0
    for path, page in read[0].items():
        for n in re.findall("第([0-9]+)号", read[1][path]["title"]):
            assert _bare(built.texts.texts[int(n)]) in _bare(page["title"]), path
            seen += 1
    assert seen


def test_the_edit_link_of_a_page_does_not_depend_on_its_texts(read: tuple[Read, Read]) -> None:
    assert {path: page["edit"] for path, page in read[0].items()} == {
        path: page["edit"] for path, page in read[1].items()
    }


def _bare(text: str) -> str:
    """A text without white space, which a page sets as it likes."""
    return "".join(text.split())
