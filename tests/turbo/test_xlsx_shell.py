"""A workbook written into a shell is the plain one, part by part."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest

from generator.dataset.assessment import Assessment
from generator.exports import xlsx_export
from generator.exports.tables import Column, Row, Table
from generator.exports.xlsx_export import Cover
from generator.messages.labels import labels
from generator.site import Site
from generator.tools import PLAIN
from generator.turbo import xlsx_shell
from generator.turbo.tools import FAST

LABELS = labels("zh")
COVER = Cover("标题 <&> “a” 'b' _x0041_", dt.date(2024, 1, 22), illustrative=True)
TEXTS = (
    " 前后有空格 ",
    "两行\n字",
    "<b>&amp;</b>",
    "<r>1</r>",
    '"引号"',
    "=1+1",
    "",
    "\x01\x1f",
    "_x0041_ _x004",
    "\ufffe",
)
ROWS = (
    *(Row((text, Decimal("-0.50"), None)) for text in TEXTS),
    *(Row(("<开头>", None, Decimal(text))) for text in ("1", "1.0", "1.00000000000")),
    Row((dt.date(2024, 1, 22), Decimal("1E+2"), 7)),
    Row(("字" * 30_000, Decimal("0.000000012345678912345"), 123_456)),
)
TABLES = (
    Table("一", tuple(Column(f"列{n}", f"含义{n}") for n in range(3)), ROWS),
    Table("二", tuple(Column(f"列{n}", "=含义") for n in range(30)), (Row(("字",) * 30),)),
    Table("三", (Column("=列", "含义"),), (Row(("字",)),) * 1200),
)


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert archive.testzip() is None
        return {path: archive.read(path) for path in archive.namelist()}


def test_any_cells_are_written_as_the_library_writes_them() -> None:
    plain = xlsx_export.workbook(TABLES, COVER, LABELS)
    assert parts(xlsx_shell.workbook(TABLES, COVER, LABELS)) == parts(plain)


def test_a_shell_is_made_once_for_each_set_of_sheets() -> None:
    xlsx_shell._shell.cache_clear()
    for date in (dt.date(2024, 1, 22), dt.date(2025, 1, 22)):
        for tables in (TABLES, TABLES[:1]):
            xlsx_shell.workbook(tables, Cover("x", date), LABELS)
    assert xlsx_shell._shell.cache_info().misses == 2


@pytest.mark.parametrize("scheme", ["sample", "tiny", "deductions"])
def test_every_workbook_of_a_site_is_the_plain_one(
    scheme: str, request: pytest.FixtureRequest
) -> None:
    assessment: Assessment = request.getfixturevalue(scheme)
    plain, fast = (
        [
            download
            for download in Site(
                assessment.book, assessment.cards_of, LABELS, tools=tools
            ).downloads()
            if download.format == "xlsx"
        ]
        for tools in (PLAIN, FAST)
    )
    assert len(plain) > 3
    for one, other in zip(plain, fast, strict=True):
        assert parts(one.make()) == parts(other.make()), one.path
