"""A line of a scorecard's table: what it is about, and what is told of that."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from generator.exports.printing import printed
from generator.exports.table import Filled, Printed


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


def moving(subject: Printed, records: str, points: Decimal) -> Filled:
    """A line of records and the points that they move."""
    return Filled(subject, records, moved(str(points)))


@lru_cache(maxsize=4096)
def moved(points: str) -> Printed:
    """What follows records that move so many points. These are told apart by how they are
    written: 1 and 1.0 are equal, and not equally wide."""
    return printed(Told(moved=Decimal(points))[1:], len(Subject._fields) + 1)
