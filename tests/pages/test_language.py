"""Data in one language on pages in another: each text of the data says in which it is."""

import re
from collections.abc import Iterator, Mapping

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdown import markdown
from rendering import written

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.render.markdown_page import MarkdownPage

pytestmark = pytest.mark.system

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def english(sample: Assessment) -> Mapping[str, BeautifulSoup]:
    """The pages in English of data in Chinese, by their paths."""
    pages = written(sample.without_drafts(), labels("en"), searched=True)
    return {page.path: _html(page) for page in pages}


def _html(page: MarkdownPage) -> BeautifulSoup:
    body = page.markdown.split("---\n", 2)[2]
    return BeautifulSoup(markdown(body, extensions=["attr_list"]), "html.parser")


def _unmarked(html: BeautifulSoup) -> Iterator[str]:
    for text in html.find_all(string=HAN):
        assert isinstance(text, NavigableString)
        above = (one.get("lang") for one in text.parents if isinstance(one, Tag))
        if next(filter(None, above), None) != "zh":
            yield str(text)


def test_every_text_of_the_data_says_its_language(english: Mapping[str, BeautifulSoup]) -> None:
    found = {path: list(_unmarked(html))[:3] for path, html in english.items()}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_no_text_of_the_interface_is_said_to_be_of_the_data(
    english: Mapping[str, BeautifulSoup],
) -> None:
    words = {"Grade", "Points", "Print this page", "Organization", "Total", "How the total arises"}
    for path, html in english.items():
        marked = {one.get_text() for one in html.select("[lang=zh]")}
        assert marked & words == set(), path


def test_no_attribute_and_no_drawing_holds_an_element(english: Mapping[str, BeautifulSoup]) -> None:
    for path, html in english.items():
        values = [value for one in html.find_all(True) for value in one.attrs.values()]
        assert [value for value in values if "<" in str(value)] == [], path
        assert html.select("svg span, option span") == [], path


def test_where_the_languages_are_the_same_nothing_says_so(sample: Assessment) -> None:
    for page in written(sample, labels("zh"), searched=True):
        assert ' lang="zh"' not in page.markdown, page.path
