"""Data in one language on pages in another: each text of the data says in which it is."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdown import markdown
from rendering import written

from generator.dataset.book import Assessment
from generator.messages.labels import labels
from generator.site import Written

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def english(sample: Assessment) -> list[Written]:
    return list(written(sample.without_drafts(), labels("en"), searched=True))


def _html(page: Written) -> BeautifulSoup:
    body = page.markdown.split("---\n", 2)[2]
    return BeautifulSoup(markdown(body, extensions=["attr_list"]), "html.parser")


def _unmarked(html: BeautifulSoup) -> Iterator[str]:
    for text in html.find_all(string=HAN):
        assert isinstance(text, NavigableString)
        above = (one.get("lang") for one in text.parents if isinstance(one, Tag))
        if next(filter(None, above), None) != "zh":
            yield str(text)


def test_every_text_of_the_data_says_its_language(english: list[Written]) -> None:
    found = {page.path: list(_unmarked(_html(page)))[:3] for page in english}
    assert {path: texts for path, texts in found.items() if texts} == {}


def test_no_text_of_the_interface_is_said_to_be_of_the_data(english: list[Written]) -> None:
    words = {"Grade", "Points", "Print this page", "Organization", "Total", "How the total arises"}
    for page in english:
        marked = {one.get_text() for one in _html(page).select("[lang=zh]")}
        assert marked & words == set(), page.path


def test_no_attribute_and_no_drawing_holds_an_element(english: list[Written]) -> None:
    for page in english:
        html = _html(page)
        values = [value for one in html.find_all(True) for value in one.attrs.values()]
        assert [value for value in values if "<" in str(value)] == [], page.path
        assert html.select("svg span, option span") == [], page.path


def test_where_the_languages_are_the_same_nothing_says_so(sample: Assessment) -> None:
    for page in written(sample, labels("zh"), searched=True):
        assert ' lang="zh"' not in page.markdown, page.path
