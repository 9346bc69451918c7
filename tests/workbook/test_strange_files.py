"""Workbooks that a program, or a slip, has made too large, and what is no workbook."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from workbooks import edited, frame_of, plan, subject_of, write

from generator.messages.labels import labels
from generator.workbook import xlsx_marks
from generator.workbook.reading import NotAWorkbook, read_grids
from generator.workbook.report import line

BASE = Path(__file__).parent / "base"
SHEET = "日常考评"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(subject_of(frame_of(BASE), "2027"), tmp_path / "book.xlsx")


def rewritten(file: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A workbook with other parts."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, change(name, part))
    return file


def write_into(cell: str) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        book[SHEET][cell] = "x"

    return edit


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZ50000"])
def test_a_cell_far_from_all_others_is_told(book: Path, cell: str) -> None:
    done = plan(BASE, "2027", edited(book, write_into(cell)))
    assert [line(problem, labels("zh")) for problem in done.problems] == [
        f"book.xlsx!{SHEET}: 表太大，多半是很远的地方有一个多余的格子 (把内容复制到新的表里)"
    ]


def test_a_cell_that_no_sheet_has_is_told(book: Path) -> None:
    rewritten(book, lambda _, part: part.replace(b'r="C2"', b'r="ZZZZZZ99999999999"'))
    assert any(grid.too_large for grid in read_grids(book))


def test_a_workbook_that_would_fill_the_memory_is_refused(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_marks, "MOST_BYTES", 1_000_000)
    assert read_grids(book)
    blanks = b" " * 1_000_000
    rewritten(book, lambda name, part: part + blanks if name == "xl/styles.xml" else part)
    with pytest.raises(NotAWorkbook):
        read_grids(book)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "book.xlsx")
    with pytest.raises(OSError, match="not supported"):
        read_grids(tmp_path / "book.xlsx")


def test_a_number_without_a_heading_is_told_as_it_is_shown(book: Path) -> None:
    def edit(book: Workbook) -> None:
        book[SHEET]["Z3"] = 2

    notes = [line(note, labels("zh")) for note in plan(BASE, "2027", edited(book, edit)).notes]
    assert any(note.startswith(f"book.xlsx!{SHEET}!Z3: “2”这一列没有标题") for note in notes)
