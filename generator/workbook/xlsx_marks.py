"""What the XML of an XLSX says of cells that the library of values does not tell.

A percentage is stored as its hundredth, an error and a formula that was never calculated as
nothing. Read as plain values they would be silently wrong.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENT_FORMATS = {9, 10}
"""The numbers of the formats of percentages that every workbook has."""
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,9})([0-9]{1,18})""")
_ATTRIBUTE = re.compile(rb'\b(r|s|t)="([^"]*)"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]|<(?:\w+:)?is\b")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_MARKED = re.compile(rb't="e"|<(?:\w+:)?f\b')

MOST_BYTES = 1_000_000_000
"""How large an unpacked workbook may be."""

What = Literal["percent", "error", "not-calculated"]


class Mark(NamedTuple):
    """What is to be known of a cell, by its row and column from 0."""

    row: int
    column: int
    what: What
    value: str


class SheetXml(NamedTuple):
    """What is to be known of a sheet: how many cells its rows and columns have, with those that are
    empty, and its marks."""

    size: int = 0
    marks: Sequence[Mark] = ()


def sheets_of(file: Path) -> Mapping[str, SheetXml]:
    """Return what the XML of an XLSX says of each sheet, by its title.

    Raises ``zipfile.BadZipFile``, ``KeyError``, ``ValueError`` or ``etree.XMLSyntaxError`` for what
    is none, and for one that would fill the memory.
    """
    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise ValueError("too large")
        percent = _percent_styles(archive)
        parts = {title: archive.read(part) for title, part in _sheets(archive).items()}
    return {
        title: SheetXml(_size(part), tuple(_marks(part, percent))) for title, part in parts.items()
    }


def _size(sheet: bytes) -> int:
    places = set(_REFERENCE.findall(sheet))
    row = max((int(number) for _, number in places), default=0)
    column = max((_column(letters.decode()) for letters, _ in places), default=0)
    return row * column


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of the parts that hold the sheets, by title."""
    relations = _parse(archive, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = _parse(archive, "xl/workbook.xml")
    return {
        sheet.get("name", ""): _part(targets[sheet.get(_RELATION)])
        for sheet in book.iter(f"{_MAIN}sheet")
    }


def _part(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _parse(archive: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(part), parser)


def _percent_styles(archive: zipfile.ZipFile) -> set[bytes]:
    """Return the numbers of the styles by which a cell shows its number in percent."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    styles = _parse(archive, "xl/styles.xml")
    formats = {
        int(form.get("numFmtId", "0"))
        for form in styles.iter(f"{_MAIN}numFmt")
        if "%" in re.sub(r'"[^"]*"|\\.', "", form.get("formatCode", ""))
    } | _PERCENT_FORMATS
    cell_styles = styles.find(f"{_MAIN}cellXfs")
    return {
        str(number).encode()
        for number, style in enumerate(cell_styles if cell_styles is not None else ())
        if int(style.get("numFmtId", "0")) in formats
    }


def _marks(sheet: bytes, percent: set[bytes]) -> Iterator[Mark]:
    if not _MARKED.search(sheet) and not any(b's="%s"' % style in sheet for style in percent):
        return
    for match in _CELL.finditer(sheet):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        what = _what(attributes, match[2] or b"", percent)
        if what is not None and b"r" in attributes:
            row, column = _position(attributes[b"r"].decode())
            yield Mark(row, column, what, _shown(match[2] or b""))


def _what(attributes: dict[bytes, bytes], content: bytes, percent: set[bytes]) -> What | None:
    if attributes.get(b"t") == b"e":
        return "error"
    if _FORMULA.search(content) and not _VALUE.search(content):
        return None if attributes.get(b"t") == b"str" else "not-calculated"
    is_number = attributes.get(b"t", b"n") == b"n" and _VALUE.search(content)
    return "percent" if is_number and attributes.get(b"s") in percent else None


def _shown(content: bytes) -> str:
    value = re.search(rb"<(?:\w+:)?v\b[^>]*>([^<]*)<", content)
    return value[1].decode("utf-8", "replace") if value else ""


def _position(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, _column(letters) - 1


def _column(letters: str) -> int:
    """Return the number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
