"""Letters: templates filled with what pages show; what they cannot have is named with its place."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from paths import TESTS
from test_letter_downloads import letters, site

from generator.cli import main
from generator.letters.templates import EXAMPLES

PROJECT = TESTS / "workbook" / "base"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, language: str = "zh") -> Result:
    return CliRunner().invoke(main, ["--lang", language, "letters", *words])


def text(file: Path) -> str:
    document = Document(str(file))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def template(folder: Path, kind: str, *paragraphs: str) -> Path:
    """A template of the office's own."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = folder / "letters" / kind / "own.docx"
    file.parent.mkdir(parents=True)
    document.save(str(file))
    return file


@pytest.mark.usefixtures("folder")
def test_every_letter_of_a_year_is_written() -> None:
    assert run("2027", "out").exit_code == 0
    assert sorted(str(file.relative_to("out")) for file in Path("out").rglob("*.docx")) == [
        "2027-公示.docx",
        "2027-通报.docx",
        "整改通知单/office-办公室党支部.docx",
        "考核结果反馈单/office-办公室党支部.docx",
        "考核结果反馈单/school-library-干部学校图书馆党支部.docx",
        "考核结果反馈单/school-干部学校机关党委.docx",
        "考核结果反馈单/service-服务中心党支部.docx",
    ]


def test_letters_say_what_the_pages_say(folder: Path) -> None:
    run("2027", "out")
    said = text(folder / "out/考核结果反馈单/office-办公室党支部.docx")
    assert "总分79.57分，等次为合格" in said
    assert "2028年1月24日" in said
    assert "不评定等次：2027年10月成立" in text(next(folder.rglob("school-library-*.docx")))
    corrected = text(next(folder.rglob("school-干部*.docx")))
    assert "2028年2月8日更正：总分由83.66分改为85.48分。原因：" in corrected
    assert "由3分改为4分。原因：二季度党员大会有记录，撤销一次减分。" in corrected
    assert "可以在公示期内" not in corrected, "the result is final"
    assert "加权合计" in corrected
    due = text(folder / "out/整改通知单/office-办公室党支部.docx")
    assert "党员大会没有按季度召开" in due
    assert "职工诉求办理拖延" not in due, "what is accepted is not asked for again"
    assert "公示期为2028年1月17日至2028年1月21日" in text(folder / "out/2027-公示.docx")
    assert text(folder / "out/2027-通报.docx").count("2028年2月8日") == 1, "its date"
    assert "参加考核的党组织4个" in text(folder / "out/2027-通报.docx")


def test_pages_of_letters_are_laid_out_by_the_standard_of_official_documents(folder: Path) -> None:
    run("2027", "out")
    files = list(folder.glob("out/**/*.docx"))
    assert files
    for file in files:
        section = Document(str(file)).sections[0]
        margins = (
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
        assert [round(m / Mm(1)) for m in margins if m] == [37, 35, 28, 26]
        fonts = Document(str(file)).element.body.iter(qn("w:rFonts"))
        assert {"仿宋_GB2312", "方正小标宋简体"} <= {font.get(qn("w:eastAsia")) for font in fonts}


def test_a_draft_has_no_letter(folder: Path) -> None:
    file = folder / "results/2027/school.yml"
    kept = file.read_text("utf-8").partition("  - {state: notice")[0]
    methods = "methods:" + file.read_text("utf-8").partition("methods:")[2].partition("corr")[0]
    file.write_text(kept + methods, "utf-8")
    assert run("2027", "out").exit_code == 0
    assert not list(folder.glob("out/**/school-干部学校机关党委.docx"))
    assert "干部学校机关党委" not in text(folder / "out/2027-通报.docx")


def test_a_year_of_drafts_has_no_letters(folder: Path) -> None:
    for file in folder.glob("results/2027/*.yml"):
        data = yaml.safe_load(file.read_text("utf-8"))
        data["status"] = [{"state": "draft", "date": dt.date(2028, 1, 5)}]
        kept = {name: data[name] for name in data if name not in ("corrections", "declared")}
        file.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), "utf-8")
    assert "2027 年还没有可以发出的结果" in run("2027", "out").output
    assert not list(folder.glob("out/**/*.docx"))
    offered = letters(site(project=folder))
    assert [path for path in offered if "/2027/" in path] == []


def test_an_unknown_name_is_told_with_its_template_and_paragraph(folder: Path) -> None:
    template(folder, "organization", "单位：{{ card.name }}", "总分：{{ totl }}，{{ gread }}")
    result = run("2027", "out")
    assert result.exit_code == 1
    assert result.stdout == (
        "letters/organization/own.docx，“总分：{{ totl }}，{{ gread }}”：没有“gread”"
        " (能用的名称见 docs/guide/letters.md)\n"
        "letters/organization/own.docx，“总分：{{ totl }}，{{ gread }}”：没有“totl”"
        " (能用的名称见 docs/guide/letters.md)\n"
    )
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("paragraph", "reason"),
    [
        ("{{ card.totl }}", "totl"),
        ("{% if card.total %}总分", "endif"),
        ("{{ card.name | shout }}", "shout"),
        ("{{ edition.parse_file('/etc/hostname') }}", "parse_file"),
        ("{{ edition.model_validate_json('{}') }}", "model_validate_json"),
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ card.name.format.__globals__ }}", "__globals__"),
        ("{{ card.total | number | number }}", ""),
    ],
)
def test_what_a_template_may_not_do_is_told_at_its_paragraph(
    folder: Path, paragraph: str, reason: str
) -> None:
    template(folder, "organization", "第一段", paragraph)
    result = run("2027", "out")
    assert result.exit_code == 1
    assert result.stdout.startswith("letters/organization/own.docx，“")
    assert reason in result.stdout
    assert "第一段" not in result.stdout
    assert not Path("out").exists()


def test_a_file_that_is_no_template_is_told(folder: Path) -> None:
    template(folder, "year", "x").write_bytes(b"PK nothing")
    result = run("2027", "out", language="en")
    assert result.exit_code == 1
    assert "own.docx: not a Word file that can be read" in result.stdout


def test_what_is_filled_in_is_text_and_never_markup(folder: Path) -> None:
    file = folder / "results/organizations.yml"
    name = "办公室<w:b/>&党支部"
    file.write_text(file.read_text("utf-8").replace("办公室党支部", f'"{name}"'), "utf-8")
    template(folder, "organization", "{{ card.name }}")
    assert run("2027", "out").exit_code == 0
    assert text(next(Path("out").rglob("office-*.docx"))) == name


@pytest.mark.usefixtures("folder")
def test_templates_can_be_copied_to_be_changed() -> None:
    assert run("2027", "letters", "--examples").exit_code == 0
    copied = {p.relative_to("letters") for p in Path("letters").rglob("*.docx")}
    assert copied == {p.relative_to(EXAMPLES) for p in EXAMPLES.rglob("*.docx")}


@pytest.mark.usefixtures("folder")
def test_a_year_without_results_has_no_letters() -> None:
    assert "1999" in run("1999", "out").output
