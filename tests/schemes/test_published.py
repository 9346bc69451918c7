"""Whole small projects of schemes as they are published.

The figures that each result declares are worked out by hand in the comments of its file; a project
that reads without a problem has them all.
"""

import re
import shutil
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rendering import downloads, written

from generator.attribution.split import Attribution, attribution
from generator.dataset.assessment import Assessment, read_assessment
from generator.exports.feed import Publication
from generator.messages.labels import labels

SCHEMES = Path(__file__).parent
NAMES = sorted(
    folder.name
    for folder in SCHEMES.iterdir()
    if (folder / "standards").is_dir() and folder.name not in ("tiny", "deductions")
)


def pages_of(scheme: str) -> Mapping[str, str]:
    """Return the pages of a scheme in Chinese, by their paths."""
    project = read_assessment(SCHEMES / scheme / "standards", SCHEMES / scheme / "results")
    return {page.path: page.markdown for page in written(project, labels("zh"))}


def text_of(page: str) -> str:
    return BeautifulSoup(page, "html.parser").text


@pytest.fixture(scope="module", params=NAMES)
def project(request: pytest.FixtureRequest) -> Assessment:
    folder = SCHEMES / request.param
    return read_assessment(folder / "standards", folder / "results")


def test_every_figure_is_declared_and_right(project: Assessment) -> None:
    assert all(card.result.declared for card in project.cards if card.grade)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_pages_and_downloads_are_made(project: Assessment, language: str) -> None:
    words = labels(language)
    assert all(page.markdown for page in written(project, words))
    publication = Publication("示例", "https://example.org/")
    assert all(file.make() for file in downloads(project, words, publication))


def test_the_shares_of_methods_add_up_on_every_page(project: Assessment) -> None:
    seen = 0
    for page in written(project, labels("zh")):
        soup = BeautifulSoup(page.markdown, "html.parser")
        for table in soup.select("table.sb-sum"):
            rows = table.select("tbody tr:has(a[href^='#method-'])")
            shares = [row.select("td")[-1].text for row in rows]
            base = table.select_one(".sb-subtotal td")
            assert base is not None
            assert not rows or sum(map(_number, shares)) == _number(base.text)
            seen += len(rows)
    assert seen


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[^0-9.−]", "", text).replace("−", "-"))


def test_the_change_from_year_to_year_adds_up(project: Assessment) -> None:
    for cards in project.by_organization.values():
        for before, after in pairwise(cards):
            split = attribution(before, after)
            assert not isinstance(split, Attribution) or split.adds_up


def test_adjustments_and_cases_add_up_on_every_page(project: Assessment) -> None:
    """The points of all rows, and of what joint caps take from them, make the sum; a bound on the
    sum itself is told beside it."""
    words, found = labels("zh"), 0
    captions = {words("ui.card.adjustments_caption"), words("ui.card.negative_caption")}
    for page in written(project, words):
        soup = BeautifulSoup(page.markdown, "html.parser")
        for table in soup.select("table:has(tfoot)"):
            caption = table.select_one("caption")
            if caption is not None and caption.text in captions:
                found += 1
                rows = [row.select("td")[-1].text for row in table.select("tbody tr")]
                total = table.select("tfoot td")[-1].text
                bounded = table.select_one("tfoot small") and not table.select_one(".sb-limited")
                assert bounded or sum(map(_number, rows)) == _number(total)
    assert found == sum(
        bool(tally.scores) for card in project.cards for tally in (card.adjustments, card.negative)
    )


def test_a_page_says_what_a_score_is_worth_beside_those_of_others() -> None:
    pages = pages_of("relative")
    text = text_of(pages["results/2024/west.md"])
    assert "全部党组织中最高60.00分，本单位45.00分：100 × 45.00 ÷ 60.00 = 75.00分" in text
    assert "在5个党组织中列第4名：100 − 3 × 2，计94.00分" in text
    assert "同类党组织中最高96.00分，本单位96.00分：100 × 96.00 ÷ 96.00 = 100.00分" in text
    assert "同类第3名（共4个）" in text
    text = text_of(pages["results/2024/hill.md"])
    assert "同类第1名（共1个）" in text
    text = text_of(pages["results/2025/west.md"])
    assert "其他党组织的变化也计在“本单位的变化”里" in text


def test_a_page_says_what_lifts_a_grade_and_what_points_alone_would_not_give() -> None:
    pages = pages_of("stars")
    text = text_of(pages["results/2025/pine.md"])
    assert "总分达到“三星”，因下列原因评为“四星”" in text
    assert "评为国家级示范单位的，最低四星" in text
    text = text_of(pages["results/2025/willow.md"])
    assert "距“五星”（90分）还差2.00分；但达到了等次也最高为四星：" in text
    assert "没有创新项目的，最高四星" in text


def test_a_page_says_what_was_added_to_a_part_and_why_not() -> None:
    pages = pages_of("parts")
    text = text_of(pages["results/2024/urban.md"])
    assert "加减分计入后：90.00 + 5 = 95.00分" in text
    assert "未达到起加分数，不计" in text
    text = text_of(pages["results/2024/rural.md"])
    assert "加减分计入后：98.00 + 3，限于0至100分之内，计100.00分" in text
    assert "其中计入“重点任务”" in text


def test_a_page_says_that_a_measured_case_was_missed_and_what_a_veto_left() -> None:
    pages = pages_of("schools")
    soup = BeautifulSoup(pages["results/2025/hill.md"], "html.parser")
    row = soup.select_one("#case-n04")
    assert row is not None
    assert "85%没有达到界限，未出现" in row.text
    assert "等次最高" not in row.text
    assert "否决前的总分最多增加" in soup.text
    row = BeautifulSoup(pages["results/2025/lake.md"], "html.parser").select_one("#case-n04")
    assert row is not None
    assert "等次最高为合格学校" in row.text


def test_a_page_says_what_another_kind_moved_and_that_a_veto_counts_without_points() -> None:
    folder = SCHEMES / "accreditation"
    project = read_assessment(folder / "standards", folder / "results")
    pages = {page.path: page.markdown for page in written(project, labels("zh"))}
    text = text_of(pages["results/2026/central.md"])
    assert "类别的变化另使总分变动+1.94分" in text
    assert "得90.42分：与2025年总分之差，是类别的变化" in text
    assert "标准的变化" not in text
    assert "未得6.76分：" in text
    assert "；加4.00分：" in text
    row = BeautifulSoup(pages["results/2026/first.md"], "html.parser").select_one("#case-n01")
    assert row is not None
    assert "此处不再减分，对等次的规定照样适用" in row.text
    text = text_of(pages["standards/2025/negative-list.md"])
    assert "第3起及以后每起计3分" in text


def test_a_page_says_that_edition_and_kind_both_changed(tmp_path: Path) -> None:
    folder = tmp_path / "accreditation"
    shutil.copytree(SCHEMES / "accreditation", folder)
    shutil.copytree(folder / "standards/2025", folder / "standards/2026")
    for year in ("2025", "2026"):
        file = folder / "standards" / year / "edition.yml"
        text = file.read_text("utf-8").replace("years: [2025, 2026]", f"years: [{year}]")
        if year == "2026":
            text += "follows: {edition: 2025, comparable: true, reason: 只改了占比。}\n"
        file.write_text(text, "utf-8")
    project = read_assessment(folder / "standards", folder / "results")
    pages = {page.path: page.markdown for page in written(project, labels("zh"))}
    text = text_of(pages["results/2026/central.md"])
    assert "标准和类别的变化另使总分变动+1.94分" in text
    assert "标准改了，本单位的类别也变了" in text
    text = text_of(pages["results/2026/first.md"])
    assert "类别的变化" not in text


def test_a_clause_that_only_the_new_kind_has_stands_at_its_best_in_the_year_before() -> None:
    pages = pages_of("core")
    text = text_of(pages["results/2026/central.md"])
    assert "类别的变化另使总分变动+3.75分" in text
    assert "得90.00分：与2025年总分之差，是类别的变化" in text
    text = text_of(pages["results/2026/county.md"])
    assert "没有改进项目的，不评甲等" in text
