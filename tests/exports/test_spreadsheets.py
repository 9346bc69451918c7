"""What LibreOffice makes of the files, opened as people open them."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from guessed import GUESSED, PLAIN
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.exports.csv_export import csv_file
from generator.exports.tables import Column, Row, Table

pytestmark = pytest.mark.system
LANGUAGES = {"en": 1033, "zh": 2052}
Open = Callable[[Path, str], Worksheet]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Opens a file in LibreOffice by a filter, and gives the first sheet as it saves it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    home = tmp_path_factory.mktemp("office")

    def opened(file: Path, infilter: str) -> Worksheet:
        command = [program, "--headless", f"-env:UserInstallation={home.as_uri()}"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", f"--infilter={infilter}"]
        saved = file.parent / "saved"
        command += ["--outdir", str(saved), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        sheet = load_workbook(saved / f"{file.stem}.xlsx").active
        assert isinstance(sheet, Worksheet)
        return sheet

    return opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_in_a_csv_becomes_something_else(
    office: Open, tmp_path: Path, language: str
) -> None:
    """With special numbers told, as a spreadsheet guesses at its worst."""
    texts = [text for text in (*GUESSED, *PLAIN) if text.strip() and "\r" not in text]
    rows = [Row(("x", text)) for text in texts]
    file = tmp_path / "texts.csv"
    file.write_bytes(csv_file(Table("t", (Column("a", ""), Column("b", "")), rows)))
    sheet = office(file, f"CSV:44,34,76,1,,{LANGUAGES[language]},false,true")
    shown = [sheet.cell(row, 2).value for row in range(2, len(texts) + 2)]
    for text, value in zip(texts, shown, strict=True):
        assert str(value).removeprefix("'") == text, (text, value)
