"""Texts of the data appear as they were written, whatever they contain; drafts do not."""

from collections.abc import Mapping

import pytest
from rendering import card_of, written
from test_site import WORDS, Finished, finished

from generator.dataset.assessment import Assessment
from generator.urls import COMPARE


@pytest.fixture(scope="module")
def pages(tiny: Assessment) -> Mapping[str, Finished]:
    return finished(tiny)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("results/2023/first.md", "经验 <b>推广</b> | 全省 [x](y)"),
        ("results/2023/first.md", "三月 _没有_ 开会 & 没有补开"),
        ("results/2023/first.md", "查了 记录 三次 # 不是标题"),
        ("results/2023/first.md", "<script>alert(1)</script>"),
        ("results/2023/first.md", "优先推荐 <b>评优</b>。"),
        ("results/2023/second.md", "复核 *属实*"),
        ("results/2023/second.md", "补开 | 补记"),
        ("results/2023/second.md", "已按 规定 复核。"),
        ("results/2023/second.md", "党委 <办公室>"),
        ("results/2023/second.md", "乙*旧*支部"),
        ("results/2023/third.md", "成立 <不满> 半年_"),
        ("results/2023/third.md", "丙 [支部](x) & 丁"),
        ("results/2023/index.md", "首次 试行。"),
        ("organizations/second.md", "乙_新_支部"),
        ("organizations/second.md", "甲 <党委>"),
        ("standards/2023/index.md", "用来 试验 <b>每一种</b> 网页。"),
        ("standards/2023/index.md", "收到意见 3 条 | 采纳 2 条"),
        ("standards/2023/clauses/s1.md", "出席率 80% | 以上"),
        ("standards/2023/clauses/s3.md", "计划要 书面。"),
        ("standards/2023/aspects/work.md", "日常 <工作> 情况"),
        ("standards/2023/items.md", "集中学习 *四* 次"),
        ("standards/2023/adjustments.md", "受到上级 <b>表彰</b>"),
        ("standards/2023/negative-list.md", "不开会 | 不记录"),
        ("standards/2024/changes.md", "改列 <负面清单>"),
        ("standards/2024/changes.md", "只作 *小* 修改。"),
    ],
)
def test_a_text_reads_as_it_was_written(
    pages: Mapping[str, Finished], path: str, text: str
) -> None:
    assert text in pages[path].text


def test_no_text_of_the_data_becomes_markup(pages: Mapping[str, Finished]) -> None:
    for page in pages.values():
        own = {"<script"} if page.written.path == COMPARE else set()
        assert {"<b>", "<script"} & set(_tags(page.html)) == own, page.written.path
        assert 'href="y"' not in page.html
        assert 'href="x"' not in page.html


def _tags(html: str) -> list[str]:
    return [tag for tag in ("<b>", "<script") if tag in html]


def test_an_organization_is_named_as_in_the_year_of_its_card(
    pages: Mapping[str, Finished],
) -> None:
    assert "乙_新_支部" in pages["results/2024/second.md"].text
    assert "乙_新_支部" not in pages["results/2023/second.md"].text


def test_of_a_draft_nothing_is_shown_but_that_there_is_one(
    pages: Mapping[str, Finished],
) -> None:
    for figure in ("96.75", "98.5", "草稿的话"):
        assert [path for path, page in pages.items() if figure in page.text] == []
    assert "草稿" in pages["results/2024/first.md"].text
    assert pages["results/2024/first.md"].html.count("sb-grade") == 0


def test_a_draft_has_its_figures_where_drafts_are_shown(tiny: Assessment) -> None:
    pages = {page.path: page.markdown for page in written(tiny, WORDS)}
    assert "96.75" in pages["results/2024/first.md"]
    assert "草稿的话" in pages["results/2024/first.md"]


def test_a_draft_is_in_no_count_of_grades_and_in_no_ranking(tiny: Assessment) -> None:
    bare = card_of(tiny.without_drafts(), 2024, "first")
    assert (bare.total, bare.grade, bare.methods, bare.base) == (None, None, (), None)
    assert (bare.result.note, dict(bare.result.methods)) == (None, {})


def test_what_is_published_is_left_as_it_is(tiny: Assessment) -> None:
    kept = [card for card in tiny.cards if card.result.state != "draft"]
    assert [
        card for card in tiny.without_drafts().cards if card.total or card.result.no_grade
    ] == kept


def test_what_does_not_count_is_said_with_its_reason(pages: Mapping[str, Finished]) -> None:
    second = pages["results/2023/second.md"].text
    assert "同一事件" not in second
    assert "未达到起加分数，不计" in second
    assert "同一事件已按分值更高的情形计分" in pages["results/2024/second.md"].text
