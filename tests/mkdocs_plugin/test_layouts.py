"""Projects that are laid out otherwise: documents elsewhere, another navigation or none, an own
home page, and files that nobody wrote."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from paths import TINY
from sites import Build, build, configure, copy_guides

from generator.mkdocs_plugin.config import expand_navigation
from generator.pages.navigation import Entry

ENTRIES = (
    Entry("Standards", entries=(Entry("All", "standards/index.md"), Entry("2024", "s/2024.md"))),
    Entry("Organizations", "organizations/index.md"),
)
STANDARDS = {"Standards": [{"All": "standards/index.md"}, {"2024": "s/2024.md"}]}
ORGANIZATIONS = {"Organizations": "organizations/index.md"}
ALL = [STANDARDS, ORGANIZATIONS]


@pytest.mark.parametrize(
    ("nav", "expanded"),
    [
        (["index.md", "scorebook", "a.md"], ["index.md", *ALL, "a.md"]),
        (["index.md"], ["index.md", *ALL]),
        ([{"Data": "scorebook"}], [{"Data": ALL}]),
        ([{"Data": ["a.md", "scorebook"]}], [{"Data": ["a.md", *ALL]}]),
        ([{"Data": [{"Deep": "scorebook"}]}], [{"Data": [{"Deep": ALL}]}]),
        (
            [{"Units": "organizations/index.md"}, "scorebook"],
            [{"Units": "organizations/index.md"}, STANDARDS],
        ),
        (["standards/index.md", "s/2024.md"], ["standards/index.md", "s/2024.md", ORGANIZATIONS]),
    ],
    ids=["beside", "none", "titled", "nested", "deep", "listed by hand", "section listed by hand"],
)
def test_the_generated_entries_take_the_place_of_the_placeholder(
    nav: list[Any], expanded: list[Any]
) -> None:
    assert expand_navigation(nav, ENTRIES) == expanded


HOME = """---
title: 考核之家
description: 从这里开始
hide: [toc]
---

# 考核之家

先读[怎样得出分数](guide/score.md)。



    两个空行之后
"""
LEFT = ("Thumbs.db", "~$guide.md", "guide/desktop.ini", "guide/score.md~", "__MACOSX/score.md")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The configuration in a folder beside that of the documents, no navigation, an own home."""
    folder = tmp_path_factory.mktemp("elsewhere")
    project, docs = folder / "project", folder / "pages"
    copy_guides(project, TINY)
    text = (project / "mkdocs.yml").read_text("utf-8")
    nav = text[text.index("nav:\n") : text.index("validation:")]
    configure(project, [("docs_dir: docs", "docs_dir: ../pages"), (nav, "")])
    (project / "docs").rename(docs)
    for name in LEFT:
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text("# nobody wrote this\n", encoding="utf-8")
    (docs / "index.md").write_text(HOME, encoding="utf-8")
    done = build(project, folder / "site")
    assert done.code == 0, done.output
    return done


def read(build: Build, path: str) -> BeautifulSoup:
    return BeautifulSoup((build.site / path).read_text("utf-8"), "html.parser")


def test_the_home_page_begins_with_what_a_person_has_written(elsewhere: Build) -> None:
    page = read(elsewhere, "index.html")
    assert page.h1 is not None
    assert page.h1.get_text().startswith("考核之家")
    assert len(page.select("h1")) == 1
    article = str(page.article)
    assert article.index("怎样得出分数") < article.index('id="in-force"')
    assert page.select_one('article a[href="guide/score/"]')
    assert page.select_one('meta[name=description][content="从这里开始"]')
    assert page.select_one(".md-sidebar--secondary[hidden]")  # as the front matter asks
    assert "两个空行之后" in article


def test_its_text_is_found(elsewhere: Build) -> None:
    files = (elsewhere.site / "assets" / "search-index").rglob("texts/*.json.gz")
    assert any("从这里" in text or "怎样得出分数" in text for text in map(unpacked, files))


def unpacked(file: Path) -> str:
    return str(json.loads(gzip.decompress(file.read_bytes())))


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("index.html", "docs/index.md"),
        ("results/2024/second/index.html", "project/results/2024/second.yml"),
        ("guide/score/index.html", "docs/guide/score.md"),
    ],
)
def test_a_page_is_edited_where_its_file_lies(elsewhere: Build, page: str, source: str) -> None:
    link = read(elsewhere, page).select_one("a[rel=edit]")
    assert link is not None
    assert link["href"] == f"https://git.example.org/scorebook/edit/main/{source}"


def test_without_a_navigation_everything_is_listed(elsewhere: Build) -> None:
    assert {"standards/", "results/", "organizations/"} <= listed(elsewhere, "index.html")
    assert {"./", "../rules/"} <= listed(elsewhere, "guide/score/index.html")
    assert "2024/" in listed(elsewhere, "results/index.html")


def listed(build: Build, page: str) -> set[str]:
    """The links of the navigation of a page, which has the entries of the page's own section."""
    return {str(link["href"]) for link in read(build, page).select("nav.md-nav a")}


def test_files_that_nobody_wrote_are_not_published(elsewhere: Build) -> None:
    texts = [file for file in elsewhere.site.rglob("*") if file.name in {*LEFT, "desktop.ini"}]
    assert texts == []
    pages = [file.read_text("utf-8") for file in elsewhere.site.rglob("*.html")]
    assert [page for page in pages if "nobody wrote this" in page] == []
    assert all(name in elsewhere.output for name in ("Thumbs.db", "~$guide.md", "__MACOSX"))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"guide/score.md": "# A\n\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n"}, "score.md:3:1: "),
        ({"standards/README.md": "# Mine\n"}, "standards/README.md"),
        ({"results/2024.md": "# Mine\n"}, "results/2024.md"),
        ({"results/2024/index.html": "<p>Mine\n"}, "results/2024/index.html"),
    ],
    ids=["merge", "readme", "page of the same address", "file of the same address"],
)
def test_what_cannot_be_published_stops_the_build_by_name(
    files: Mapping[str, str], told: str, tmp_path: Path
) -> None:
    copy_guides(tmp_path / "project", TINY)
    for name, text in files.items():
        file = tmp_path / "project" / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    done = build(tmp_path / "project", tmp_path / "site")
    assert done.code == 1
    assert told in done.output
    assert "Traceback" not in done.output
    assert not (tmp_path / "site" / "index.html").exists()
