"""How problems are printed: short, with the line and a caret, as JSON, as annotations."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

WRONG = (
    "years:\n  - {year: 2024, as_of: 2024-06-30, 备注: 无}\n  - {year: '2025', as_of: 2025-06-30}\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("standards", "results"):
        (tmp_path / name).mkdir()
    (tmp_path / "results/years.yml").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(form: str, folder: Path) -> str:
    assert folder == Path.cwd()
    result = CliRunner().invoke(main, ["--lang", "zh", "check", "--format", form])
    assert result.exit_code == 1
    return result.stdout


def test_short_is_a_line_for_each_problem(folder: Path) -> None:
    lines = printed("short", folder).splitlines()
    assert any(line.startswith("results/years.yml:3:12: years[2].year: ") for line in lines)


def test_text_shows_the_line_with_a_caret_under_the_column(folder: Path) -> None:
    lines = printed("text", folder).splitlines()
    at = lines.index("    3 |   - {year: '2025', as_of: 2025-06-30}")
    assert lines[at + 1] == " " * (8 + 11) + "^"


def test_a_caret_stands_right_after_wide_characters(folder: Path) -> None:
    (folder / "results/years.yml").write_text("甲乙: 1\n", encoding="utf-8")
    (folder / "results/organizations.yml").write_text("{种类: [], kinds: x}\n", encoding="utf-8")
    lines = printed("text", folder).splitlines()
    at = lines.index("    1 | {种类: [], kinds: x}")
    shown = {lines[n + 1].index("^") for n in range(at, len(lines) - 1) if lines[n] == lines[at]}
    assert shown == {8, 8 + 1, 8 + len("{种类: [], kinds: ") + 2}


def test_no_colour_is_written_where_no_terminal_is(folder: Path) -> None:
    assert "\x1b" not in printed("text", folder)


def test_json_has_an_object_for_each_problem(folder: Path) -> None:
    found = json.loads(printed("json", folder))
    wrong = next(one for one in found if one["where"] == "years[2].year")
    assert (wrong["file"], wrong["line"], wrong["column"]) == ("results/years.yml", 3, 12)
    assert set(wrong) == {"file", "line", "column", "where", "code", "message", "remedy"}


def test_annotations_name_file_line_and_column(folder: Path) -> None:
    lines = printed("github", folder).splitlines()
    assert any(
        line.startswith("::error file=results/years.yml,line=3,col=12,title=not-integer::")
        for line in lines
    )
