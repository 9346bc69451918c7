"""Rules on corrections: those of one value are a chain from what was published to today's value."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from generator.model.edition import Edition
from generator.model.result import Correction, Result
from generator.rules.governed import GovernedResult
from generator.rules.ids import ids_in
from generator.rules.rule import Fault, Faults
from generator.scoring.points import rounded


class _Numbered(NamedTuple):
    """A correction, and its index in the list of its result."""

    number: int
    entry: Correction


def correction_values(governed: GovernedResult) -> Faults:
    """The values of a correction could have been published: for a grade they are grades of the
    edition; for a total or a standard they are numbers, for a total within its bounds and with
    no more decimal places than it is rounded to."""
    for n, entry in enumerate(governed.result.corrections):
        for field in ("old", "new"):
            value = getattr(entry, field)
            if not _could_be(governed.edition, entry.of, value):
                facts = {"of": entry.of, "value": value}
                yield Fault(governed.at("corrections", n, field), facts)


def _could_be(edition: Edition, subject: str, value: Decimal | str) -> bool:
    """Tell whether a value could have been published of a subject; of an unknown one, any could."""
    if subject == "grade":
        return value in ids_in(edition, "grades")
    if subject == "total":
        return isinstance(value, Decimal) and _could_be_total(edition, value)
    return isinstance(value, Decimal) or subject not in ids_in(edition, "standards")


def _could_be_total(edition: Edition, total: Decimal) -> bool:
    floor, ceiling = edition.total.floor, edition.total.ceiling
    above = floor is None or total >= floor
    below = ceiling is None or total <= ceiling
    return above and below and rounded(total, edition.rounding.total) == total


def correction_follows(governed: GovernedResult) -> Faults:
    """The corrections of one value follow on each other: each begins with the value that the one
    before it ends with, and on no earlier day."""
    for before, after in _pairs(governed.result):
        if after.entry.old != before.entry.new:
            place = governed.at("corrections", after.number, "old")
            yield Fault(place, {"value": after.entry.old, "expected": before.entry.new})
        elif after.entry.date < before.entry.date:
            place = governed.at("corrections", after.number, "date")
            yield Fault(place, {"value": after.entry.date, "expected": before.entry.date})


def _pairs(result: Result) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Yield the corrections of one value, each with the next one."""
    numbered = sorted(map(_Numbered._make, enumerate(result.corrections)), key=_subject)
    for _, chain in groupby(numbered, key=_subject):
        yield from pairwise(chain)


def _subject(correction: _Numbered) -> str:
    return correction.entry.of


def correction_dated(governed: GovernedResult) -> Faults:
    """Every correction bears the day of a step ``corrected`` of its result, and every such step
    has a correction of its day."""
    result = governed.result
    steps = {step.date: n for n, step in enumerate(result.status) if step.state == "corrected"}
    corrected = {entry.date for entry in result.corrections}
    for n, entry in enumerate(result.corrections):
        if entry.date not in steps:
            yield Fault(governed.at("corrections", n, "date"), {"date": entry.date})
    for date in sorted(steps.keys() - corrected) if corrected else ():
        yield Fault(governed.at("status", steps[date]), {"date": date})
