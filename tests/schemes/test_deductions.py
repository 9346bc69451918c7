"""A scheme unlike the sample: one method without a weight, deductions from 100, pass or
fail, totals above 100."""

from decimal import Decimal

import pytest
from rendering import written

from generator.dataset.assessment import Assessment
from generator.messages.labels import labels
from generator.scoring.card import Scorecard


def _card(book: Assessment, organization: str) -> Scorecard:
    return next(card for card in book.cards if card.organization.id == organization)


@pytest.mark.parametrize(
    ("organization", "figures", "grade"),
    [
        # no canteen: 40 − 6 (capped) + 20 − 2.5 + 15 = 66.5 of 75, × 4/3 = 88.6667; + 1.5
        ("north", ("88.667", "1.5", "0", "90.2"), "pass"),
        # nothing lost, twice 1.5: more than 100 is allowed
        ("south", ("100", "3", "0", "103"), "pass"),
        # 100 − 2 × 10 − 0.05: the gate looks at 79.95, though the total rounds to 80.0
        ("east", ("79.95", "0", "0", "80"), "pass"),
        # 100 − 2 × 10: the gate of 80 is reached
        ("centre", ("80", "1.5", "0", "81.5"), "pass"),
        # a veto fails the best score
        ("west", ("100", "0", "0", "100"), "fail"),
        # 0 of 40 (5 × 10), 10 of 25, 0 of 20, 0 of 15 (2 of 3 is below 66.67 %); − 20, floor 0
        ("harbour", ("10", "0", "20", "0"), "fail"),
        # 8 of 9 trained: − 3; warned four times: 1 + 3 + 6 + 6
        ("hill", ("97", "0", "16", "81"), "pass"),
    ],
)
def test_base_adjustments_negative_cases_total_and_grade(
    deductions: Assessment, organization: str, figures: tuple[str, ...], grade: str
) -> None:
    card = _card(deductions, organization)
    computed = (card.base, card.adjustments.points, card.negative.points, card.total)
    assert computed == tuple(map(Decimal, figures))
    assert card.grade is not None
    assert card.grade.id == grade


def test_what_does_not_apply_scales_the_rest_by_four_thirds(deductions: Assessment) -> None:
    score = _card(deductions, "north").methods[0]
    assert (score.earned, score.possible) == (Decimal("66.5"), Decimal(75))
    assert score.earned * 4 / 3 == score.scored


def test_the_vetoed_card_names_the_case(deductions: Assessment) -> None:
    holds = _card(deductions, "west").effective_holds
    assert [hold.case.id for hold in holds if hold.case] == ["accident"]


def test_the_floor_took_effect(deductions: Assessment) -> None:
    assert _card(deductions, "harbour").bounded
    assert not _card(deductions, "south").bounded


def test_all_pages_are_written(deductions: Assessment) -> None:
    paths = {page.path for page in written(deductions, labels("zh"))}
    organizations = [one.id for one in deductions.book.organizations]
    assert paths == {
        "index.md",
        "guide/rules.md",
        "standards/index.md",
        "standards/safety/index.md",
        "standards/safety/adjustments.md",
        "standards/safety/negative-list.md",
        "standards/safety/whole.md",
        *(f"standards/safety/aspects/{id}.md" for id in ("site", "papers")),
        *(
            f"standards/safety/clauses/{id}.md"
            for id in ("equipment", "canteen", "files", "training")
        ),
        "results/index.md",
        "results/compare.md",
        "results/2022/index.md",
        *(f"results/2022/{id}.md" for id in organizations),
        "standards/safety/results-2022.md",
        *(f"ledger/{page}.md" for page in ("index", "2022/index", "2022/uses")),
        "organizations/index.md",
        *(f"organizations/{id}.md" for id in organizations),
    }


def test_the_grades_bear_the_names_of_the_scheme(deductions: Assessment) -> None:
    pages = {page.path: page.markdown for page in written(deductions, labels("zh"))}
    assert "不通过" in pages["results/2022/west.md"]
    assert "103.0" in pages["results/2022/south.md"]
    assert "优秀" not in "".join(pages.values())
