"""Tables as an XLSX workbook: typed cells, and a sheet that explains the columns.

The library makes a workbook once for each set of sheets; what it says of styles, theme and
sheets holds for every file that has these, and only the sheets and the cover are put in.
Every part bears the same time; the one date in it is the data's.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape

import xlsxwriter

from generator.exports.archive import Archive
from generator.exports.deflated import Piece, kept, once
from generator.exports.printing import printed
from generator.exports.sheet import Frame
from generator.exports.table import Column, Printed, Table, columns
from generator.messages.labels import Labels

_CORE = "docProps/core.xml"
_TITLE, _CREATED = "{title}", dt.datetime(1980, 1, 1)
_AROUND = re.compile(r'(.*<dimension ref=")[^"]*(".*)<sheetData>.*</sheetData>(.*)', re.DOTALL)
_STYLES: tuple[Mapping[str, object], ...] = (
    {"bold": True, "bottom": 1},
    {"text_wrap": True},
    {},
    {"num_format": "yyyy-mm-dd"},
)
"""How a heading, a text, a number and a date look, in the order in which sheets number them."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the sheet of explanations says first, and the date that the file bears."""

    title: str
    date: dt.date
    illustrative: bool = False


def workbook(tables: Sequence[Table], cover: Cover, words: Labels) -> bytes:
    """A sheet for each table, and last the explanations."""
    sheets = (*tables, explanations(tables, cover, words))
    return _plate(tuple(table.title for table in sheets)).stamped(sheets, cover)


def explanations(tables: Sequence[Table], cover: Cover, words: Labels) -> Table:
    """What stands in each column of each sheet, after the title of the whole."""
    notice = words("ui.page.illustrative") if cover.illustrative else None
    explained = _explained(tuple((table.title, table.columns) for table in tables))
    return Table(
        words("downloads.sheets.columns"),
        columns(words, "columns", ("sheet", "column", "meaning")),
        ((cover.title, None, notice),),
        explained,
    )


@lru_cache(maxsize=64)
def _explained(tables: tuple[tuple[str, tuple[Column, ...]], ...]) -> tuple[Printed, ...]:
    return tuple(
        printed((title, one.heading, one.meaning)) for title, columns in tables for one in columns
    )


@dataclass(frozen=True)
class _Core:
    """What a workbook says of itself, around its title; the date stands after it."""

    before: str
    after: str

    def of(self, cover: Cover) -> Sequence[Piece]:
        """What a workbook with this cover says."""
        title = once(escape(cover.title, quote=False).encode())
        return self._before, title, _dated(self.after, cover.date)

    @cached_property
    def _before(self) -> Piece:
        return kept(self.before.encode())


@lru_cache(maxsize=2048)
def _dated(text: str, date: dt.date) -> Piece:
    return kept(text.replace(f"{_CREATED:%Y-%m-%d}", date.isoformat()).encode())


@dataclass(frozen=True, slots=True)
class _Plate:
    """A workbook without its cover and its cells."""

    archive: Archive
    frames: tuple[Frame, ...]
    core: _Core

    def stamped(self, tables: Sequence[Table], cover: Cover) -> bytes:
        """The workbook with the tables in its sheets."""
        sheets = {
            _sheet(n): frame.sheet(table)
            for n, (frame, table) in enumerate(zip(self.frames, tables, strict=True), start=1)
        }
        return self.archive.file({**sheets, _CORE: self.core.of(cover)})


@lru_cache(maxsize=64)
def _plate(titles: tuple[str, ...]) -> _Plate:
    with zipfile.ZipFile(io.BytesIO(_blank(titles))) as file:
        parts = {part.filename: file.read(part) for part in file.infolist()}
    before, _, after = parts.pop(_CORE).decode("utf-8").partition(_TITLE)
    sheets = [parts.pop(_sheet(n)).decode("utf-8") for n, _ in enumerate(titles, start=1)]
    archive = Archive().joined({name: (kept(part),) for name, part in parts.items()})
    return _Plate(archive, tuple(map(_frame, sheets)), _Core(before, after))


def _sheet(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _frame(sheet: str) -> Frame:
    """What the library writes around the cells of a blank sheet."""
    found = _AROUND.fullmatch(sheet)
    if not found:
        raise ValueError("the library writes sheets in another way than is known")
    return Frame(*found.groups())


def _blank(titles: Sequence[str]) -> bytes:
    """A workbook of empty sheets, with the styles numbered in their order."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": _TITLE, "created": _CREATED})
        styles = [book.add_format({"valign": "top", **style}) for style in _STYLES]
        for title in titles:
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for at, style in enumerate(styles):
                sheet.write_blank(0, at, None, style)
    return file.getvalue()
