"""Each letter of the sample becomes a PDF by LibreOffice, whole and on A4."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from office import Office
from paths import ROOT
from pypdf import PdfReader

from generator.cli import main

pytestmark = pytest.mark.system


def test_every_letter_becomes_a_pdf_on_a4(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    out = tmp_path / "letters"
    assert CliRunner().invoke(main, ["--lang", "zh", "letters", "2024", str(out)]).exit_code == 0
    files = sorted(out.rglob("*.docx"))
    for file in office.convert(files, "pdf"):
        pages = PdfReader(file).pages
        size = [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]]
        assert size == [210, 297]
        assert 1 <= len(pages) <= 3
        assert "— 1 —" in pages[0].extract_text()
        assert "{" not in "".join(page.extract_text() for page in pages)
