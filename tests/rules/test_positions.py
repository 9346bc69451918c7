"""Where a problem is told to stand."""

from pathlib import Path

from overlay import SOUTH, laid_out

from generator.dataset.assessment import examine
from generator.messages.labels import labels
from generator.messages.report import report_problems

LIFE = "status: [{state: final, date: 2023-01-20}]\nno_grade: x\n"


def lines(folder: Path) -> list[int]:
    _, problems = examine(folder / "standards", folder / "results")
    return [line.line for line in report_problems(problems, labels("en"))]


def test_a_file_that_was_edited_is_told_by_its_present_lines(tmp_path: Path) -> None:
    laid_out(tmp_path, {SOUTH: f"{LIFE}nots: x\n"})
    assert lines(tmp_path) == [3]
    (tmp_path / SOUTH).write_text(f"# moved\n# down\n{LIFE}nots: x\n", encoding="utf-8")
    assert lines(tmp_path) == [5]


def test_columns_count_characters_and_not_bytes(tmp_path: Path) -> None:
    laid_out(tmp_path, {SOUTH: "{status: [{state: final, date: 2023-01-20}], note: 重建, x: 1}"})
    _, problems = examine(tmp_path / "standards", tmp_path / "results")
    (line,) = report_problems(problems, labels("en"))
    assert (line.line, line.column) == (1, 56)
