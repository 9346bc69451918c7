"""A stamped workbook is the one that the library would have written, and is made in its place."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from importlib import import_module

import pytest
import xlsxwriter
from made import NAMES, WORDS, book_of, files
from rendering import downloads

from generator.exports.archive import Archive
from generator.exports.deflated import kept, once
from generator.exports.download import Download
from generator.exports.findingline import FindingLine
from generator.exports.printing import printed
from generator.exports.table import Begun, Cell, Column, Filled, Row, Table, cells
from generator.exports.wording import NOTE
from generator.exports.workbook import Cover, explanations, workbook
from generator.messages.labels import Labels

COVER = Cover("标题 <&> “a” 'b'", dt.date(2024, 1, 22), illustrative=True)
TEXTS = (
    " 前后有空格 ",
    "两行\n字",
    "<b>&amp;</b>",
    '"引号"',
    "\x01\x1f",
    "_x0041_ _x004",
    "\ufffe",
)
ROWS: tuple[Row, ...] = (
    *((text, Decimal("-0.50"), None) for text in TEXTS),
    (dt.date(2024, 1, 22), Decimal("1E+2"), 7),
    ("字" * 40_000, Decimal("0.000000012345678912345"), 123_456),
)
BEGINNING = printed(("<开头>", None))
BEGUN = tuple(Begun(BEGINNING, (Decimal(text),)) for text in ("1", "1.0", "1.00000000000"))
FILLED = tuple(
    Filled(printed(("<开头>",)), text, printed((Decimal("1.0"),), 2)) for text in (*TEXTS, "字", "")
)
NOTED = tuple(
    FindingLine.of(printed(("<开头>",)), f"{text}{NOTE}", printed((None,), 2)).row(note)
    for text in ("1 次：", "twice: ", "=1", "<b>")
    for note in ("字", "a b", "字" * 60, "a  b", "a&b", "字" * 40_000, None)
)
TABLES = (
    Table(
        "一",
        tuple(Column(f"列{n}", f"含义{n}") for n in range(3)),
        (*BEGUN, *FILLED, *NOTED, *ROWS),
    ),
    Table("二", tuple(Column(f"列{n}", "含义") for n in range(30)), (("字",) * 30,)),
    Table("三", (Column("列", "含义"),), (("字",),) * 1200, (printed(("结尾",)),) * 2),
)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {part.filename: file.read(part) for part in file.infolist()}


def by_the_library(tables: Sequence[Table], cover: Cover, words: Labels) -> bytes:
    """The same workbook, each cell of it written by the library. It leaves texts in their
    cells where it is told to hold but one row in memory."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        created = dt.datetime.combine(cover.date, dt.time())
        book.set_properties({"title": cover.title, "created": created})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        number = book.add_format({"valign": "top"})
        date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        for style in (heading, text, number, date):
            style._get_xf_index()  # numbered in this order, whichever a sheet needs first
        for table in (*tables, explanations(tables, cover, words)):
            sheet = book.add_worksheet(table.title)
            sheet.freeze_panes(1, 0)
            headings: Row = tuple(column.heading for column in table.columns)
            rows = [headings, *map(cells, [*table.rows, *table.ending])]
            for at, column in enumerate(zip(*rows, strict=True)):
                sheet.set_column(at, at, min(max(map(width, column)) + 2, 60))
            for down, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if isinstance(cell, str):
                        fitting = cell if len(cell) <= 32_767 else f"{cell[:32_766]}…"
                        sheet.write_string(down, at, fitting, text if down else heading)
                    elif isinstance(cell, dt.date):
                        sheet.write_datetime(down, at, cell, date)
                    elif cell is not None:
                        sheet.write_number(down, at, cell, number)
    return file.getvalue()


def width(cell: Cell) -> int:
    if isinstance(cell, str):
        line = max(cell.split("\n"), key=len)
        return (len(line) + len(line.encode())) // 2
    return 0 if cell is None else 10 if isinstance(cell, dt.date) else len(str(cell))


def test_any_cells_are_written_as_the_library_writes_them() -> None:
    stamped = parts(workbook(TABLES, COVER, WORDS))
    assert stamped == parts(by_the_library(TABLES, COVER, WORDS))


@pytest.mark.parametrize("name", NAMES)
def test_every_workbook_is_the_library_s_byte_for_byte(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped = {path: content for path, content in files(name).items() if path.endswith(".xlsx")}
    monkeypatch.setattr("generator.exports.workbook", by_the_library)
    for one in downloads(book_of(name), WORDS):
        if one.form == "xlsx":
            assert parts(stamped.pop(one.path)) == parts(one.content), one.path
    assert stamped == {}


def test_the_library_is_asked_once_for_each_set_of_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    class Counted(xlsxwriter.Workbook):  # type: ignore[misc]
        def close(self) -> None:
            asked.append(tuple(sheet.name for sheet in self.worksheets()))
            super().close()

    monkeypatch.setattr(xlsxwriter, "Workbook", Counted)
    import_module("generator.exports.workbook")._plate.cache_clear()
    made: list[Download] = [d for d in downloads(book_of("sample"), WORDS) if d.form == "xlsx"]
    assert len({one.content for one in made}) == len(made) > 60
    assert len(set(asked)) == len(asked) <= 2 + len(book_of("sample").library.editions)


def test_an_archive_keeps_what_is_in_it() -> None:
    first = {"a.xml": (kept(b"a" * 5000),), "empty": (once(b""),), "none": ()}
    second = (kept("字".encode()), once(b"a" * 5000), once(b"b"), kept(b"a" * 5000))
    content = Archive().joined(first).file({"b/c.xml": second})
    assert parts(content) == {
        "a.xml": b"a" * 5000,
        "empty": b"",
        "none": b"",
        "b/c.xml": "字".encode() + b"a" * 5000 + b"b" + b"a" * 5000,
    }
