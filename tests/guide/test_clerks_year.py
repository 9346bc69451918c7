"""The year of a clerk, played with the commands of the guide and with workbooks filled in.

Every command stands in ``docs/guide/clerk.md`` with what it says; where it reads a workbook, that
is filled in before. ``pytest --golden-write`` writes what the commands say into the guide.
"""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from office import find_office
from paths import ROOT

from generator.cli import main

pytestmark = pytest.mark.system
GUIDE = ROOT / "docs/guide/clerk.md"
BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
NAMES = {
    "first-branch": "办公室党支部",
    "second-branch": "组织部党支部",
    "third-branch": "财务部党支部",
}
Fill = Callable[[Any], None]


def put(book: Any, title: str, key: str, **values: object) -> None:
    """Write into the row of a sheet that begins with an id, or into a new one."""
    sheet = book[title]
    rows = [row for row in sheet.iter_rows(min_row=2) if row[0].value == key]
    number = rows[0][0].row if rows and title not in LISTS else first_empty(sheet)
    headings = {str(cell.value).partition(" ")[0]: cell.column for cell in sheet[1]}
    sheet.cell(number, 1).value = key
    if "党组织" in headings:
        sheet.cell(number, headings["党组织"]).value = NAMES[key]
    for heading, value in values.items():
        sheet.cell(number, headings[heading.replace("_", "-")]).value = value


LISTS = ("状态", "负面清单", "整改台账", "更正", "考核标准 减分情形")
"""Sheets to which rows are added."""


def first_empty(sheet: Any) -> int:
    rows = sheet.iter_rows(min_row=2)
    return int(next((r[0].row for r in rows if r[0].value is None), sheet.max_row + 1))


def fill_standards(book: Any) -> None:
    """Four more standards, so that there are six, in an edition that is no sample."""
    set_once(book, "示例", "是", "否")
    set_once(book, "概要", "这一版是示例，请改成自己的标准。", "看各党组织一年来的党建工作。")
    for id, title, judged in (
        ("s03", "按时交纳党费", False),
        ("s04", "廉洁教育", True),
        ("s05", "主题党日", False),
        ("s06", "结对帮扶", True),
    ):
        scale = {"层次": "四个层次"} if judged else {}
        put(book, "考核标准", id, 方面="组织建设", 名称=title, 分值=5, **scale)
        if not judged:
            rule = {"编号": f"{id}-d1", "内容": "没有做到的", "分值": 0.5}
            put(book, "考核标准 减分情形", f"{id} {title}", **rule)


def fill_names(book: Any) -> None:
    for id, name in NAMES.items():
        put_name(book["党组织"], id, name)


def put_name(sheet: Any, id: str, name: str) -> None:
    rows = [row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == id]
    number = rows[0] if rows else first_empty(sheet)
    headings = {str(cell.value): cell.column for cell in sheet[1]}
    for heading, value in (("编号", id), ("名称", name), ("类别", "党支部")):
        sheet.cell(number, headings[heading]).value = value


def fill_first_quarter(book: Any) -> None:
    put(book, "年终检查", "first-branch", s01_d1=1)


def fill_second_quarter(book: Any) -> None:
    put(book, "年终检查", "second-branch", s01_d2=1)


def fill_third_quarter(book: Any) -> None:
    put(book, "年终检查", "third-branch", s01_d1=1)


def fill_fourth_quarter(book: Any) -> None:
    put(book, "年终检查", "second-branch", s01_d2=2)
    put(book, "年终检查", "third-branch", s01_d1=2)
    put(book, "负面清单", "third-branch", 情形="n01 对职工诉求推诿扯皮的", 次数=1)


def fill_year_end(book: Any) -> None:
    for id, own, others, total, grade in (
        ("first-branch", "优秀", "优秀", 94.46, "优秀"),
        ("second-branch", "良好", "良好", 90.34, "优秀"),
        ("third-branch", "良好", "合格", 80.34, "良好"),
    ):
        put(book, "自查自评", id, 层次=own)
        put(book, "年终检查", id, s02=others, s04=others, s06=others)
        put(book, "申报得分", id, 总分=total, 等次=grade)
    entry = {"条款": "s01 落实“三会一课”", "问题": "党员大会少开两次", "措施": "补开并按季度检查"}
    put(book, "整改台账", "third-branch", **entry, 期限="2027-03-31", 状态="整改中")


def fill_year(book: Any) -> None:
    """End the year, and announce its public notice."""
    sheet = book["年度"]
    headings = {str(cell.value): cell.column for cell in sheet[1]}
    number = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == 2026)
    values = {"数据截至": "2027-01-31", "录入中": "否", "公示·开始": "2027-01-11"}
    values |= {"公示·截止": "2027年1月15日", "公示·向谁提出异议": "机关党委办公室"}
    for heading, value in values.items():
        sheet.cell(number, headings[heading]).value = value


def fill_notice(book: Any) -> None:
    for id in NAMES:
        put(book, "状态", id, 状态="公示中", 日期="2027-01-11")


def fill_objection(book: Any) -> None:
    reason = "党支部对缺席人次提出异议，机关党委正在复核。"
    put(book, "状态", "second-branch", 状态="复核中", 日期="2027-01-14", 原因=reason)
    for id in ("first-branch", "third-branch"):
        put(book, "状态", id, 状态="已定", 日期="2027-01-18")


def fill_correction(book: Any) -> None:
    reason = "一人次缺席后已补课，不应计入。"
    put(book, "年终检查", "second-branch", s01_d2=1)
    put(book, "申报得分", "second-branch", 总分=90.86)
    put(book, "状态", "second-branch", 状态="已更正", 日期="2027-01-20", 原因=reason)
    values = {"更正什么": "total 总分", "更正前": 90.34, "更正后": 90.86}
    put(book, "更正", "second-branch", **values, 日期="2027-01-20", 原因=reason)


def fill_next_edition(book: Any) -> None:
    put(book, "考核标准", "s06", 分值=6)


def bring_into_force(book: Any) -> None:
    set_once(book, "草案", "是", "否")
    asked = "待核定两版分数能否比较，并写明理由"
    set_once(book, "与上一版·理由", asked, "只有结对帮扶的分值变了。")


def set_once(book: Any, heading: str, was: str, value: str) -> None:
    """Change what the sheet of an edition says once."""
    sheet = book["本版标准"]
    number = next(cell.column for cell in sheet[1] if cell.value == heading)
    assert sheet.cell(2, number).value == was
    sheet.cell(2, number).value = value


FILLS: Mapping[str, Fill] = {
    "标准.xlsx": fill_standards,
    "名单.xlsx": fill_names,
    "一季度.xlsx": fill_first_quarter,
    "二季度.xlsx": fill_second_quarter,
    "三季度.xlsx": fill_third_quarter,
    "四季度.xlsx": fill_fourth_quarter,
    "年终.xlsx": fill_year_end,
    "年度.xlsx": fill_year,
    "公示.xlsx": fill_notice,
    "异议.xlsx": fill_objection,
    "更正.xlsx": fill_correction,
    "新标准.xlsx": fill_next_edition,
    "施行.xlsx": bring_into_force,
}


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a block with what they say."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, said = part.partition("\n")
        yield command, said


def run(command: str, monkeypatch: pytest.MonkeyPatch, filled: set[str]) -> str:
    words = shlex.split(command)
    if words[0] == "cd":
        monkeypatch.chdir(words[1])
        return ""
    name = words[-1] if words[-1].endswith(".xlsx") else ""
    done = CliRunner().invoke(main, ["--lang", "zh", *words[1:]])
    assert done.exit_code == 0, (command, done.output)
    if words[1] == "workbook" and name not in filled:
        book = openpyxl.load_workbook(name)
        FILLS[name](book)
        book.save(name)
        filled.add(name)
        if name == "一季度.xlsx":
            save_in_office(Path(name))
    if words[1] == "publish":  # its report tells the time
        return done.output.partition("\n")[0]
    return done.output


def save_in_office(file: Path) -> None:
    """Let LibreOffice, where it is installed, open a workbook and save it, as people do."""
    office = find_office(file.absolute().parent / "office-home")
    if office:
        (saved,) = office.convert([file], "xlsx")
        shutil.copy2(saved, file)
        shutil.rmtree(saved.parent)
        shutil.rmtree(office.profile)


def test_the_commands_of_the_guide_take_a_site_through_a_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    write = bool(pytestconfig.getoption("golden_write"))
    monkeypatch.chdir(tmp_path)
    filled: set[str] = set()
    text = GUIDE.read_text("utf-8")

    def play(block: re.Match[str]) -> str:
        parts = []
        for command, said in commands(block[0]):
            output = run(command, monkeypatch, filled).strip("\n")
            parts.append(f"$ {command}\n{output}\n" if output else f"$ {command}\n")
            assert write or parts[-1] == f"$ {command}\n{said}"
        return "".join(parts)

    played = BLOCK.sub(play, text)
    if write:
        GUIDE.write_text(played, "utf-8", newline="\n")
    site = tmp_path / "发布/current"
    card = (site / "results/2026/second-branch/index.html").read_text("utf-8")
    assert "90.86" in card
    assert "90.34" in card  # the correction tells what it was
    assert (site / "standards/2027/index.html").is_file()
    assert "示例" not in (site / "standards/2026/index.html").read_text("utf-8")
    assert len(list((tmp_path / "函件").rglob("*.docx"))) == 6
