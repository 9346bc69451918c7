"""Write workbooks into a shell: all of a workbook but the cells, made once by the plain export.

The shell of a set of sheets is an empty workbook without its sheets and its properties. For each
workbook they are made from text and added to the archive. The answers are those of
:func:`generator.exports.xlsx_export.workbook`, part by part.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from xlsxwriter.utility import xl_col_to_name

from generator.exports import xlsx_export
from generator.exports.tables import Cell, Column, Row, Table
from generator.exports.xlsx_export import DATE, HEADING, NUMBER, TEXT, Cover
from generator.messages.labels import Labels
from generator.model.base import GAP

_PROPERTIES = "docProps/core.xml"
_BLANK_COVER = Cover("{title}", dt.date(1980, 1, 1))
_BLANK_SHEET = re.compile(
    r'(.*<dimension ref=")[^"]*(".*)<cols>.*</cols><sheetData>.*</sheetData>(.*)', re.DOTALL
)
_PADDING = 182 / 256
"""What a file adds to the width of a column: five of the seven pixels of a digit."""
_DAY_ZERO = dt.date(1899, 12, 30)
"""The day from which spreadsheets count days."""
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)")
"""What XML cannot hold as it is, or spreadsheets read as an escape."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def workbook(tables: Sequence[Table], cover: Cover, labels: Labels) -> bytes:
    """Return a workbook with a sheet for each table, and last the explanations."""
    sheets = xlsx_export.sheets(tables, cover, labels)
    shell = _shell(tuple(table.title for table in sheets[:-1]), labels)
    file = io.BytesIO()
    file.write(shell.archive)
    with zipfile.ZipFile(file, "w") as archive:
        archive.infolist().extend(shell.entries)  # in mode "a" they would be read anew
        for number, (frame, table) in enumerate(zip(shell.frames, sheets, strict=True), start=1):
            _add(archive, _sheet_path(number), _sheet(frame, table, labels))
        # so little is stored, since to begin a compression takes longer than all else
        archive.writestr(zipfile.ZipInfo(_PROPERTIES), _properties(shell.properties, cover))
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Shell:
    """A workbook without sheets, its entries, the XML around each sheet's cells, its properties."""

    archive: bytes
    entries: tuple[zipfile.ZipInfo, ...]
    frames: tuple[tuple[str, ...], ...]
    properties: str


@lru_cache(maxsize=32)
def _shell(titles: tuple[str, ...], labels: Labels) -> _Shell:
    """Return the shell of workbooks with these sheets and the sheet of explanations."""
    empty = [Table(title, (Column("", ""),), ()) for title in titles]
    blank = xlsx_export.workbook(empty, _BLANK_COVER, labels)
    with zipfile.ZipFile(io.BytesIO(blank)) as archive:
        parts = {path: archive.read(path).decode() for path in archive.namelist()}
    properties = parts.pop(_PROPERTIES)
    sheets = [parts.pop(_sheet_path(number)) for number in range(1, len(titles) + 2)]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in parts.items():
            _add(archive, path, text)
    content, entries = file.getvalue()[: archive.start_dir], tuple(archive.infolist())
    return _Shell(content, entries, tuple(map(_frame, sheets)), properties)


def _sheet_path(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _frame(sheet: str) -> tuple[str, ...]:
    match = _BLANK_SHEET.fullmatch(sheet)
    if not match:
        raise ValueError("the library writes sheets in another way than is known")
    return match.groups()


def _add(archive: zipfile.ZipFile, path: str, text: str) -> None:
    """Add a part that bears the earliest date that an archive knows."""
    archive.writestr(zipfile.ZipInfo(path), text, zipfile.ZIP_DEFLATED, compresslevel=1)


def _properties(blank: str, cover: Cover) -> str:
    title, date = _SPECIAL.sub(_escape, cover.title), cover.date.isoformat()
    return blank.replace(_BLANK_COVER.date.isoformat(), date).replace(_BLANK_COVER.title, title)


def _sheet(frame: tuple[str, ...], table: Table, labels: Labels) -> str:
    """Return the XML of a sheet: its size, the widths of its columns, its headings and rows."""
    before, between, after = frame
    size = f"A1:{xl_col_to_name(len(table.columns) - 1)}{len(table.rows) + 1}"
    columns = _columns(tuple(xlsx_export.column_widths(table)))
    rows = [str(number).join(_row(row, labels)) for number, row in enumerate(table.rows, start=2)]
    first = "1".join(_headings(table.columns, labels))
    return f"{before}{size}{between}{columns}<sheetData>{first}{''.join(rows)}</sheetData>{after}"


@lru_cache(maxsize=1024)
def _columns(widths: tuple[int, ...]) -> str:
    """Return the columns as XML; neighbours of one width are one element."""
    columns, first = "", 1
    for width, group in groupby(widths):
        last = first + len(list(group)) - 1
        columns += f'<col min="{first}" max="{last}" width="{width + _PADDING}" customWidth="1"/>'
        first = last + 1
    return f"<cols>{columns}</cols>"


@lru_cache(maxsize=64)
def _headings(columns: tuple[Column, ...], labels: Labels) -> list[str]:
    return _cut_row([column.heading for column in columns], HEADING, labels)


@lru_cache(maxsize=4096)
def _row(row: Row, labels: Labels) -> list[str]:
    return _cut_row(row, TEXT, labels)


def _cut_row(cells: Sequence[Cell], style: int, labels: Labels) -> list[str]:
    """Return the XML of a row in pieces, to be joined by the number of the row."""
    xml = [
        f'<c r="{name}{GAP}" s="{style}" {_text(cell, labels)}'
        if isinstance(cell, str)
        else f'<c r="{name}{GAP}" {_value(cell)}'
        for name, cell in zip(_column_names(len(cells)), cells, strict=True)
        if cell is not None
    ]
    return f'<row r="{GAP}">{"".join(xml)}</row>'.split(GAP)


@lru_cache(maxsize=64)
def _column_names(count: int) -> tuple[str, ...]:
    return tuple(xl_col_to_name(column) for column in range(count))


@lru_cache(maxsize=8192)
def _text(text: str, labels: Labels) -> str:
    """Return a text as XML. Blanks at its ends would be dropped if they were not asked for."""
    escaped = _SPECIAL.sub(_escape, xlsx_export.fit(text, labels))
    space = "" if escaped == escaped.strip() else ' xml:space="preserve"'
    return f't="inlineStr"><is><t{space}>{escaped}</t></is></c>'


def _value(cell: Decimal | int | dt.date) -> str:
    """Return a number as the library writes it, or a day by its number."""
    if isinstance(cell, dt.date):
        return f's="{DATE}"><v>{(cell - _DAY_ZERO).days}</v></c>'
    return f's="{NUMBER}"><v>{cell:.16G}</v></c>'


def _escape(match: re.Match[str]) -> str:
    """Return an entity, or for what XML cannot hold its code as spreadsheets write it."""
    return _ENTITIES.get(match[0]) or f"_x{ord(match[0]):04X}_"
