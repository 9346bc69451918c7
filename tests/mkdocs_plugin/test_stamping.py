"""Stamped pages are what MkDocs itself makes of each; where they are not, MkDocs makes them."""

from pathlib import Path

import pytest
from built import Sites, built, copied_project, start
from test_build import content, differing

HOOK = """
def on_post_page(output, page, config):
    return output + f"<!-- {len(page.content)} -->"
"""
"""Says of each page how long it is, which no plate can know."""


@pytest.fixture(scope="session")
def sites() -> Sites:
    return built()


def configured(project: Path, old: str, new: str) -> Path:
    file = project / "mkdocs.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return project


def test_every_file_is_the_one_that_mkdocs_makes(sites: Sites, tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    configured(project, "drafts: false", "drafts: false\n      stamp: false")
    build = start(project, "mkdocs", tmp_path / "site")
    output, _ = build.communicate(timeout=180)
    assert build.returncode == 0, output
    assert differing(tmp_path / "site", sites.folders["site"]) == []


def test_the_same_where_pages_are_files_and_not_folders(tmp_path: Path) -> None:
    for name, stamp in (("stamped", "true"), ("slow", "false")):
        project = copied_project(tmp_path / name)
        options = f"drafts: true\n      stamp: {stamp}\n      search: false"
        configured(project, "drafts: false", options)
        configured(project, "strict: true", "strict: true\nuse_directory_urls: false")
        build = start(project, "mkdocs", tmp_path / f"{name}-site")
        output, _ = build.communicate(timeout=180)
        assert build.returncode == 0, output
    assert differing(tmp_path / "stamped-site", tmp_path / "slow-site") == []


def test_what_changes_pages_one_by_one_is_noticed_and_respected(tmp_path: Path) -> None:
    for name, stamp in (("stamped", "true"), ("slow", "false")):
        project = copied_project(tmp_path / name)
        (project / "own.py").write_text(HOOK, encoding="utf-8")
        configured(project, "drafts: false", f"drafts: false\n      stamp: {stamp}")
        configured(project, "strict: true", "strict: true\nhooks: [own.py]")
        build = start(project, "mkdocs", tmp_path / f"{name}-site")
        output, _ = build.communicate(timeout=180)
        warned = stamp == "true"
        assert build.returncode == int(warned), output  # a warning, in a strict build
        assert ("stamp: false" in output) == warned
    assert differing(tmp_path / "stamped-site", tmp_path / "slow-site") == []


def test_no_mark_of_a_plate_is_left_on_a_page(sites: Sites) -> None:
    marked = [
        name
        for name, text in content(sites.folders["site"]).items()
        if b"qz" in text and name.endswith(".html")
    ]
    assert marked == []
