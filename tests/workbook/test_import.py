"""The command ``scorebook import``: what it writes, leaves alone, and refuses."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet
from paths import TESTS, TINY

from generator.cli import main

PROJECT = TESTS / "workbook" / "base"
BOOK = "book.xlsx"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert run("workbook", "2027", BOOK).exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


def edit(change: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(BOOK)
    change(book)
    book.save(BOOK)


def set_cell(sheet: str, cell: str, value: str | float | None, number_format: str = "") -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = book[sheet]
        assert isinstance(page, Worksheet)
        page[cell] = value
        if number_format:
            page[cell].number_format = number_format

    edit(change)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*.yml")}


def test_a_change_leaves_every_other_line_and_comment_alone(folder: Path) -> None:
    file = folder / "results/2027/office.yml"
    text = "# 由办公室核对\n" + file.read_text("utf-8").replace(
        "rectification:", "# 台账由整改办填\nrectification:"
    )
    file.write_text(text, "utf-8")
    others = {name: b for name, b in files(folder).items() if name != str(file)}
    set_cell("整改台账", "H2", "已完成")
    assert run("import", BOOK).exit_code == 0
    assert {n: b for n, b in files(folder).items() if n != str(file)} == others
    before, after = text.splitlines(), file.read_text("utf-8").splitlines()
    assert {"# 由办公室核对", "# 台账由整改办填"} <= set(after)
    assert set(before) - set(after) <= {
        *("  - clause: s02", "    finding: 党员大会没有按季度召开"),
        *("    measure: 年初排定全年计划，每季度末对账", "    deadline: 2028-03-31"),
        "    state: in_progress",
    }
    assert run("check").exit_code == 0


def test_a_dry_run_shows_what_would_change_and_writes_nothing(folder: Path) -> None:
    before = files(folder)
    set_cell("整改台账", "G2", "2028年4月30日")
    result = run("import", BOOK, "--dry-run")
    assert (result.exit_code, files(folder)) == (0, before)
    assert "办公室党支部: 整改台账：新增" in result.stdout
    assert "2028-04-30" in result.stdout


def test_one_problem_keeps_all_from_being_written_unless_part_of_it_may_be(folder: Path) -> None:
    before = files(folder)
    set_cell("整改台账", "G2", "2028-04-30")
    set_cell("自查自评", "C3", "优")
    result = run("import", BOOK)
    assert (result.exit_code, files(folder)) == (1, before)
    assert (
        result.stdout == "book.xlsx!自查自评!C3: 没有“优” (是不是“优秀”？ 从这一格的下拉列表里选)\n"
    )
    assert run("import", BOOK, "--partial").exit_code == 1
    changed = {Path(n).name for n, b in files(folder).items() if b != before[n]}
    assert changed == {"office.yml"}


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        (0.55, "0.0%", "从“总分”起不一致"),
        ("=1/2", "", "公式没有算出值"),
        ("#N/A", "", "公式出错：#N/A"),
    ],
)
def test_what_the_values_do_not_tell_is_read_from_the_xml(
    folder: Path, value: str | float, number_format: str, said: str
) -> None:
    before = files(folder)
    set_cell("年终检查", "G3", value, number_format)
    result = run("import", BOOK)
    assert (result.exit_code, files(folder)) == (1, before)
    assert said in result.stdout


def test_a_percentage_is_read_as_it_is_shown(folder: Path) -> None:
    set_cell("年终检查", "G3", 0.78, "0.0%")
    assert run("import", BOOK).stdout == "没有需要改动的文件。\n"
    assert folder.is_dir()


def test_hidden_and_filtered_rows_are_read_like_others(folder: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["整改台账"]
        assert isinstance(sheet, Worksheet)
        sheet["G2"] = "2028-04-30"
        sheet.row_dimensions[2].hidden = True
        sheet.auto_filter.add_filter_column(0, ["school"])
        book["日常考评"].sheet_state = "hidden"

    edit(change)
    assert run("import", BOOK).exit_code == 0
    assert "2028-04-30" in (folder / "results/2027/office.yml").read_text("utf-8")


def test_a_workbook_of_another_edition_or_format_is_refused_with_the_way_out(folder: Path) -> None:
    header = folder / "standards/2026/edition.yml"
    set_cell("说明", "B4", "2026")
    assert "重新生成一份" in run("import", BOOK).output
    set_cell("说明", "B4", "2027")
    set_cell("说明", "B5", "9")
    assert "另一种格式（9）" in run("import", BOOK).output
    assert header.exists()


def test_a_table_of_the_office_only_adds_and_changes(folder: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for name in book.sheetnames:
            if name != "整改台账":
                del book[name]
        sheet = book["整改台账"]
        assert isinstance(sheet, Worksheet)
        sheet.delete_rows(2, 2)
        row = ["", "办公室党支部", "", "s05", "办事拖延", "限时办结", "2028-06-30", "未开始"]
        for number, value in enumerate(row, start=1):
            sheet.cell(2, number, value or None)

    edit(change)
    assert "--year 2027" in run("import", BOOK).output
    assert run("import", BOOK, "--year", "2027").exit_code == 0
    text = (folder / "results/2027/office.yml").read_text("utf-8")
    assert "职工诉求办理拖延" in text
    assert "{clause: s05, finding: 办事拖延, measure: 限时办结" in text


def test_a_file_that_is_no_workbook_is_told(folder: Path) -> None:
    Path(BOOK).write_bytes(b"PK\x03\x04 nothing")
    result = run("import", BOOK)
    assert result.exit_code == 1
    assert "不是能读的工作簿" in result.output
    assert folder.is_dir()


def test_a_new_result_begins_as_a_draft(folder: Path) -> None:
    file = folder / "results/2027/school-library.yml"
    file.unlink()
    assert run("workbook", "2027", BOOK).exit_code == 0
    set_cell("日常考评", "E4", 2)
    result = run("import", BOOK, "--date", "2027-04-05")
    assert result.exit_code == 0, result.output
    assert file.read_text("utf-8") == (
        "status:\n  - {state: draft, date: 2027-04-05}\n"
        "methods:\n  daily:\n    findings:\n      - {of: s02-d1, count: 2}\n"
    )


@pytest.mark.parametrize("named", [(), ("--year", "2027")], ids=["complete", "of the office"])
def test_a_draft_lacks_the_ballots_that_are_blank_beside_others(
    folder: Path, named: tuple[str, ...]
) -> None:
    (folder / "results/2027/school-library.yml").unlink()
    assert run("workbook", "2027", BOOK).exit_code == 0
    set_cell("述职评议", "C4", 5)
    set_cell("述职评议", "E4", 0)
    if named:
        edit(lambda book: book.remove(book["说明"]))
    result = run("import", BOOK, "--date", "2027-04-05", *named)
    assert result.exit_code == 0, result.output
    missing = [line for line in result.stderr.splitlines() if "还缺" in line]
    assert missing == [
        "book.xlsx!述职评议!D4: 还缺“良好”的票数 (写上票数；没有人投的写 0)",
        "book.xlsx!述职评议!F4: 还缺“基本合格”的票数 (写上票数；没有人投的写 0)",
    ]
    assert "缺 2 处" in run("progress", "2027").stdout
    Path(BOOK).unlink()
    assert run("workbook", "2027", BOOK).exit_code == 0
    set_cell("述职评议", "D4", 0)
    set_cell("述职评议", "F4", 0)
    assert run("import", BOOK).exit_code == 0
    assert "处" not in run("progress", "2027").stdout.split("\n\n")[1]


def test_a_workbook_fills_a_result_that_is_new_and_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("standards", "results"):
        shutil.copytree(TINY / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    edition = Path("standards/2024/edition.yml")
    text = edition.read_text("utf-8").replace("years: [2024]", "years: [2024, 2025]")
    edition.write_text(text, "utf-8")
    run = CliRunner().invoke
    assert run(main, ["new", "results", "2025"]).exit_code == 0
    assert run(main, ["--lang", "zh", "workbook", "2025", "book.xlsx"]).exit_code == 0
    book = openpyxl.load_workbook("book.xlsx")
    book["结果"].cell(
        2, [cell.value for cell in book["结果"][1]].index("说明") + 1
    ).value = "第一句"
    book.save("book.xlsx")
    assert run(main, ["--lang", "zh", "import", "book.xlsx"]).exit_code == 0
    assert "note: 第一句" in Path("results/2025/first.yml").read_text("utf-8")
