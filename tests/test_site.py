"""Assessment → site: every page renders, says nothing it must not, and leads somewhere."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from markdown import markdown
from rendering import downloads, written

from generator.dataset.assessment import Assessment
from generator.messages.formats import fixed
from generator.messages.labels import labels
from generator.pages.navigation import Entry, navigation
from generator.render.markdown_page import MarkdownPage, parse_page

WORDS = labels("zh")
ROOT = "https://example.org/site/"


@dataclass(frozen=True)
class Finished:
    """A page as HTML, without its front matter."""

    written: MarkdownPage
    html: str

    @property
    def text(self) -> str:
        return unescape(re.sub(r"<[^>]*>", "", self.html))

    @property
    def anchors(self) -> list[str]:
        return [unescape(id) for id in re.findall(r'\sid="([^"]*)"', self.html)]

    @property
    def links(self) -> list[str]:
        return [unescape(link) for link in re.findall(r'\shref="([^"]*)"', self.html)]


def finished(book: Assessment, *, directories: bool = True) -> dict[str, Finished]:
    return {
        page.path: Finished(page, markdown(_body(page), extensions=["attr_list"]))
        for page in written(book.without_drafts(), WORDS, directories=directories)
    }


def _body(page: MarkdownPage) -> str:
    return page.markdown.split("---\n", 2)[2]


@pytest.fixture(scope="module", params=["sample", "tiny", "deductions"])
def book(request: pytest.FixtureRequest) -> Assessment:
    value = request.getfixturevalue(request.param)
    assert isinstance(value, Assessment)
    return value


@pytest.fixture(scope="module")
def pages(book: Assessment) -> Mapping[str, Finished]:
    return finished(book)


def test_every_result_organization_and_standard_has_its_page(
    book: Assessment, pages: Mapping[str, Finished]
) -> None:
    wanted = {f"results/{card.year}/{card.organization.id}.md" for card in book.cards}
    wanted |= {f"organizations/{one.id}.md" for one in book.book.organizations}
    for edition in book.library.editions:
        wanted |= {f"standards/{edition.id}/clauses/{one.id}.md" for one in edition.standards}
        wanted |= {f"standards/{edition.id}/aspects/{one.id}.md" for one in edition.aspects}
    assert wanted <= set(pages)


def test_a_path_is_given_once(book: Assessment) -> None:
    paths = Counter(page.path for page in written(book, WORDS))
    assert {path for path, count in paths.items() if count > 1} == set()


def test_no_page_prints_a_value_that_is_missing(pages: Mapping[str, Finished]) -> None:
    wrong = re.compile(r"\b(None|Undefined|Decimal|NaN|namespace)\b|E[+-]\d|[{}]")
    found = {path: wrong.findall(page.text) for path, page in pages.items()}
    assert {path: words for path, words in found.items() if words} == {}


def test_no_markup_is_left_over(pages: Mapping[str, Finished]) -> None:
    leftovers = re.compile(r"\{:|\{%|\{\{|&amp;#\d|^#+ ", re.MULTILINE)
    assert {path for path, page in pages.items() if leftovers.search(page.html)} == set()


def test_every_anchor_is_given_once_on_its_page(pages: Mapping[str, Finished]) -> None:
    twice = {
        path: [id for id, count in Counter(page.anchors).items() if count > 1]
        for path, page in pages.items()
    }
    assert {path: ids for path, ids in twice.items() if ids} == {}


@pytest.mark.parametrize("directories", [True, False], ids=["as folders", "as files"])
def test_every_link_leads_to_a_page_and_an_anchor_that_exist(
    book: Assessment, directories: bool
) -> None:
    made = finished(book, directories=directories)
    anchors = {_address(path, directories): set(page.anchors) for path, page in made.items()}
    anchors |= {ROOT + one.path: set() for one in downloads(book.without_drafts(), WORDS)}
    assert list(_dead(made, anchors, directories)) == []


def _address(path: str, directories: bool) -> str:
    """Where the host serves a page."""
    if not directories:
        return ROOT + re.sub(r"\.md$", ".html", path)
    return ROOT + re.sub(r"(^|/)index\.md$", r"\1", path).replace(".md", "/")


def _dead(
    made: Mapping[str, Finished], anchors: Mapping[str, set[str]], directories: bool
) -> Iterator[tuple[str, str]]:
    for path, page in made.items():
        for link in page.links:
            address, anchor = urldefrag(urljoin(_address(path, directories), link))
            target = address.partition("?")[0]  # what a page is asked for does not lead elsewhere
            if not target.startswith(ROOT):
                continue  # a link of the data's own to another site
            if target not in anchors or (anchor and anchor not in anchors[target]):
                yield path, link


def test_every_page_can_be_reached_from_the_home_page_or_the_navigation(
    book: Assessment, pages: Mapping[str, Finished]
) -> None:
    by_address = {_address(path, True): path for path in pages}
    listed = {page for entry in navigation(book.book, WORDS) for page in _listed(entry)}
    reached = {"index.md", *listed}
    waiting = list(reached)
    while waiting:
        path = waiting.pop()
        for link in pages[path].links:
            target = by_address.get(urldefrag(urljoin(_address(path, True), link))[0])
            if target and target not in reached:
                reached.add(target)
                waiting.append(target)
    by_hand = {"guide/rules.md"}  # stands in the navigation of mkdocs.yml
    assert set(pages) - reached <= by_hand


def _listed(entry: Entry) -> Iterator[str]:
    if entry.page:
        yield entry.page
    for inner in entry.entries:
        yield from _listed(inner)


def test_the_navigation_lists_pages_that_exist(
    book: Assessment, pages: Mapping[str, Finished]
) -> None:
    listed = [page for entry in navigation(book.book, WORDS) for page in _listed(entry)]
    assert set(listed) <= set(pages)
    assert len(listed) == len(set(listed))


def test_a_page_names_the_data_file_that_it_is_made_from(book: Assessment) -> None:
    for page in written(book, WORDS):
        assert page.source is None or page.source.is_file(), page.path
        if page.path.startswith("results/2"):
            assert page.source is not None


def test_a_published_total_stands_on_its_card(
    book: Assessment, pages: Mapping[str, Finished]
) -> None:
    for card in book.without_drafts().cards:
        page = pages[f"results/{card.year}/{card.organization.id}.md"]
        if card.total is not None:
            assert fixed(card.total, card.edition.rounding.total) in page.text
        else:
            assert "sb-score" not in page.html


def test_the_parts_of_a_page_are_its_headings_and_what_is_around_them() -> None:
    text = "\n# A {: #top }\n\n\n\n<p>#1</p>\n\n\n## B\n<p>\n\n# not\n</p>\n"
    page = parse_page("a.md", "A", text, None)
    assert page.parts[1::2] == ("# A {: #top }", "## B", "# not")
    short = text.replace("\n\n\n\n", "\n\n").replace("\n\n\n", "\n\n")
    assert page.markdown == f"---\ntitle: A\n---\n{short}"
    assert parse_page("a.md", "A", "\n<p>a</p>\n", None).parts[1:] == ()
