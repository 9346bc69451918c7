"""A year under way: periods that are recorded as they come."""

from decimal import Decimal

from bs4 import BeautifulSoup
from paths import ROOT
from rendering import card_of, written

from generator.dataset.assessment import Assessment, read_assessment
from generator.messages.labels import labels

QUARTERS = ROOT / "tests/schemes/quarters"


def _project() -> Assessment:
    return read_assessment(QUARTERS / "standards", QUARTERS / "results")


def test_an_interim_card_has_no_total_no_grade_and_no_rank() -> None:
    project = _project()
    card = card_of(project, 2025, "finance")
    assert (card.total, card.grade, card.by_cutoff) == (None, None, None)
    statistics = project.book.statistics[2025]
    assert list(statistics.ranks) == ["digital"]
    assert statistics.totals == (Decimal(90),)
    assert project.book.sums[2025].cards == 1


def test_an_interim_page_says_what_is_known_and_what_is_missing() -> None:
    pages = {page.path: page.markdown for page in written(_project(), labels("zh"))}
    soup = BeautifulSoup(pages["results/2025/finance.md"], "html.parser")
    assert "尚缺：季度评分 三季度、四季度；半年检查；年终测评。" in soup.text
    assert "（91 + 92）÷ 2 = 91.50" in soup.text
    assert "总分" not in soup.text
    assert not soup.select(".sb-answer, .sb-sum, .sb-grade")


def test_the_page_explains_the_mean_and_what_did_not_exist() -> None:
    pages = {page.path: page.markdown for page in written(_project(), labels("zh"))}
    text = BeautifulSoup(pages["results/2024/digital.md"], "html.parser").text
    assert "（88 + 92）÷ 2 = 90.00" in text
    assert "没有这一期：7月成立" in text


def test_a_standard_that_is_scored_in_periods_counts_once_by_its_mean() -> None:
    clauses = _project().book.clause_years[2024]
    # finance (4 + 6) ÷ 2; of 3 × 20 points 55 are earned
    assert (clauses["files"].lost, clauses["files"].percent) == (Decimal(5), Decimal("91.7"))
    # below the best level, which gives 18: finance (0 + 3) ÷ 2, digital 0, the closed one 6
    assert clauses["plan"].lost == Decimal("7.5")
