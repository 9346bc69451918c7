"""``scorebook progress``: what is in, what is missing, what is wrong."""

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_open_years import YEAR, folder, record

from generator.cli import main

__all__ = ["folder"]


def progress(*words: str) -> str:
    done = CliRunner().invoke(main, ["--lang", "zh", "progress", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def begun(folder: Path) -> Path:
    """One organization is recorded whole, one wrongly; a third that is closed has a file."""
    record(folder, "first")
    record(folder, "second", "ballots:", "ballot:")
    (folder / YEAR / "third.yml").write_text("status: [{state: draft, date: 2025-06-30}]\n")
    return folder


def states(*words: str) -> dict[str, str]:
    found = json.loads(progress(*words, "--format", "json"))
    return {row["id"]: row["how"] for row in found["organizations"]}


@pytest.mark.usefixtures("begun")
def test_each_organization_has_its_state() -> None:
    assert states() == {"first": "whole", "second": "wrong", "third": "wrong"}


def test_a_draft_that_nobody_has_filled_in_lacks_something(folder: Path) -> None:
    (folder / YEAR).mkdir()
    (folder / YEAR / "second.yml").write_text(
        "status: [{state: draft, date: 2025-06-30}]\nmethods: {}\n"
    )
    assert states() == {"first": "none", "second": "part"}
    assert "录了一部分 1 家，没有录 1 家" in progress()


@pytest.mark.usefixtures("begun")
def test_the_newest_year_is_shown_unless_one_is_named() -> None:
    assert set(states("2024").values()) == {"whole"}


@pytest.mark.usefixtures("folder")
def test_a_year_that_begins_has_nothing() -> None:
    assert set(states().values()) == {"none"}
    assert "没有录 2 家" in progress()


@pytest.mark.usefixtures("begun")
def test_the_table_fits_a_console_of_80_columns_in_gbk() -> None:
    lines = progress().splitlines()
    for line in lines:
        wide = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)
        assert wide <= 80
        line.encode("gbk")
    assert any("错 1 处" in line for line in lines)
    assert lines[-1] == "缺什么、错在哪里：scorebook check results/2025"


@pytest.mark.usefixtures("begun")
def test_the_table_for_spreadsheets_has_the_same_words() -> None:
    lines = progress("--format", "csv").removeprefix("\ufeff").split("\n")
    assert lines[0].startswith("编号,党组织,状态,")
    assert lines[2].startswith("second,")
    assert "错 1 处" in lines[2]


@pytest.mark.usefixtures("folder")
def test_a_year_that_nobody_assesses_is_refused() -> None:
    done = CliRunner().invoke(main, ["--lang", "zh", "progress", "2031"])
    assert done.exit_code == 1
    assert "2031 年还没有开始" in done.stderr


def checked(*words: str) -> list[str]:
    done = CliRunner().invoke(main, ["--lang", "zh", "check", "--format", "short", *words])
    return done.stdout.splitlines()


def test_a_check_of_what_is_begun_has_a_line_for_each_method(folder: Path) -> None:
    (folder / YEAR).mkdir()
    file = folder / YEAR / "second.yml"
    file.write_text(
        "status: [{state: draft, date: 2025-06-30}]\n"
        "methods:\n  self:\n    level:\n  vote:\n    ballots:\n      high:\n      low:\n"
    )
    assert checked() == ["没有问题：2 版标准，6 份结果。"]
    assert checked(YEAR) == [
        f"results/2025/second.yml:{place}: 乙_新_支部：{said} (在结果工作簿里填好，再读入)"
        for place, said in (
            ("4:11", "还没有录“自查自评”"),
            ("7:12", "“述职评议”没有录完，还缺 high（优秀）、low（合格）"),
        )
    ]


def test_a_result_in_public_notice_is_complete(folder: Path) -> None:
    record(folder, "first")
    (folder / YEAR / "second.yml").write_text(
        "status: [{state: notice, date: 2025-06-30}]\nmethods:\n  self:\n    level:\n"
    )
    assert [line.partition(": ")[0] for line in checked()] == ["results/2025/second.yml:4:11"]
