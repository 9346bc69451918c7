"""One mark for each standard of a method: a sheet that is the same for all organizations of a
kind, and of which a result changes few places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.model.clauses import Standard
from generator.model.edition import Edition, Method
from generator.model.result import MethodRecord, Occurrence
from generator.scoring.card import Mark
from generator.scoring.marks import fits, judged, off_by_kind, standards_of
from generator.scoring.moving import Mover, Step, mover, situations_of, untouched
from generator.scoring.once import once
from generator.scoring.worth import ZERO


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ``marks`` where nothing is recorded, ``full`` those of them that are the points of
    their standards, and ``possible``, what the standards are worth. ``places`` are those of all
    standards, ``judged`` those of judged ones with the mark that each level gives, ``moved``
    those of each situation, with its number at the standard, and ``movers`` what moves the
    mark at each place."""

    marks: tuple[Mark, ...]
    full: tuple[Mark | None, ...]
    possible: Decimal
    places: Mapping[str, int]
    judged: tuple[tuple[int, str, Mapping[str, Mark]], ...]
    moved: Mapping[str, tuple[tuple[int, int], ...]]
    movers: tuple[Mover, ...]


@once
def sheet_of(edition: Edition, method: Method, kind: str) -> Sheet:
    """The sheet of a method for a kind of organization, as the edition knows kinds."""
    standards = standards_of(edition, method)
    applying = {n: one for n, one in enumerate(standards) if fits(one, kind, ())}
    marks = tuple(
        untouched(edition, one) if n in applying else off_by_kind(edition, one)
        for n, one in enumerate(standards)
    )
    return Sheet(
        marks=marks,
        full=tuple(mark if mark.full else None for mark in marks),
        possible=possible(marks),
        places={one.id: n for n, one in enumerate(standards)},
        judged=tuple((n, s.id, judged(edition, s)) for n, s in applying.items() if s.judged),
        moved=_moved_by(applying),
        movers=tuple(mover(edition, one) for one in standards),
    )


def _moved_by(applying: Mapping[int, Standard]) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Where each situation counts: the place of the standard, and its number among those of
    the standard. Nothing moves a standard that is judged."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for n, standard in applying.items():
        for number, one in enumerate(() if standard.judged else situations_of(standard)):
            found[one.id] = (*found.get(one.id, ()), (n, number))
    return found


def possible(marks: Iterable[Mark]) -> Decimal:
    """The points of the standards that apply."""
    return sum([mark.standard.points for mark in marks if mark.value is not None], ZERO)


def marks(
    sheet: Sheet, record: MethodRecord, off: Mapping[str, str]
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """One mark for each standard of the method, in the order of the edition; and those of
    them that are not full. ``off`` are the standards that are not applicable, with the reason.
    A mark that no finding moves is one and the same value for all organizations."""
    found = list(sheet.marks)
    if sheet.judged:
        levels = record.levels
        for n, standard, by_level in sheet.judged:
            if standard not in off:
                found[n] = by_level[levels[standard]]
    for n, steps in _steps(sheet, record.findings).items():
        found[n] = sheet.movers[n].moved(steps)
    for id, reason in off.items():
        if id in sheet.places:
            n = sheet.places[id]
            found[n] = Mark(found[n].standard, None, not_applicable=reason)
    both = zip(found, sheet.full, strict=True)
    return tuple(found), tuple([mark for mark, full in both if mark is not full and not mark.full])


def _steps(sheet: Sheet, findings: tuple[Occurrence, ...]) -> Mapping[int, list[Step]]:
    """What moves the marks, by their places."""
    steps: dict[int, list[Step]] = {}
    for one in findings:
        for n, number in sheet.moved.get(one.of, ()):
            if n in steps:
                steps[n].append((number, one))
            else:
                steps[n] = [(number, one)]
    return steps
