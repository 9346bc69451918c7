"""A table as CSV that a spreadsheet opens as it is: UTF-8 with a byte order mark, RFC 4180."""

import csv
import datetime as dt
import io
from decimal import Decimal

from generator.downloads.table import Cell, Table
from generator.filters import number

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet may take a text for a formula; some read the wide forms so too."""


def csv_file(table: Table) -> bytes:
    """The table with one row of headings, lines ended by CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(guarded(column.heading) for column in table.columns)
    writer.writerows(map(written, row) for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def written(cell: Cell) -> str:
    """A cell as CSV has it: numbers and dates plain, with a hyphen for minus."""
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case Decimal():
            return number(cell).replace("−", "-")
        case dt.date():
            return cell.isoformat()
        case _:
            return str(cell)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before it if it
    begins like one."""
    return f"'{text}" if text.startswith(_ACTIVE) else text
