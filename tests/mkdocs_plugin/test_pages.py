"""The built site: its links lead somewhere, it asks no other host, it says what it is."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from sites import Build

from generator.messages.labels import labels

HERE = "http://127.0.0.1:8000/"
EDIT = "https://git.example.org/scorebook/edit/main/"
REPOSITORY = "https://git.example.org/scorebook"
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
FROM_MANY_FILES = {
    *("index.html", "standards/index.html", "results/index.html", "results/compare/index.html")
}
"""What is made of all editions or all years: no one data file to edit."""
Tag = tuple[str, dict[str, str]]


@dataclass
class Reader(HTMLParser):
    """The start tags of a page, its ids, and its text."""

    tags: list[Tag] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def anchors(self) -> set[str]:
        named = {attrs["name"] for tag, attrs in self.tags if tag == "a" and "name" in attrs}
        return named | {attrs["id"] for _, attrs in self.tags if "id" in attrs}


@pytest.fixture(scope="session")
def pages(sample_site: Build) -> dict[str, Reader]:
    folder = sample_site.site
    return {
        file.relative_to(folder).as_posix(): read(file) for file in sorted(folder.rglob("*.html"))
    }


def read(file: Path) -> Reader:
    reader = Reader()
    reader.feed(file.read_text("utf-8"))
    return reader


def address(name: str) -> str:
    return HERE + name.removesuffix("index.html")


def links(name: str, page: Reader) -> list[str]:
    """Where the links of a page lead, in full."""
    return [urljoin(address(name), a["href"]) for tag, a in page.tags if tag == "a" and "href" in a]


def test_no_internal_link_is_dead(sample_site: Build, pages: dict[str, Reader]) -> None:
    dead = {
        (name, link)
        for name, page in pages.items()
        for link in links(name, page)
        if link.startswith(HERE) and not leads_somewhere(link, sample_site.site, pages)
    }
    assert dead == set()


def leads_somewhere(link: str, folder: Path, pages: dict[str, Reader]) -> bool:
    parts = urlsplit(link)
    path = unquote(parts.path).removeprefix("/")
    name = f"{path}index.html" if path.endswith("/") or not path else path
    if name not in pages:
        return (folder / name).is_file()
    return not parts.fragment or unquote(parts.fragment) in pages[name].anchors


def test_a_link_that_leaves_the_site_leads_to_the_repository_or_the_makers_of_the_theme(
    pages: dict[str, Reader],
) -> None:
    allowed = (HERE, REPOSITORY, "https://squidfunk.github.io/", "mailto:", "javascript:")
    outside = {
        link
        for name, page in pages.items()
        for link in links(name, page)
        if not link.startswith(allowed)
    }
    assert outside == set()


def test_no_page_loads_anything_from_another_host(pages: dict[str, Reader]) -> None:
    loaded = {
        (name, tag, urljoin(address(name), attrs[LOADED[tag]]))
        for name, page in pages.items()
        for tag, attrs in page.tags
        if tag in LOADED and LOADED[tag] in attrs
    }
    assert {entry for entry in loaded if not entry[2].startswith((HERE, "data:"))} == set()


def test_what_pages_load_is_there(sample_site: Build, pages: dict[str, Reader]) -> None:
    missing = {
        (name, target)
        for name, page in pages.items()
        for tag, attrs in page.tags
        if tag in LOADED and LOADED[tag] in attrs
        for target in [urljoin(address(name), attrs[LOADED[tag]])]
        if not leads_somewhere(target, sample_site.site, pages) and not target.startswith("data:")
    }
    assert missing == set()


def test_no_page_has_an_id_twice(pages: dict[str, Reader]) -> None:
    twice = {}
    for name, page in pages.items():
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        if repeated := {id for id in ids if ids.count(id) > 1}:
            twice[name] = repeated
    assert twice == {}


def test_every_page_says_that_its_data_is_illustrative(pages: dict[str, Reader]) -> None:
    notice = labels("zh")("ui.page.illustrative")
    assert [name for name, page in pages.items() if notice not in "".join(page.text)] == []


def test_every_page_made_from_data_opens_its_data_file(
    sample_site: Build, pages: dict[str, Reader]
) -> None:
    parts = ("standards/", "results/", "organizations/")
    made = {name for name in pages if name.startswith(parts)} - FROM_MANY_FILES
    assert len(made) > 200
    wrong = {name for name in made if not opens_data(pages[name], sample_site.project)}
    assert wrong == set()


def opens_data(page: Reader, project: Path) -> bool:
    edit = {a["href"] for tag, a in page.tags if tag == "a" and a.get("href", "").startswith(EDIT)}
    files = [project / link.removeprefix(EDIT) for link in edit]
    return bool(files) and all(file.suffix == ".yml" and file.is_file() for file in files)
