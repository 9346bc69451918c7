"""XLSX, read by another library than the one that writes it."""

import csv
import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import pytest
from made import NAMES, WORDS, book_of, files
from openpyxl import Workbook, load_workbook

from generator.exports import xlsx_export
from generator.exports.tables import Cell, Column, Row, Table
from generator.exports.xlsx_export import Cover, workbook
from generator.messages.labels import labels
from generator.model.base import LONGEST_TEXT
from generator.turbo import xlsx_shell

EPOCH = (1980, 1, 31, 0, 0, 0)
"""The date that the library gives to the parts of all workbooks."""
COVER = Cover("标题", dt.date(2024, 1, 22), illustrative=True)
CELL = 32_767
"""How many units of UTF-16 a cell holds."""
FORMULAS = ("=1+1", "+1", "@SUM(A1)", "{=1}", "=HYPERLINK(1)", "http://example.org", "123", "1e5")


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def table(*cells: Cell) -> Table:
    return Table("表", (Column("列", "含义"),), tuple(Row((cell,)) for cell in cells))


def books(name: str) -> dict[str, Workbook]:
    return {path: opened(c) for path, c in files(name).items() if path.endswith(".xlsx")}


@pytest.mark.parametrize("name", NAMES)
def test_every_sheet_has_bold_headings_that_stay_and_the_last_explains_the_columns(
    name: str,
) -> None:
    for path, book in books(name).items():
        *sheets, about = book.worksheets
        for sheet in book.worksheets:
            assert sheet.freeze_panes == "A2", path
            assert all(cell.font.bold and cell.value for cell in sheet[1])
        assert about.title == "说明"
        explained = [(row[0], row[1]) for row in about.iter_rows(min_row=3, values_only=True)]
        assert explained == [(sheet.title, cell.value) for sheet in sheets for cell in sheet[1]]
        assert all(row[2] for row in about.iter_rows(min_row=3, values_only=True))


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_a_formula(name: str) -> None:
    for path, book in books(name).items():
        kinds = {c.data_type for sheet in book.worksheets for row in sheet.rows for c in row}
        assert kinds <= {"s", "n", "d"}, path


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_stays_the_text_that_it_is(text: str) -> None:
    cell = opened(workbook([table(text)], COVER, WORDS)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_cells_have_the_type_of_their_value() -> None:
    cells: tuple[Cell, ...] = (Decimal("-0.25"), 7, dt.date(2024, 1, 22), None, "字")
    column = opened(workbook([table(*cells)], COVER, WORDS)).worksheets[0]["A"][1:]
    assert [cell.value for cell in column] == [-0.25, 7, dt.datetime(2024, 1, 22), None, "字"]
    assert [cell.data_type for cell in column] == ["n", "n", "d", "n", "s"]
    assert column[2].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("character", ["长", "\U00020000"])
def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(character: str) -> None:
    units, end = len(character.encode("utf-16-le")) // 2, WORDS("downloads.cut")
    fitting = "字" * (CELL % units) + character * (CELL // units)
    longer = f"{fitting}。"
    made = opened(workbook([table(fitting, longer)], COVER, WORDS)).worksheets[0]
    assert made["A2"].value == fitting
    cut = str(made["A3"].value)
    assert cut.endswith(end)
    assert longer.startswith(cut.removesuffix(end))
    assert CELL - 2 < len(cut.encode("utf-16-le")) // 2 <= CELL


def test_no_text_of_the_data_is_too_long_for_a_cell() -> None:
    assert 2 * LONGEST_TEXT <= CELL


def test_a_table_with_more_rows_than_a_sheet_goes_on_on_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx_export, "_MOST_ROWS", 4)
    for write in (workbook, xlsx_shell.workbook):
        sheets = opened(write([table(*range(7))], COVER, WORDS)).worksheets
        assert [sheet.title for sheet in sheets] == ["表", "表 2", "表 3", "说明"]
        rows = [[cell.value for cell in sheet["A"]] for sheet in sheets[:3]]
        assert rows == [["列", 0, 1, 2], ["列", 3, 4, 5], ["列", 6]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_titles_of_sheets_are_such_as_spreadsheets_allow(language: str) -> None:
    titles = list(labels(language).section("downloads")["sheets"].values())
    assert len({title.lower() for title in titles}) == len(titles)
    for title in titles:
        assert len(f"{title} 999") <= 31
        assert not set(title) & set("[]:*?/\\")
        assert title.strip("'") == title


@pytest.mark.parametrize("text", ["_x0041_", "_x000D_", "__x0041__", "_X0041_", "\x01", "a\rb"])
def test_what_looks_like_an_escape_stays_the_text_that_it_is(text: str) -> None:
    cell = opened(workbook([table(text)], COVER, WORDS)).worksheets[0]["A2"]
    assert re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), str(cell.value)) == text


@pytest.mark.parametrize(("text", "width"), [("字", 10), ("一二三四五六", 14), ("长" * 99, 60)])
def test_a_column_is_as_wide_as_its_widest_text_within_bounds(text: str, width: int) -> None:
    made = Table("表", (Column("四个字格", "含义"),), (Row((text,)),))
    sheet = opened(workbook([made], COVER, WORDS)).worksheets[0]
    assert int(sheet.column_dimensions["A"].width) == width


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_says_what_the_csv_beside_it_says(name: str) -> None:
    for card in book_of(name).cards:
        stem = f"results/{card.year}/{card.organization.id}/{card.organization.id}-{card.year}"
        if f"{stem}.xlsx" not in files(name):
            continue
        text = files(name)[f"{stem}.csv"].decode("utf-8-sig")
        written = list(csv.reader(io.StringIO(text, newline="")))
        sheet = opened(files(name)[f"{stem}.xlsx"]).worksheets[0]
        for row, line in zip(sheet.iter_rows(values_only=True), written, strict=True):
            for cell, told in zip(row, line, strict=True):
                same = Decimal(str(cell)) == Decimal(told) if is_number(cell) else cell == told
                same = same or (cell is None and told == "")
                assert same or told == f"'{cell}", (stem, cell, told)  # a spreadsheet would guess


def is_number(value: object) -> bool:
    return isinstance(value, int | float)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_bears_no_time_but_that_of_the_data(name: str) -> None:
    card = book_of(name).cards[0]
    stem = f"results/{card.year}/{card.organization.id}/{card.organization.id}-{card.year}"
    with zipfile.ZipFile(io.BytesIO(files(name)[f"{stem}.xlsx"])) as parts:
        assert {part.date_time for part in parts.infolist()} == {EPOCH}
        core = parts.read("docProps/core.xml").decode()
    stamp = f"{card.result.status[-1].date}T00:00:00Z"
    assert core.count(stamp) == 2, core


def test_a_sample_says_that_it_is_one() -> None:
    about = opened(workbook([table(1)], COVER, WORDS)).worksheets[-1]
    assert [cell.value for cell in about[2]] == ["标题", None, WORDS("ui.page.illustrative")]
