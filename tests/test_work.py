"""The shape of the growth, by counting work and not by the clock: what is done for each
scorecard is done once for each, and all else does not grow with their number."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from province import make_province
from rendering import site_of

from generator.dataset.assessment import read_assessment
from generator.messages.labels import labels
from generator.pages.page import Page
from generator.render.markdown_page import MarkdownPage
from generator.turbo.page_shells import ShellStore
from generator.yaml import loader as source
from generator.yaml.nodes import Document

pytestmark = pytest.mark.system

MANY = ("scorecard.md.jinja", "organization.md.jinja")
MOST_SHELLS = 90
"""Three years of three editions, with and without each of the parts that a card may have."""


@dataclass(frozen=True)
class Work:
    """How often each thing was done for so many cards."""

    cards: int
    organizations: int
    parsed: int
    rendered: int
    finished: int
    listed: int


def work(folder: Path, cards: int) -> Work:
    make_province(folder, cards)
    done: Counter[str] = Counter()

    def read(file: Path) -> Document:
        done["parsed"] += 1
        return source.read(file)

    def finish(page: MarkdownPage) -> str:
        done["finished"] += 1
        return page.markdown

    book = read_assessment(folder / "standards", folder / "results", read)
    site, shells = site_of(book, labels("zh")), ShellStore(folder)
    for page in filter(_is_one_of_many, site.pages):
        done["rendered"] += 1
        shells.finish(site.render(page), finish)
    listed = sum(not (_is_one_of_many(page) or _goes_on(page)) for page in site.pages)
    return Work(len(book.cards), len(book.book.organizations), listed=listed, **done)


def _goes_on(page: Page) -> bool:
    """Whether a page goes on with a list that is too long for the page before it."""
    return re.search(r"/index-[0-9]+\.md$", page.path) is not None


def _is_one_of_many(page: Page) -> bool:
    return page.template in MANY


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return work(tmp_path_factory.mktemp("small") / "data", 60)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Work:
    return work(tmp_path_factory.mktemp("large") / "data", 360)


def test_each_result_is_parsed_once(small: Work, large: Work) -> None:
    assert (small.parsed, large.parsed) == (small.cards, large.cards)


def test_each_card_and_each_organization_is_rendered_once(large: Work) -> None:
    assert large.rendered == large.cards + large.organizations


def test_the_host_finishes_no_more_pages_for_more_cards(small: Work, large: Work) -> None:
    assert large.cards == 6 * small.cards
    assert large.finished <= MOST_SHELLS
    assert (large.finished - small.finished) * 10 < large.rendered - small.rendered


def test_other_pages_do_not_grow_with_the_cards(small: Work, large: Work) -> None:
    assert large.listed == small.listed
