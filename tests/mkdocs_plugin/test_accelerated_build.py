"""Stamped pages are what MkDocs itself makes of each; where they are not, MkDocs makes them."""

from pathlib import Path

import pytest
from paths import TINY
from sites import Build, build_once, content, copy_guides, differing

from generator.letters.templates import EXAMPLES

OFF = "turbo: false"
HOOK = """
def on_post_page(output, page, config):
    return output + f"<!-- {len(page.content)} -->"
"""
"""Says of each page how long it is, which no shell can know."""
HOOKED = ("strict: true", "strict: true\nhooks: [own.py]")


def without_accelerators(*options: str) -> tuple[str, str]:
    """The change of the configuration that switches accelerators off."""
    return with_options(OFF, *options)


def with_options(*options: str) -> tuple[str, str]:
    return ("drafts: false", "\n      ".join(("drafts: false", *options)))


def copy_tiny(project: Path) -> None:
    copy_guides(project, TINY)


def copy_hooked(project: Path) -> None:
    copy_tiny(project)
    (project / "own.py").write_text(HOOK, encoding="utf-8")


@pytest.mark.system
def test_every_file_is_the_one_that_mkdocs_makes(sample_site: Build, tmp_path: Path) -> None:
    plain = build_once(tmp_path, changes=[without_accelerators()])
    assert plain.code == 0, plain.output
    assert differing(plain.site, sample_site.site) == []


@pytest.mark.system
def test_the_same_where_pages_are_files_and_not_folders(tmp_path: Path) -> None:
    drafts = f"drafts: true\n      search: false\n      letters: {EXAMPLES}"
    changes = [
        ("strict: true", "strict: true\nuse_directory_urls: false"),
        ("drafts: false", drafts),
    ]
    off = (drafts, f"{drafts}\n      {OFF}")
    stamped = build_once(tmp_path / "stamped", make=copy_tiny, changes=changes)
    plain = build_once(tmp_path / "plain", make=copy_tiny, changes=[*changes, off])
    assert (stamped.code, plain.code) == (0, 0), stamped.output + plain.output
    assert differing(stamped.site, plain.site) == []
    assert [*stamped.site.rglob("*.docx")] != []


@pytest.mark.system
def test_what_changes_pages_one_by_one_is_noticed_and_respected(tmp_path: Path) -> None:
    """A strict build does not stop at it."""
    stamped = build_once(tmp_path / "stamped", copy_hooked, [HOOKED])
    plain = build_once(tmp_path / "plain", copy_hooked, [HOOKED, without_accelerators()])
    assert (stamped.code, plain.code) == (0, 0), stamped.output + plain.output
    assert "own.py" in stamped.output
    assert "own.py" not in plain.output
    assert differing(stamped.site, plain.site) == []


def test_no_mark_of_a_shell_is_left_on_a_page(sample_site: Build) -> None:
    pages = {path: text for path, text in content(sample_site.site).items() if ".html" in path}
    assert [path for path, text in pages.items() if b"qz" in text] == []
