"""Whole pages of the smallest library, as they should be.

To write ``tests/golden/tiny`` anew: ``pytest tests/golden --golden-write``, and read the
difference before it is kept. Pages that are no longer made are removed.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from paths import PACKAGE
from rendering import written

from generator.dataset.assessment import Assessment
from generator.exports.feed import Publication
from generator.messages.labels import labels

GOLDEN = Path(__file__).parent / "tiny"
PATHS = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.md"))


@pytest.fixture(scope="module")
def pages(tiny: Assessment, pytestconfig: pytest.Config) -> Mapping[str, str]:
    book, words = tiny.without_drafts(), labels("zh")
    publication = Publication("示例", "https://example.org/")
    made = {page.path: page.markdown for page in written(book, words, publication, searched=True)}
    if pytestconfig.getoption("golden_write"):
        _write(made)
    return made


def _write(made: Mapping[str, str]) -> None:
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for path, markdown in made.items():
        (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / path).write_text(markdown, "utf-8", newline="\n")


def test_the_pages_are_those_expected(pages: Mapping[str, str]) -> None:
    expected = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.md")}
    assert set(pages) == expected


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_as_expected(path: str, pages: Mapping[str, str]) -> None:
    expected = (GOLDEN / path).read_bytes().decode("utf-8")
    assert pages.get(path) == expected


def test_every_kind_of_page_has_its_golden_page() -> None:
    templates = PACKAGE / "templates"
    kinds = {file.name for file in templates.glob("[!_]*.md.jinja")}
    elsewhere = {"open-year.md.jinja", "own.md.jinja", "ranking.md.jinja"}
    assert kinds - elsewhere == set(_KINDS), "a new kind of page needs an example here"
    assert set(_KINDS.values()) <= set(PATHS)


_KINDS = {
    "home.md.jinja": "index.md",
    "search.md.jinja": "search/index.md",
    "editions.md.jinja": "standards/index.md",
    "edition.md.jinja": "standards/2023/index.md",
    "whole.md.jinja": "standards/2023/whole.md",
    "aspect.md.jinja": "standards/2023/aspects/study.md",
    "standard.md.jinja": "standards/2023/clauses/s1.md",
    "items.md.jinja": "standards/2023/items.md",
    "adjustments.md.jinja": "standards/2023/adjustments.md",
    "negative-list.md.jinja": "standards/2023/negative-list.md",
    "changes.md.jinja": "standards/2024/changes.md",
    "years.md.jinja": "results/index.md",
    "year.md.jinja": "results/2023/index.md",
    "compare.md.jinja": "results/compare.md",
    "review.md.jinja": "standards/2023/results-2023.md",
    "ledgers.md.jinja": "ledger/index.md",
    "ledger.md.jinja": "ledger/2023/index.md",
    "scorecard.md.jinja": "results/2023/second.md",
    "organizations.md.jinja": "organizations/index.md",
    "organization.md.jinja": "organizations/second.md",
    "rules.md.jinja": "guide/rules.md",
}
