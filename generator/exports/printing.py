"""Cells that many tables have, written in every form at once."""

import re

from generator.exports import cell, csvfile, sheet
from generator.exports.table import Printed, Row
from generator.model import rich

_MEANING = re.compile(f"[{csvfile.PARTING}{cell.SPECIAL}{rich.SIGNS}]")
"""What means something in one form or another."""
_LONG = 10_000
"""A longer text might not fit into a cell."""


def printed(cells: Row, start: int = 0) -> Printed:
    """A row, or the part of rows from a column on, as each form has it."""
    return Printed(cells, csvfile.line(cells), sheet.drawn(cells, start))


def going_on(row: Printed, text: str) -> Printed:
    """Cells, and after them a plain text that goes on with a plain note."""
    line = b"%b,%b" % (row.line, text.encode())
    return Printed((*row.cells, text), line, sheet.going_on(row, text))


def plain(text: str) -> bool:
    """Whether a text without blanks at its ends is read as it is written, in every form: it is
    one line, has single blanks, and nothing that means something else."""
    even = text.isprintable() and "  " not in text and len(text) < _LONG
    return even and not _MEANING.search(text)
