"""A year that grows: what is still missing in an open year holds nothing up."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from paths import TINY
from rendering import written
from test_assessing import job_of, told

from generator.cli import main
from generator.dataset.assessment import Assessment, examine
from generator.messages.labels import labels
from generator.problem import Problem
from generator.turbo.assessing import assess
from generator.turbo.workers import InlineExecutor

YEAR = "results/2025"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest library with an open year in which nobody has been recorded."""
    for name in ("standards", "results"):
        shutil.copytree(TINY / name, tmp_path / name)
    edition = tmp_path / "standards/2024/edition.yml"
    text = edition.read_text("utf-8").replace("years: [2024]", "years: [2024, 2025]")
    edition.write_text(text, "utf-8")
    years = tmp_path / "results/years.yml"
    opened = "  - year: 2025\n    as_of: 2025-03-31\n    open: true\n"
    years.write_text(years.read_text("utf-8") + opened, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(folder: Path) -> tuple[Assessment, tuple[Problem, ...]]:
    return examine(folder / "standards", folder / "results")


def record(folder: Path, name: str, old: str = "", new: str = "") -> None:
    """Record a result of the open year: a draft that says what that of 2024 says."""
    text = (folder / f"results/2024/{name}.yml").read_text("utf-8").replace("2025-", "2026-")
    head, _, rest = text.partition("methods:")
    assert "status" in head
    (folder / YEAR).mkdir(exist_ok=True)
    draft = "status:\n  - {state: draft, date: 2025-06-30}\nmethods:" + rest
    assert old in draft
    (folder / YEAR / f"{name}.yml").write_text(draft.replace(old, new, 1), "utf-8")


def pages(folder: Path) -> Mapping[str, str]:
    assessment, problems = read(folder)
    assert problems == ()
    made = written(assessment.without_drafts(), labels("zh"))
    return {page.path: page.markdown for page in made}


def codes(folder: Path) -> list[str]:
    return [problem.code for problem in read(folder)[1]]


def test_an_open_year_names_those_who_are_not_recorded(folder: Path) -> None:
    assert "2家中已录入0家" in pages(folder)["results/2025/index.md"]
    record(folder, "first")
    made = pages(folder)
    assert "2家中已录入1家" in made["results/2025/index.md"]
    assert made["results/2025/index.md"].count("尚未录入") == 1
    assert "2家中已录入1家" in made["index.md"]
    assert "2家中已录入1家" in made["results/index.md"]
    assert "results/2025/first.md" in made


def test_an_open_year_tells_how_far_those_are_who_are_begun(folder: Path) -> None:
    record(folder, "first")
    (folder / YEAR / "second.yml").write_text(
        "status: [{state: draft, date: 2025-06-30}]\nmethods: {self: {level: middle}}\n"
    )
    page = pages(folder)["results/2025/index.md"]
    assert "2家中已录入1家" in page
    assert "录入中，3种考核方式录齐1种" in page
    assert "尚未录入" not in page


def test_a_file_in_which_nothing_is_filled_in_is_not_begun(folder: Path) -> None:
    (folder / YEAR).mkdir()
    (folder / YEAR / "second.yml").write_text(
        "status: [{state: draft, date: 2025-06-30}]\nmethods: {self: {level: }}\nadjustments: []\n"
    )
    assert pages(folder)["results/2025/index.md"].count("尚未录入") == 2


def test_a_year_that_is_not_open_needs_every_result(folder: Path) -> None:
    record(folder, "first")
    years = folder / "results/years.yml"
    years.write_text(years.read_text("utf-8").replace("    open: true\n", ""), "utf-8")
    assert codes(folder) == ["result-missing"]


def test_empty_results_of_an_open_year_are_no_problem(folder: Path) -> None:
    run = CliRunner().invoke(main, ["--lang", "zh", "new", "results", "2025"])
    assert run.exit_code == 0, run.output
    assert "2家中已录入0家" in pages(folder)["results/2025/index.md"]


def test_a_draft_with_a_gap_is_not_recorded_yet(folder: Path) -> None:
    record(folder, "first")
    file = folder / YEAR / "first.yml"
    file.write_text("status:\n  - {state: draft, date: 2025-06-30}\n", "utf-8")
    assert "2家中已录入0家" in pages(folder)["results/2025/index.md"]
    assert "results/2025/first.md" not in pages(folder)


def test_what_is_wrong_in_a_draft_remains_a_problem(folder: Path) -> None:
    record(folder, "first", "methods:", "adjustments:\n  - {of: nonsense}\nmethods:\n  x1: {}")
    assert {"occurrence-of-list", "method-known"} <= set(codes(folder))


def test_a_result_beyond_a_draft_may_have_no_gap(folder: Path) -> None:
    record(folder, "first", "state: draft", "state: final")
    file = folder / YEAR / "first.yml"
    file.write_text("status:\n  - {state: final, date: 2025-06-30}\n", "utf-8")
    assert "method-recorded" in codes(folder)


def test_a_correction_of_last_year_goes_out_beside_an_open_year(folder: Path) -> None:
    CliRunner().invoke(main, ["new", "results", "2025"])
    record(folder, "first")
    before = pages(folder)
    file = folder / "results/2024/second.yml"
    file.write_text(file.read_text("utf-8") + "\nnote: 说明有更正。\n", "utf-8")
    after = pages(folder)
    assert "说明有更正。" in after["results/2024/second.md"]
    assert before["results/2025/index.md"] == after["results/2025/index.md"]


def test_the_fast_way_knows_the_same(folder: Path) -> None:
    CliRunner().invoke(main, ["new", "results", "2025"])
    record(folder, "first")
    assessment, _ = read(folder)
    with job_of(folder, drafts=True) as job:
        assert assess(job, [InlineExecutor(), InlineExecutor()])
        assert list(map(told, job.book.summaries)) == list(map(told, assessment.book.summaries))
        assert job.book.recordings == assessment.book.recordings


def test_what_is_open_is_not_compared(folder: Path) -> None:
    record(folder, "first")
    book = read(folder)[0].book
    assert 2025 not in book.by_year
    assert 2025 not in book.clause_years
    assert book.statistics[2025].ranks == {}


def test_the_page_of_an_open_year_is_as_expected(folder: Path, pytestconfig: pytest.Config) -> None:
    record(folder, "first")
    page = pages(folder)["results/2025/index.md"]
    golden = Path(__file__).parents[1] / "golden" / "open-year.md"
    if pytestconfig.getoption("golden_write"):
        golden.write_text(page, "utf-8", newline="\n")
    assert page == golden.read_text("utf-8")


def test_some_files_alone_are_checked_and_tell_what_is_missing(folder: Path) -> None:
    CliRunner().invoke(main, ["new", "results", "2025"])
    (folder / "results/2024/second.yml").write_text("status: 3\n", "utf-8")
    words = ["--lang", "zh", "check", "--format", "short"]
    done = CliRunner().invoke(main, [*words, "results/2025/first.yml"])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines
    assert all(line.startswith("results/2025/first.yml:") for line in lines)
    assert CliRunner().invoke(main, [*words, "standards"]).exit_code == 0
    done = CliRunner().invoke(main, words)
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == {
        "results/2024/second.yml"
    }
