"""Reading, checking and scoring together: one fault causes no other."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from paths import TINY
from rendering import card_of

from generator.dataset.assessment import Assessment, examine, read_assessment
from generator.problem import Problem, ProblemsFound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def _examine(folder: Path) -> tuple[Assessment, tuple[Problem, ...]]:
    return examine(folder / "standards", folder / "results")


def _change(file: Path, was: str, now: str) -> None:
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now), "utf-8")


def _told(problems: tuple[Problem, ...], folder: Path) -> list[tuple[str, str]]:
    return [(one.code, one.place.file.relative_to(folder).as_posix()) for one in problems]


def _scored(book: Assessment) -> list[str]:
    return [f"{card.year}/{card.organization.id}" for card in book.cards]


def _of_year(assessment: Assessment, year: int, name: str) -> list[object]:
    return [getattr(card, name) for card in assessment.cards if card.year == year]


def _quota_on_first(folder: Path) -> None:
    """2023 with a quota that leaves nobody excellent: the first is held down to 合格."""
    _change(folder / "standards" / "2023" / "edition.yml", "{percent: 50}", "{percent: 40}")
    _change(folder / "results" / "2023" / "first.yml", "96.25, grade: good", "96.25, grade: fair")


def test_sound_data_has_no_problems_and_all_cards(folder: Path) -> None:
    book, problems = _examine(folder)
    assert problems == ()
    assert len(book.cards) == 6


def test_a_faulty_result_is_not_scored_and_causes_no_other_problem(folder: Path) -> None:
    _change(folder / "results" / "2023" / "second.yml", "of: s1-d1", "of: s1-d9")
    book, problems = _examine(folder)
    assert _told(problems, folder) == [("finding-of-method", "results/2023/second.yml")]
    assert "2023/second" not in _scored(book)
    assert "2023/first" in _scored(book)


def test_a_result_that_cannot_be_read_causes_no_other_problem(folder: Path) -> None:
    _change(folder / "results" / "2023" / "second.yml", "count: 4", "count: yes")
    book, problems = _examine(folder)
    assert _told(problems, folder) == [("ambiguous", "results/2023/second.yml")]
    assert "2023/second" not in _scored(book)


def test_a_quota_holds_when_the_year_is_whole(folder: Path) -> None:
    _quota_on_first(folder)
    book, problems = _examine(folder)
    assert problems == ()
    first = card_of(book, 2023, "first")
    assert first.grade is not None
    assert first.grade.id == "fair"


def test_a_year_with_a_faulty_result_has_no_grades_that_a_quota_would_decide(
    folder: Path,
) -> None:
    _quota_on_first(folder)
    _change(folder / "results" / "2023" / "second.yml", "of: s1-d1", "of: s1-d9")
    book, problems = _examine(folder)
    assert _told(problems, folder) == [("finding-of-method", "results/2023/second.yml")]
    assert _of_year(book, 2023, "grade") == [None, None]
    assert _of_year(book, 2023, "total") == [Decimal("96.25"), None]


def test_other_years_keep_their_grades(folder: Path) -> None:
    _change(folder / "results" / "2023" / "second.yml", "of: s1-d1", "of: s1-d9")
    book, _ = _examine(folder)
    assert None not in _of_year(book, 2024, "grade")


def test_a_wrong_figure_of_one_result_is_told_beside_a_fault_of_another(folder: Path) -> None:
    _change(folder / "results" / "2023" / "second.yml", "of: s1-d1", "of: s1-d9")
    _change(folder / "results" / "2023" / "first.yml", "total: 96.25", "total: 96.24")
    _, problems = _examine(folder)
    assert set(_told(problems, folder)) == {
        ("finding-of-method", "results/2023/second.yml"),
        ("figure-recomputed", "results/2023/first.yml"),
    }


def test_results_under_a_faulty_edition_are_not_scored(folder: Path) -> None:
    _change(
        folder / "standards" / "2024" / "lists.yml",
        "aspect: study, title: 学习质量",
        "aspect: studies, title: 学习质量",
    )
    book, problems = _examine(folder)
    assert _told(problems, folder) == [("unknown-reference", "standards/2024/lists.yml")]
    assert _scored(book) == ["2023/first", "2023/second", "2023/third"]


def test_an_edition_that_cannot_be_read_is_not_blamed_on_its_results(folder: Path) -> None:
    _change(folder / "standards" / "2024" / "lists.yml", "points: 6", "points: 06")
    book, problems = _examine(folder)
    assert _told(problems, folder) == [("ambiguous", "standards/2024/lists.yml")]
    assert _scored(book) == ["2023/first", "2023/second", "2023/third"]


def test_nothing_is_scored_while_the_organizations_are_in_doubt(folder: Path) -> None:
    _change(folder / "results" / "organizations.yml", "kind: committee", "kind: committees")
    book, problems = _examine(folder)
    assert ("organization-reference", "results/organizations.yml") in _told(problems, folder)
    assert book.cards == ()


def test_a_book_is_made_of_sound_data_only(folder: Path) -> None:
    assert len(read_assessment(folder / "standards", folder / "results").cards) == 6
    _change(folder / "results" / "2023" / "first.yml", "total: 96.25", "total: 96.24")
    with pytest.raises(ProblemsFound) as stop:
        read_assessment(folder / "standards", folder / "results")
    assert [one.code for one in stop.value.problems] == ["figure-recomputed"]


def test_years_come_latest_first_and_an_organization_earliest_first(tiny: Assessment) -> None:
    assert list(tiny.book.by_year) == [2024, 2023]
    assert [card.year for card in tiny.by_organization["second"]] == [2023, 2024]


def test_organizations_stand_in_the_order_of_their_file(tiny: Assessment) -> None:
    assert [one.id for one in tiny.book.organizations] == ["first", "second", "third"]
