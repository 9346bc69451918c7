"""A line of a scorecard's table: what it is about, and what is told of that."""

from decimal import Decimal
from typing import NamedTuple


class Subject(NamedTuple):
    """What a line is about; many scorecards have lines about the same."""

    line: str
    method: str | None = None
    id: str | None = None
    title: str | None = None
    points: Decimal | None = None


class Told(NamedTuple):
    """What a line tells of its subject."""

    records: str | None = None
    moved: Decimal | None = None
    mark: Decimal | None = None
    weight: Decimal | None = None
    weighted: Decimal | None = None


COLUMNS = Subject._fields + Told._fields
