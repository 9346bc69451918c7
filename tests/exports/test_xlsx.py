"""XLSX, read by another library than the one that writes it."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from made import NAMES, WORDS, book_of, files
from openpyxl import Workbook, load_workbook

from generator.exports.tables import Cell, Column, Row, Table
from generator.exports.xlsx_export import Cover, workbook

EPOCH = (1980, 1, 31, 0, 0, 0)
"""The date that the library gives to the parts of all workbooks."""
COVER = Cover("标题", dt.date(2024, 1, 22), illustrative=True)
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


def test_a_text_that_no_cell_can_hold_is_cut_and_not_left_out() -> None:
    cell = opened(workbook([table("长" * 40_000)], COVER, WORDS)).worksheets[0]["A2"]
    assert str(cell.value) == "长" * 32_766 + "…"


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
                assert same or (cell is None and told == ""), (stem, cell, told)


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
