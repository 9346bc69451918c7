"""Cells that many tables have, written in every form at once."""

from generator.downloads import csvfile, sheet
from generator.downloads.table import Printed, Row


def printed(cells: Row) -> Printed:
    """A row, or the beginning of rows, as each form has it."""
    return Printed(cells, csvfile.line(cells), sheet.drawn(cells))
