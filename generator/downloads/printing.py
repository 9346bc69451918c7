"""Cells that many tables have, written in every form at once."""

from generator.downloads import csvfile, sheet
from generator.downloads.table import Printed, Row


def printed(cells: Row, start: int = 0) -> Printed:
    """A row, or the part of rows from a column on, as each form has it."""
    return Printed(cells, csvfile.line(cells), sheet.drawn(cells, start))
