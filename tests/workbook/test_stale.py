"""A workbook that is older than a file: nothing that was changed meanwhile is lost."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from paths import TINY

from generator.cli import main

FILE = "results/2024/first.yml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest library, and a workbook of its year 2024."""
    for name in ("standards", "results"):
        shutil.copytree(TINY / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert run("workbook", "2024", "book.xlsx").exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", *words])


def note(folder: Path, text: str, name: str = "first") -> None:
    """Put a note into a file of results by hand."""
    file = folder / f"results/2024/{name}.yml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("note:")]
    file.write_text("\n".join([*lines, f"note: {text}", ""]), "utf-8")


def fill(name: str, text: str) -> None:
    """Put a note into the row of an organization in the workbook."""
    book = openpyxl.load_workbook("book.xlsx")
    sheet = book["结果"]
    headings = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == name)
    row[headings.index("说明")].value = text
    book.save("book.xlsx")


def test_a_file_that_changed_alone_stays(folder: Path) -> None:
    note(folder, "手工写的")
    done = run("import", "book.xlsx")
    assert done.exit_code == 0, done.output
    assert "first.yml 在这份工作簿生成以后改过，工作簿里没有改动" in done.stderr
    assert "手工写的" in (folder / FILE).read_text("utf-8")


def test_what_changed_on_both_sides_is_refused(folder: Path) -> None:
    note(folder, "手工写的")
    fill("first", "表里写的")
    fill("second", "另一行")
    before = (folder / FILE).read_bytes()
    done = run("import", "book.xlsx")
    assert done.exit_code == 1
    assert "first.yml 在这份工作簿生成以后改过，工作簿里也改了" in done.stdout
    assert "另一行" not in (folder / "results/2024/second.yml").read_text("utf-8")
    assert run("import", "--partial", "book.xlsx").exit_code == 1
    assert "另一行" in (folder / "results/2024/second.yml").read_text("utf-8")
    assert (folder / FILE).read_bytes() == before


def test_a_file_that_did_not_change_takes_what_the_workbook_says(folder: Path) -> None:
    note(folder, "手工写的", "second")
    fill("first", "表里写的")
    assert run("import", "book.xlsx").exit_code == 0
    assert "表里写的" in (folder / FILE).read_text("utf-8")
    assert "手工写的" in (folder / "results/2024/second.yml").read_text("utf-8")


def test_a_workbook_can_be_read_twice(folder: Path) -> None:
    fill("first", "表里写的")
    assert run("import", "book.xlsx").exit_code == 0
    assert "没有需要改动的文件" in run("import", "book.xlsx").output
    assert "表里写的" in (folder / FILE).read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [("2024",), ("--organizations",), ("--edition", "2024")],
    ids=["results", "organizations", "edition"],
)
def test_what_is_typed_and_not_imported_is_not_written_over(
    folder: Path, words: tuple[str, ...]
) -> None:
    fill("first", "表里写的")
    typed = (folder / "book.xlsx").read_bytes()
    done = run("workbook", *words, "book.xlsx")
    assert done.exit_code == 1
    assert "book.xlsx 已经有了，里面可能有没读入的内容。请换一个文件名" in done.stderr
    assert (folder / "book.xlsx").read_bytes() == typed
    assert run("import", "book.xlsx").exit_code == 0
    assert run("workbook", *words, "book.xlsx").exit_code == 0


@pytest.mark.usefixtures("folder")
def test_what_has_no_heading_is_told_and_not_written_over() -> None:
    book = openpyxl.load_workbook("book.xlsx")
    sheet = book["结果"]
    sheet.cell(2, sheet.max_column + 1).value = "旁边写的"
    book.save("book.xlsx")
    assert "“旁边写的”这一列没有标题，没有读" in run("import", "book.xlsx").stderr
    assert run("workbook", "2024", "book.xlsx").exit_code == 1


def test_another_file_is_not_written_over(folder: Path) -> None:
    (folder / "letter.xlsx").write_text("no workbook", "utf-8")
    assert run("workbook", "2024", "letter.xlsx").exit_code == 1
    note(folder, "手工写的")
    assert run("workbook", "2024", "book.xlsx").exit_code == 0  # says nothing new


def fill_cells(book: str, **cells: str | int) -> None:
    """Fill cells of the second row of the tables of the methods, each with all else left alone."""
    file = openpyxl.load_workbook(book)
    for cell, value in cells.items():
        sheet, column = ("自查自评", "C") if cell == "own" else ("年终检查", cell)
        file[sheet][f"{column}2"].value = value
    file.save(book)


@pytest.mark.parametrize("begun", [True, False], ids=["begun", "without files"])
def test_copies_of_a_workbook_do_not_block_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "site", "--year", "2026")
    monkeypatch.chdir(tmp_path / "site")
    assert run("new", "results", "2026", "--date", "2026-03-31").exit_code == 0
    for file in () if begun else Path("results/2026").glob("*.yml"):
        file.unlink()
    assert run("workbook", "2026", "mine.xlsx").exit_code == 0
    shutil.copy("mine.xlsx", "yours.xlsx")
    fill_cells("yours.xlsx", own="良好", C="是", D=2, F="良好")
    assert run("import", "yours.xlsx").exit_code == 0
    file = Path("results/2026/first-branch.yml")
    text = file.read_text("utf-8")
    done = run("import", "mine.xlsx")
    assert (done.exit_code, file.read_text("utf-8")) == (0, text), done.output
    assert "first-branch.yml 在这份工作簿生成以后改过，工作簿里没有改动" in done.stderr
    assert "没有需要改动的文件" in run("import", "yours.xlsx").stdout
    fill_cells("mine.xlsx", own="优秀")
    assert "工作簿里也改了" in run("import", "mine.xlsx").stdout


def test_a_new_year_of_which_nothing_is_typed_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "site", "--year", "2026").exit_code == 0
    monkeypatch.chdir(tmp_path / "site")
    assert run("new", "results", "2026", "--date", "2026-03-31").exit_code == 0
    assert run("workbook", "2026", "fresh.xlsx").exit_code == 0
    assert "没有需要改动的文件" in run("import", "--dry-run", "fresh.xlsx").output
    assert run("workbook", "2026", "fresh.xlsx").exit_code == 0
