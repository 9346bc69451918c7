"""The whole text of an edition: nothing left out, nothing said twice, links that stay on it."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from rendering import written

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.model.edition import Edition
from generator.search.editions import edition_records
from generator.urls import HOME, Links, locate_clauses


@pytest.fixture(scope="module")
def pages(sample: Assessment) -> Mapping[str, str]:
    return {page.path: page.markdown for page in written(sample, labels("zh"))}


def _text(page: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", page))


def _editions(book: Assessment) -> list[tuple[Edition, str]]:
    return [(one, f"standards/{one.id}/whole.md") for one in book.library.editions]


def test_every_text_of_the_edition_stands_in_it(
    sample: Assessment, pages: Mapping[str, str]
) -> None:
    links = Links(HOME, locate_clauses(sample.library.editions))
    for edition, path in _editions(sample):
        text = _text(pages[path])
        for record in edition_records(edition, labels("zh"), links):
            if "changes" not in record.address:
                plain = (re.sub(r"[*`]|^s\d+-[bd]\d+ ", "", one) for one in record.texts)
                assert [one for one in plain if one not in text] == [], record.address


def test_every_clause_has_its_anchor_in_it(sample: Assessment, pages: Mapping[str, str]) -> None:
    for edition, path in _editions(sample):
        given = set(re.findall(r'id="([^"]+)"|\{: #([^ ]+)', pages[path]))
        anchors = {one or other for one, other in given}
        assert set(locate_clauses([edition])[edition.id]) <= anchors


def test_links_between_its_clauses_stay_on_it(sample: Assessment, pages: Mapping[str, str]) -> None:
    for _, path in _editions(sample):
        body = pages[path].partition("{: #top }")[2]
        links = re.findall(r'href="([^"]*)"', body)
        assert {link for link in links if not link.startswith("#")} <= {"../changes/"}
        assert len(links) > 100


def test_it_names_no_organization(sample: Assessment, pages: Mapping[str, str]) -> None:
    names = {one.name for one in sample.book.organizations}
    for _, path in _editions(sample):
        assert [name for name in names if name in _text(pages[path])] == []


def test_the_overview_leads_to_it(sample: Assessment, pages: Mapping[str, str]) -> None:
    for edition, _ in _editions(sample):
        assert 'href="whole/"' in pages[f"standards/{edition.id}/index.md"]
