"""LibreOffice opens every workbook and saves it again, and the import takes what it saved."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from paths import TESTS
from workbooks import carry_out, copy, frame_of, plan, subject_of, write

from generator.workbook.reading import read_grids

pytestmark = pytest.mark.system
PROJECT = TESTS / "workbook" / "base"


def save_again(file: Path, folder: Path, form: str = "xlsx") -> Path:
    """A workbook as LibreOffice opens and saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "saved"
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(out)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=300)
    return out / f"{file.stem}.{form}"


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("name", ["2027", "edition 2027", "organizations"])
def test_what_libreoffice_saves_changes_nothing(name: str, form: str, tmp_path: Path) -> None:
    file = write(subject_of(frame_of(PROJECT), name), tmp_path / "book.xlsx")
    result = plan(PROJECT, name, save_again(file, tmp_path, form))
    assert (result.problems, result.notes, result.changes) == ([], [], [])


def test_a_formula_that_libreoffice_calculates_is_read_by_its_value(tmp_path: Path) -> None:
    folder = copy(PROJECT, tmp_path / "project")
    file = write(subject_of(frame_of(folder), "2027"), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(file)
    book["整改台账"]["G2"] = "=DATE(2028,4,15)+15"
    book["述职评议"]["C2"] = "=2*3"
    book.save(file)
    result = plan(folder, "2027", save_again(file, tmp_path))
    assert result.problems == []
    carry_out(result)
    assert "deadline: 2028-04-30" in (folder / "results/2027/office.yml").read_text("utf-8")


def test_three_thousand_organizations_and_forty_standards_open(tmp_path: Path) -> None:
    folder = copy(PROJECT, tmp_path / "project")
    names = [f"  - {{id: o{n}, name: 第{n}党支部, kind: branch}}" for n in range(3000)]
    organizations = folder / "results/organizations.yml"
    organizations.write_text(organizations.read_text("utf-8") + "\n".join(names) + "\n", "utf-8")
    standards = [
        f"  - {{id: t{n}, aspect: style, title: 第{n}项标准, points: 1, covers: [i03], "
        f"deductions: [{{id: t{n}-d1, text: 没有做到的, points: 1}}]}}"
        for n in range(40)
    ]
    text = "standards:\n" + "\n".join(standards) + "\n"
    (folder / "standards/2027/more.yml").write_text(text, "utf-8")
    file = write(subject_of(frame_of(folder), "2027"), tmp_path / "book.xlsx")
    saved = save_again(file, tmp_path)
    (daily,) = (grid for grid in read_grids(saved) if grid.title == "日常考评")
    assert (len(daily.rows), len(daily.rows[0]) > 40) == (3005, True)
