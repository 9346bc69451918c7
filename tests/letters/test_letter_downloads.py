"""Letters as downloads: each stands beside the page of what it is of, and says what that says."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from paths import TESTS

from generator.cli import main
from generator.dataset.assessment import read_assessment
from generator.letters.templates import EXAMPLES
from generator.messages.labels import labels
from generator.site import Serving, Site
from generator.turbo.tools import FAST

PROJECT = TESTS / "workbook" / "base"
CARD = "results/2027/office.md"
LETTERS = [
    "results/2027/office/organization/feedback-office-2027.docx",
    "results/2027/office/rectification/rectification-office-2027.docx",
]


def site(letters: Path | None = EXAMPLES, project: Path = PROJECT) -> Site:
    assessment = read_assessment(project / "standards", project / "results", FAST.read)
    public = assessment.without_drafts()
    return Site(public.book, public.cards_of, labels("zh"), Serving(letters=letters), FAST)


def letters(made: Site) -> Mapping[str, bytes]:
    return {one.path: one.make() for one in made.downloads() if one.format == "docx"}


def text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.fixture(scope="module")
def made() -> Site:
    return site()


@pytest.fixture(scope="module")
def files(made: Site) -> Mapping[str, bytes]:
    return letters(made)


def test_a_site_offers_no_letters_unless_it_is_told_to() -> None:
    assert letters(site(None)) == {}


def test_a_card_offers_its_letters_and_a_year_its_own(files: Mapping[str, bytes]) -> None:
    offered = [path for path in files if path.startswith("results/2027/office/")]
    assert offered == LETTERS
    assert [path for path in files if path.startswith("results/2027/year/")] == [
        "results/2027/year/bulletin-2027.docx",
        "results/2027/year/notice-2027.docx",
    ]
    accepted = "results/2027/service/rectification/rectification-service-2027.docx"
    assert accepted not in files, "who has nothing to put right is not told to"


def test_pages_link_their_letters_by_their_titles(made: Site) -> None:
    pages = {page.path: page for page in made.pages}
    card, year = (made.render(pages[path]).markdown for path in (CARD, "results/2027/index.md"))
    assert 'href="organization/feedback-office-2027.docx" download>Word（考核结果反馈单）<' in card
    assert ">Word（整改通知单）<" in card
    assert ">Word（公示）<" in year
    assert ">Word（通报）<" in year


def test_a_letter_has_the_same_bytes_whenever_it_is_made(files: Mapping[str, bytes]) -> None:
    assert letters(site()) == files


def test_a_letter_says_what_the_command_writes(
    files: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    assert (
        CliRunner().invoke(main, ["--lang", "zh", "letters", "2027", str(tmp_path)]).exit_code == 0
    )
    written = (tmp_path / "考核结果反馈单/office-办公室党支部.docx").read_bytes()
    assert files[LETTERS[0]] == written


def test_the_name_of_a_template_may_have_any_signs(tmp_path: Path) -> None:
    file = tmp_path / "organization" / "反馈 100%#.docx"
    file.parent.mkdir()
    file.write_bytes((EXAMPLES / "organization" / "feedback.docx").read_bytes())
    made = site(tmp_path)
    page = next(page for page in made.pages if page.path == CARD)
    assert (
        "organization/%E5%8F%8D%E9%A6%88%20100%25%23-office-2027.docx" in made.render(page).markdown
    )
