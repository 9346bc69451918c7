"""Which edition is in force, and what a draft is."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from paths import TINY
from rendering import written

from generator.cli import main
from generator.dataset.assessment import Assessment, examine
from generator.messages.labels import labels


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("standards", "results"):
        shutil.copytree(TINY / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


def read(folder: Path) -> Assessment:
    assessment, problems = examine(folder / "standards", folder / "results")
    assert problems == ()
    return assessment


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_new_edition_is_a_draft_and_not_in_force(folder: Path) -> None:
    assert run("new", "edition", "2025").exit_code == 0
    assessment = read(folder)
    new = assessment.library.editions[-1]
    assert (new.id, new.draft, new.years) == ("2025", True, (2025,))
    assert assessment.library.edition_of(2025) is None
    assert assessment.library.in_force is assessment.library.editions[-2]


def test_the_pages_of_a_draft_say_so(folder: Path) -> None:
    run("new", "edition", "2025")
    made = {page.path: page.markdown for page in written(read(folder), labels("zh"))}
    own = [text for path, text in made.items() if path.startswith("standards/2025/")]
    assert own
    assert all("本版是草案，还没有施行。" in text for text in own)
    others = [text for path, text in made.items() if path.startswith("standards/2024/")]
    assert not any("草案" in text for text in others)
    assert "草案，尚未施行" in made["standards/index.md"]
    assert "2025" not in made["index.md"].partition("{: #in-force }")[2].partition("##")[0]


def test_what_is_to_be_settled_is_a_problem_once_the_edition_is_no_draft(folder: Path) -> None:
    run("new", "edition", "2025")
    replace(folder / "standards/2025/edition.yml", "draft: true", "draft: false")
    problems = examine(folder / "standards", folder / "results")[1]
    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("placeholder-left", ("follows", "reason"))
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("待定", True),
        ("名额（待定）", True),
        ("分值为1，待定。", True),
        ("TBD", True),
        ("待核定后再写", True),
        ("等待定期检查的结果", False),
        ("招待定点接待户", False),
        ("TBDX", False),
    ],
)
def test_a_word_that_stands_by_itself_is_a_placeholder(folder: Path, text: str, left: bool) -> None:
    file = folder / "standards/2024/edition.yml"
    file.write_text(file.read_text("utf-8") + f"\nobjections:\n  - {text}\n", "utf-8")
    codes = [problem.code for problem in examine(folder / "standards", folder / "results")[1]]
    assert codes == ["placeholder-left"] * left


def test_the_edition_in_force_is_that_of_the_latest_assessed_year(folder: Path) -> None:
    run("new", "edition", "2025")
    file = folder / "standards/2025/edition.yml"
    replace(file, "draft: true", "draft: false")
    replace(file, "待核定两版分数能否比较，并写明理由", "沿用上一版")
    library = read(folder).library
    assert library.in_force
    assert library.in_force.id == "2024"
    run("new", "results", "2025")
    library = read(folder).library
    assert library.in_force
    assert library.in_force.id == "2025"


def test_a_year_that_another_edition_claims_is_told_with_both_ways_out(folder: Path) -> None:
    replace(folder / "standards/2024/edition.yml", "years: [2024]", "years: [2024, 2025]")
    result = run("new", "edition", "2025")
    assert result.exit_code == 2
    assert "2025 年已经适用“2024”版" in result.stderr
    assert "--year 2026" in result.stderr
    assert run("new", "edition", "2025", "--year", "2026").exit_code == 0
    assert read(folder).library.editions[-1].years == (2026,)
