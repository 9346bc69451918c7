"""What an import says of what is published already, and of what one result does to another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from generator.cli import main

NAMES = ("first-branch", "second-branch")
FILE = "results/2026/first-branch.yml"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


def read(fill: Callable[[Any], None], *options: str) -> Result:
    """Fill in a new workbook, and import it."""
    Path("book.xlsx").unlink(missing_ok=True)
    assert run("workbook", "2026", "book.xlsx").exit_code == 0
    book = openpyxl.load_workbook("book.xlsx")
    fill(book)
    book.save("book.xlsx")
    return run("import", *options, "book.xlsx")


def put(book: Any, title: str, key: str, *, new: bool = False, **values: object) -> None:
    """Write into the row of an organization, or into the first empty one."""
    sheet = book[title]
    rows = [row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == key]
    number = sheet.max_row + 1 if new else rows[0]
    headings = {str(cell.value).partition(" ")[0]: cell.column for cell in sheet[1]}
    for heading, value in {"编号": key, **values}.items():
        sheet.cell(number, headings[heading.replace("_", "-")]).value = value


def judge(book: Any, key: str, total: float, grade: str) -> None:
    put(book, "自查自评", key, 层次="优秀")
    put(book, "年终检查", key, s02="优秀")
    put(book, "申报得分", key, 总分=total, 等次=grade)
    put(book, "状态", key, new=True, 状态="公示中", 日期="2027-01-11")
    put(book, "状态", key, new=True, 状态="已定", 日期="2027-01-20")


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with one place for the best grade, in which a result is final."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "project", "--year", "2026").exit_code == 0
    monkeypatch.chdir("project")
    edition = Path("standards/2026/edition.yml")
    text = edition.read_text("utf-8").replace("from: 90}", "from: 90, quota: {number: 1}}")
    edition.write_text(text, "utf-8")
    assert run("new", "results", "2026", "--date", "2026-03-31").exit_code == 0
    with Path("results/years.yml").open("a", encoding="utf-8") as years:
        years.write("    notice: {from: 2027-01-11, until: 2027-01-15, object_to: 机关党委}\n")

    def fill(book: Any) -> None:
        judge(book, "first-branch", 95.8, "优秀")
        put(book, "年终检查", "first-branch", s01_d2=1)

    done = read(fill)
    assert done.exit_code == 0, done.output


def change(book: Any) -> None:
    put(book, "年终检查", "first-branch", s01_d2=2)


def change_with_total(book: Any) -> None:
    change(book)
    put(book, "申报得分", "first-branch", 总分=94.2)


def correct(book: Any) -> None:
    change_with_total(book)
    reason = {"日期": "2027-02-01", "原因": "漏记一人次。"}
    put(book, "状态", "first-branch", new=True, 状态="已更正", **reason)
    values = {"更正什么": "总分", "更正前": 95.8, "更正后": 94.2}
    put(book, "更正", "first-branch", new=True, **values, **reason)


@pytest.mark.parametrize("fill", [change, change_with_total])
@pytest.mark.parametrize("options", [(), ("--partial",), ("--dry-run",)])
def test_a_final_total_does_not_change_without_a_correction(
    fill: Callable[[Any], None], options: tuple[str, ...]
) -> None:
    before = Path(FILE).read_bytes()
    done = read(fill, *options)
    assert (done.exit_code, Path(FILE).read_bytes()) == (1, before)
    assert "book.xlsx!申报得分!H2: 已定或复核中的总分从 95.8 变为 94.20，没有写更正" in done.stdout
    assert "在“更正”表里加一行：更正什么写 总分，更正前写 95.8，更正后写 94.20" in done.stdout


def test_a_correction_lets_a_final_total_change() -> None:
    assert read(correct).exit_code == 0
    assert "94.2" in Path(FILE).read_text("utf-8")


def test_a_final_state_that_is_taken_back_is_told() -> None:
    def withdraw(book: Any) -> None:
        rows = [row for row in book["状态"].iter_rows(min_row=2) if row[0].value == "first-branch"]
        for cell in rows[-1]:
            cell.value = None

    done = read(withdraw)
    assert done.exit_code == 0
    assert "原来已定（总分 95.8），这样改就不是已定的了" in done.stderr


@pytest.mark.parametrize("options", [(), ("--partial",)])
def test_a_result_that_takes_the_place_of_another_in_a_quota_is_refused(
    options: tuple[str, ...],
) -> None:
    def fill(book: Any) -> None:
        judge(book, "second-branch", 97.4, "优秀")

    done = read(fill, *options)
    assert done.exit_code == 1
    assert "book.xlsx!申报得分!" in done.stdout
    assert "的名额已满" in done.stdout
    assert "state: final" not in Path("results/2026/second-branch.yml").read_text("utf-8")


def test_what_a_draft_lacks_is_counted() -> None:
    done = read(lambda book: put(book, "自查自评", "second-branch", 层次="良好"))
    assert done.exit_code == 0
    assert "草稿里还有 1 处没有填" in done.stderr
