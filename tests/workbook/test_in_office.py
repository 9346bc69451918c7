"""LibreOffice opens every workbook and saves it again, and the import takes what it saved."""

from pathlib import Path

import openpyxl
import pytest
from office import Office
from paths import TESTS
from workbooks import carry_out, copy, frame_of, plan, subject_of, write

from generator.workbook.reading import read_grids

pytestmark = pytest.mark.system
PROJECT = TESTS / "workbook" / "base"


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saves_changes_nothing(office: Office, form: str, tmp_path: Path) -> None:
    frame, names = frame_of(PROJECT), ("2027", "edition 2027", "organizations")
    files = [write(subject_of(frame, name), tmp_path / f"{name}.xlsx") for name in names]
    for name, saved in zip(names, office.convert(files, form), strict=True):
        result = plan(PROJECT, name, saved)
        assert (result.problems, result.notes, result.changes) == ([], [], []), name


def test_a_formula_that_libreoffice_calculates_is_read_by_its_value(
    office: Office, tmp_path: Path
) -> None:
    folder = copy(PROJECT, tmp_path / "project")
    file = write(subject_of(frame_of(folder), "2027"), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(file)
    book["整改台账"]["G2"] = "=DATE(2028,4,15)+15"
    book["述职评议"]["C2"] = "=2*3"
    book.save(file)
    (saved,) = office.convert([file], "xlsx")
    result = plan(folder, "2027", saved)
    assert result.problems == []
    carry_out(result)
    assert "deadline: 2028-04-30" in (folder / "results/2027/office.yml").read_text("utf-8")


def test_three_thousand_organizations_and_forty_standards_open(
    office: Office, tmp_path: Path
) -> None:
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
    (saved,) = office.convert([file], "xlsx")
    (daily,) = (grid for grid in read_grids(saved) if grid.title == "日常考评")
    assert (len(daily.rows), len(daily.rows[0]) > 40) == (3005, True)
