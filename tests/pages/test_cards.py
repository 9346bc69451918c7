"""What a card shows can be added up: every figure is recomputed from the HTML alone."""

import datetime as dt
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from bs4 import BeautifulSoup, Tag
from paths import BASE
from rendering import card_of, written

from generator.analysis.improvement import improvements
from generator.dataset.assessment import Assessment, read_assessment
from generator.messages.labels import labels
from generator.pages.card_answer import Due, Noticed, card_answer, noticed
from generator.render.markdown_page import MarkdownPage

Cards = list[tuple[str, BeautifulSoup]]
CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def pages(sample: Assessment) -> list[MarkdownPage]:
    return list(written(sample, labels("zh")))


@pytest.fixture(scope="module")
def cards(pages: list[MarkdownPage]) -> list[tuple[str, BeautifulSoup]]:
    """The pages of scorecards, each with its path."""
    return [
        (page.path, BeautifulSoup(page.markdown, "html.parser"))
        for page in pages
        if re.fullmatch(r"results/\d{4}/[a-z-]+\.md", page.path) and "/index" not in page.path
    ]


def number(cell: Tag) -> Decimal:
    return Decimal(cell.get_text().replace("−", "-").replace("+", "").replace("%", "").strip())


def last_column(rows: list[Tag]) -> list[Decimal]:
    cells = [row.find_all(["td", "th"])[-1] for row in rows]
    return [number(cell) for cell in cells if cell.get_text().strip() != "—"]


def rows(table: Tag, part: str) -> list[Tag]:
    found = table.find(part)
    return found.find_all("tr") if isinstance(found, Tag) else []


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def test_the_rows_of_the_total_add_up_to_the_printed_total(cards: Cards) -> None:
    added = 0
    for path, card in cards:
        table = card.select_one("table.sb-sum")
        if table is None:
            continue
        total = last_column(rows(table, "tfoot"))[-1]
        body = rows(table, "tbody")
        methods = [row.find_all(["td", "th"]) for row in body if len(row.find_all("td")) == 3]
        for _, raw, weight, weighted in methods:
            assert number(raw) * number(weight) / 100 == number(weighted), path
        figures = last_column(body)
        base = figures[len(methods)]
        assert sum(figures[: len(methods)]) == base, path
        assert rounded(min(sum(figures[len(methods) :], Decimal(0)), Decimal(100))) == total, path
        shown = card.select_one(".sb-score-value strong")
        assert shown is not None
        assert number(shown) == total
        added += 1
    assert added > 60


def test_the_marks_of_a_method_give_its_raw_score(cards: Cards) -> None:
    added = 0
    for path, card in cards:
        for table in card.select("table.sb-marks"):
            body = [row for row in rows(table, "tbody") if "sb-off" not in (row.get("class") or [])]
            earned, raw = last_column(rows(table, "tfoot"))
            points = [number(row.find_all(["td", "th"])[1]) for row in body]
            moved = [number(row.find_all(["td", "th"])[3]) for row in body]
            marks = last_column(body)
            assert [p + m for p, m in zip(points, moved, strict=True)] == marks, path
            assert sum(marks) == earned, path
            assert rounded(100 * earned / sum(points, Decimal(0))) == raw, path
            added += 1
    assert added > 120


@pytest.mark.parametrize("section", ["adjustments", "negative"])
def test_adjustments_and_cases_add_up_to_what_the_total_takes(cards: Cards, section: str) -> None:
    seen = 0
    for path, card in cards:
        link = card.select_one(f'table.sb-sum a[href="#{section}"]')
        if link is None:
            continue
        row = link.find_parent("tr")
        assert isinstance(row, Tag)
        taken = last_column([row])[0]
        name = re.escape(link.get_text())
        heading = card.find(string=re.compile(rf"## {name}"))
        assert heading is not None
        table = heading.find_next("table")
        assert isinstance(table, Tag)
        low, high = (-5, 5) if section == "adjustments" else (-20, 0)
        summed = sum(last_column(rows(table, "tbody")))
        assert min(max(summed, Decimal(low)), Decimal(high)) == taken, path
        seen += 1
    assert seen > 10


def test_what_to_fix_first_is_ranked_by_what_it_brings(cards: Cards) -> None:
    seen = 0
    for path, card in cards:
        tables = card.select("table.sb-table")
        table = next((t for t in tables if "最多可挽回" in t.get_text()), None)
        if table is not None:
            found = [number(row.find_all("td")[0]) for row in rows(table, "tbody")]
            assert found == sorted(found, reverse=True), path
            seen += len(found) > 1
    assert seen > 10


def test_what_is_late_and_what_is_next_are_told_apart(sample: Assessment) -> None:
    """Of five open findings, one was due before the date of the data."""
    card = card_of(sample, 2025, "culture-palace-venue")
    late = [entry for entry in card.result.rectification if entry.overdue(dt.date(2026, 2, 4))]
    due = card_answer(card, improvements(card), frozenset(late)).due
    assert due == Due(5, 1, dt.date(2026, 1, 30), dt.date(2026, 2, 27))


def test_the_notice_of_a_final_result_is_over(sample: Assessment) -> None:
    final = card_of(sample, 2025, "audit").result
    assert noticed(final) == Noticed(dt.date(2026, 1, 19), dt.date(2026, 1, 26))
    assert noticed(card_of(sample, 2025, "culture-palace-arts").result) is None


def test_a_chart_is_small_and_has_no_script_and_no_style(pages: list[MarkdownPage]) -> None:
    seen = 0
    for page in pages:
        for chart in re.findall(r"<svg.*?</svg>", page.markdown, re.DOTALL):
            most = 6_000 if "sb-heat" in chart else 3_072  # with the names of forty rows
            assert len(chart.encode()) <= most, page.path
            assert "<script" not in chart
            assert "style=" not in chart
            assert 'aria-label="' in chart or 'aria-hidden="true"' in chart
            seen += 1
    assert seen > 150


def test_every_chart_has_its_numbers_below_it(pages: list[MarkdownPage]) -> None:
    seen = 0
    for page in (page for page in pages if "sb-figure" in page.markdown):
        html = BeautifulSoup(page.markdown, "html.parser")
        for figure in html.select("figure.sb-figure"):
            caption, after = figure.find("figcaption"), figure.find_next_sibling()
            told = len(re.findall(r"\d+", caption.get_text())) if isinstance(caption, Tag) else 0
            assert after is not None, page.path
            assert told > 3 or after.select_one("table > caption") is not None, page.path
            seen += 1
    assert seen > 10


def test_no_two_pages_have_one_title(pages: list[MarkdownPage]) -> None:
    titles = Counter(page.title for page in pages)
    assert {title: count for title, count in titles.items() if count > 1} == {}


def test_in_english_every_label_is_english() -> None:
    for page in written(read_assessment(BASE / "standards", BASE / "results"), labels("en")):
        text = re.sub(
            "学习|“：”", "", page.markdown
        )  # a word of that data, and one that is warned of
        assert re.findall("[\u3000-\u9fff\uff00-\uffef]", text) == [], page.path
