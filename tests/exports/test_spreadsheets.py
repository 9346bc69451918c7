"""What LibreOffice makes of the files, opened as people open them."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from guessed import GUESSED, PLAIN
from office import Office
from openpyxl import load_workbook

from generator.exports import xlsx_export
from generator.exports.csv_export import csv_file
from generator.exports.tables import Column, Row, Table
from generator.exports.xlsx_export import Cover
from generator.messages.labels import labels
from generator.turbo import xlsx_shell

pytestmark = pytest.mark.system
LANGUAGES = {"en": 1033, "zh": 2052}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_in_a_csv_becomes_something_else(
    office: Office, tmp_path: Path, language: str
) -> None:
    """With special numbers told, as a spreadsheet guesses at its worst."""
    texts = [text for text in (*GUESSED, *PLAIN) if text.strip() and "\r" not in text]
    rows = [Row(("x", text)) for text in texts]
    file = tmp_path / "texts.csv"
    file.write_bytes(csv_file(Table("t", (Column("a", ""), Column("b", "")), rows)))
    opening = f"CSV:44,34,76,1,,{LANGUAGES[language]},false,true"
    (saved,) = office.convert([file], "xlsx:Calc MS Excel 2007 XML", opening)
    sheet = load_workbook(saved).worksheets[0]
    shown = [sheet.cell(row, 2).value for row in range(2, len(texts) + 2)]
    for text, value in zip(texts, shown, strict=True):
        assert str(value).removeprefix("'") == text, (text, value)


@pytest.mark.parametrize("write", [xlsx_export.workbook, xlsx_shell.workbook])
def test_every_text_in_a_workbook_is_shown_as_it_is(
    office: Office, tmp_path: Path, write: Callable[..., bytes]
) -> None:
    strange = ("_x0041_", "_x000d_", "__x005F_", "\U00020000" * 16_383, "<r>1</r>", "&amp;", " a ")
    texts = [text for text in (*GUESSED, *PLAIN, *strange) if text and "\r" not in text]
    rows = [Row(("x", text)) for text in texts]
    file = tmp_path / "texts.xlsx"
    cover = Cover("t", dt.date(2024, 1, 22))
    table = Table("t", (Column("a", ""), Column("b", "")), rows)
    file.write_bytes(write([table], cover, labels("zh")))
    (saved,) = office.convert([file], "csv:Text - txt - csv (StarCalc):44,34,76,1")
    with saved.open(encoding="utf-8", newline="") as stream:
        _, *shown = csv.reader(stream)
    assert [row[1] for row in shown] == texts
