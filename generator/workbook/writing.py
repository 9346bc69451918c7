"""Write tables as a workbook to be filled in: lists to choose from, help, locked ids."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.cells.columns import Column
from generator.cells.vocabulary import Vocabulary
from generator.exports.xlsx_export import WorkbookSheet
from generator.workbook.drafts import Data
from generator.workbook.tables import Table, Words

FORMAT_VERSION = 1
"""The version of the layout of sheets, which a workbook states."""
_EMPTY_ROWS = 300
"""How many empty rows a table that grows has below what is recorded."""
_WIDTHS: Mapping[str, int] = {"text": 36, "list": 24, "notation": 28, "date": 12}
_WIDTH = 11
_STYLES: Mapping[str, Mapping[str, object]] = {
    "heading": {"bold": True, "text_wrap": True, "bg_color": "#DDE6F0", "border": 1},
    "locked": {"num_format": "@", "font_color": "#555555", "bg_color": "#F2F2F2", "border": 4},
    "text": {"num_format": "@", "text_wrap": True, "locked": False, "border": 4},
    "number": {"num_format": "0.##########", "locked": False, "border": 4},
    "integer": {"num_format": "0", "locked": False, "border": 4},
    "date": {"num_format": "yyyy-mm-dd", "locked": False, "border": 4},
    "plain": {"text_wrap": True},
}
_MAY_BE_DONE = ("sort", "autofilter", "format_columns", "format_rows", "select_locked_cells")
"""What a protected sheet lets people do; they may lift the protection too, which has no word."""


@dataclass(frozen=True, slots=True)
class About:
    """What a workbook says of itself: what it holds, for which year or edition, and the digests of
    the records that it was made of."""

    title: str
    kind: str
    subject: str
    edition: str
    created: dt.date
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Lists:
    """The lists to choose from, each in a column of its own sheet."""

    sheet: str
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)

    def source(self, words: tuple[str, ...]) -> str:
        """Return the range that has these words."""
        number = self.columns.setdefault(words, len(self.columns))
        letters = xlsxwriter.utility.xl_col_to_name(number, col_abs=True)
        return f"='{self.sheet}'!{letters}$1:{letters}${len(words)}"


def write_workbook(
    tables: Sequence[Table], records: Mapping[str, Data], about: About, vocabulary: Vocabulary
) -> bytes:
    """Return a workbook with a sheet for each table, filled with records."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        created = dt.datetime.combine(about.created, dt.time())
        book.set_properties({"title": about.title, "created": created})
        base = {"valign": "top", "font_name": "宋体", "font_size": 11}
        styles = {name: book.add_format({**base, **style}) for name, style in _STYLES.items()}
        lists = _Lists(vocabulary.text("sheets.lists"))
        _write_about(book, about, vocabulary, styles["plain"])
        for table in tables:
            sheet = book.add_worksheet(table.title, WorkbookSheet)
            _write_table(sheet, table, records, lists, styles)
        _write_digests(book.add_worksheet(vocabulary.text("sheets.digests")), about.digests)
        _write_lists(book.add_worksheet(lists.sheet, WorkbookSheet), lists, styles["plain"])
    return file.getvalue()


def _write_about(book: Any, about: About, vocabulary: Vocabulary, style: Format) -> None:
    """Write the first sheet: what the workbook is, by which it is known again, and how to fill
    it in."""
    sheet = book.add_worksheet(vocabulary.text("sheets.about"), WorkbookSheet)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    sheet.fit_to_pages(1, 0)
    rows = [
        (vocabulary.text("about.title"), about.title),
        (vocabulary.text("about.kind"), vocabulary.text(f"kinds.{about.kind}")),
        (vocabulary.text("about.subject"), about.subject),
        (vocabulary.text("about.edition"), about.edition),
        (vocabulary.text("about.version"), str(FORMAT_VERSION)),
    ]
    guide = vocabulary.labels.section("workbook")["guide"]
    lines = [*rows, *(("", text) for text in (*guide["all"], *guide[about.kind]))]
    for number, (name, text) in enumerate(lines):
        sheet.write_string(number, 0, name, style)
        sheet.write_string(number, 1, text, style)
    sheet.protect("", {"format_columns": True})


def _write_digests(sheet: Worksheet, digests: Mapping[str, str]) -> None:
    """Write the sheet by which an import knows what has changed since."""
    for number, (owner, digest) in enumerate(digests.items()):
        sheet.write_string(number, 0, owner)
        sheet.write_string(number, 1, digest)
    sheet.protect()
    sheet.very_hidden()


def _write_lists(sheet: Worksheet, lists: _Lists, style: Format) -> None:
    longest = max(map(len, lists.columns), default=0)
    for row in range(longest):
        for words, column in lists.columns.items():
            if row < len(words):
                sheet.write_string(row, column, words[row], style)
    sheet.protect()
    sheet.hide()


def _write_table(
    sheet: Worksheet,
    table: Table,
    records: Mapping[str, Data],
    lists: _Lists,
    styles: Mapping[str, Format],
) -> None:
    columns = table.all_columns
    _lay_out(sheet, table)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _width(column), styles[_style(column)])
        sheet.write_string(0, number, column.heading, styles["heading"])
        if column.help:
            sheet.write_comment(0, number, column.help, {"x_scale": 2, "y_scale": 1.4})
    count = _write_rows(sheet, columns, table.rows(records), styles)
    last = count + (_EMPTY_ROWS if table.grows else 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    for number, column in enumerate(columns):
        if rule := _validation(column, lists):
            sheet.data_validation(1, number, max(last, 1), number, rule)


def _lay_out(sheet: Worksheet, table: Table) -> None:
    """Freeze the headings and what rows are of, set up printing, and lock what is not to be
    changed where no rows are added."""
    frozen = sum(column.locked for column in table.keys[:2])
    sheet.freeze_panes(1, frozen)
    sheet.set_row(0, 48)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, max(frozen - 1, 0))
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header("&C&A")
    sheet.set_footer("&C&P / &N")
    if not table.grows:
        sheet.protect("", dict.fromkeys(_MAY_BE_DONE, True))


def _width(column: Column) -> int:
    if column.locked:
        words = column.choices.titles.items() if column.choices else ()
        texts = [id if column.path == ("id",) else 2 * title for id, title in words]
        return min(max(map(len, texts), default=4) + 2, 40)
    return _WIDTHS.get(column.kind, 22 if column.offered and not column.words else _WIDTH)


def _style(column: Column) -> str:
    if column.locked:
        return "locked"
    return column.kind if column.kind in ("number", "integer", "date") else "text"


def _write_rows(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Words],
    styles: Mapping[str, Format],
) -> int:
    """Write rows below the headings; returns how many."""
    of_columns = [styles[_style(column)] for column in columns]
    count = 0
    for number, row in enumerate(rows, start=1):
        count += 1
        for place, (value, style) in enumerate(zip(row, of_columns, strict=True)):
            if value is None:
                continue  # the column has the style, so that an empty cell needs none
            if isinstance(value, str):
                sheet.write_string(number, place, value, style)
            elif isinstance(value, dt.date):
                sheet.write_datetime(number, place, value, style)
            else:
                sheet.write_number(number, place, value, style)
    return count


def _validation(column: Column, lists: _Lists) -> dict[str, object] | None:
    """Return what a column lets people enter; other words are only warned of, since the import
    knows more spellings than a list."""
    if column.locked and column.path == ("number",):
        return None
    if column.offered:
        source = lists.source(column.offered)
        return {"validate": "list", "source": source, "error_type": "warning"}
    if column.kind == "integer":
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
        return {**rule, "error_type": "warning"}
    return None
