"""The standards that a method scores, and their marks where no situation moves them."""

from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.model.clauses import RubricLevel, Situation, Standard
from generator.model.edition import Edition, Level, Method
from generator.model.result import MethodRecord, Occurrence, Organization, Result
from generator.scoring.card import Mark, Movement
from generator.scoring.once import once, once_for_edition
from generator.scoring.points import ZERO, capped, deciding, held, rounded, worth


@once
def standards_of(edition: Edition, method: Method) -> tuple[Standard, ...]:
    """The standards that a method of marks scores: those that name it, or name none."""
    found = (one for one in edition.standards if not one.methods or method.id in one.methods)
    return tuple(found) if method.by == "marks" else ()


def applies(standard: Standard, organization: Organization, result: Result) -> bool:
    """Whether a standard applies: by the kind of organization and by the result itself."""
    return fits(standard, organization.kind, result.not_applicable)


def fits(standard: Standard, kind: str, off: Container[str]) -> bool:
    """Whether a standard applies to a kind of organization, and is none of those that are off."""
    return (not standard.applies_to or kind in standard.applies_to) and standard.id not in off


def kind_in(edition: Edition, kind: str) -> str:
    """The kind, or an empty text for any of those that no standard names: to an edition they
    are one kind."""
    return kind if kind in _kinds_named(edition) else ""


@once_for_edition
def _kinds_named(edition: Edition) -> frozenset[str]:
    return frozenset(kind for standard in edition.standards for kind in standard.applies_to)


@once
def off_by_kind(_: Edition, standard: Standard) -> Mark:
    """The mark of a standard that does not apply to a kind of organization."""
    return Mark(standard, None, not_applicable="")


@once
def judged(edition: Edition, standard: Standard) -> Mapping[str, Mark]:
    """The marks of a judged standard, by the level that gives each."""
    return {level.id: _judged(edition, standard, level) for level in _levels(edition, standard)}


def _judged(edition: Edition, standard: Standard, level: Level | RubricLevel) -> Mark:
    """The level's share or points."""
    value = rounded(worth_of_level(level, standard), edition.rounding.mark)
    return Mark(standard, value, level=level)


def _levels(edition: Edition, standard: Standard) -> tuple[Level, ...] | tuple[RubricLevel, ...]:
    """The levels of the standard's rubric or scale."""
    if standard.rubric:
        return standard.rubric
    return next(scale.levels for scale in edition.scales if scale.id == standard.scale)


def level_ids(edition: Edition, standard: Standard) -> frozenset[str]:
    """The ids of the levels that may be given on a judged standard; none, if its scale does not
    exist."""
    if standard.rubric:
        return frozenset(level.id for level in standard.rubric)
    scales = (scale.levels for scale in edition.scales if scale.id == standard.scale)
    return frozenset(level.id for level in next(scales, ()))


def worth_of_level(level: Level | RubricLevel, standard: Standard) -> Decimal:
    """A level of a rubric is worth its points; one of a scale, its share of the standard's."""
    if isinstance(level, RubricLevel):
        return level.points
    return standard.points * level.points / 100


Step = tuple[int, Occurrence]
"""A situation, by its number among those of its standard, and how it happened."""

_USUAL_TIMES = 9
"""The mark that something makes which happened once, so many times at most, is worked out
once: few sums can come of that."""


def situations_of(standard: Standard) -> tuple[Situation, ...]:
    """The situations of a standard in their order: first those of a bonus."""
    return standard.bonus + standard.deductions


@once
def untouched(edition: Edition, standard: Standard) -> Mark:
    """The mark of a standard where nothing happened."""
    return _moved(edition, standard, ())


class Mover:
    """Moves the mark of one standard of an edition, and keeps the usual marks, whose
    occurrences are still to be named: by all that decides what a situation is worth that
    happened once, and by that worth before its cap, written exactly."""

    def __init__(self, edition: Edition, standard: Standard) -> None:
        self._edition = edition
        self._standard = standard
        self._situations = situations_of(standard)
        self._deciding = tuple(map(deciding, self._situations))
        self._usual: dict[tuple[int, Hashable], Mark] = {}
        self._by_worth: dict[tuple[int, str], Mark] = {}

    def moved(self, steps: Sequence[Step]) -> Mark:
        """The mark where situations happened."""
        if len(steps) == 1:
            ((number, one),) = steps
            key = number, self._deciding[number](one)
            usual = self._usual.get(key)
            if usual is None and one.count <= _USUAL_TIMES:
                usual = self._usual[key] = self._usually(number, one)
            if usual is not None:
                return _with(usual, (one,))
        grouped = _by_number(steps)
        movements = [self._movement(number, grouped[number]) for number in sorted(grouped)]
        return _moved(self._edition, self._standard, tuple(movements))

    def _usually(self, number: int, one: Occurrence) -> Mark:
        """The mark where one situation happened once, a few times, and no other."""
        gross = self._gross(number, (one,))
        key = number, str(gross)
        usual = self._by_worth.get(key)
        if usual is None:
            movement = self._with_gross(number, (), gross)
            usual = self._by_worth[key] = _moved(self._edition, self._standard, (movement,))
        return usual

    def _movement(self, number: int, occurrences: tuple[Occurrence, ...]) -> Movement:
        return self._with_gross(number, occurrences, self._gross(number, occurrences))

    def _gross(self, number: int, occurrences: tuple[Occurrence, ...]) -> Decimal:
        return worth(self._situations[number], occurrences, self._standard.points)

    def _with_gross(
        self, number: int, occurrences: tuple[Occurrence, ...], gross: Decimal
    ) -> Movement:
        situation = self._situations[number]
        sign = 1 if number < len(self._standard.bonus) else -1
        return Movement(situation, occurrences, sign * gross, sign * capped(gross, situation))


@once
def mover(edition: Edition, standard: Standard) -> Mover:
    """What moves the mark of a standard, one value for all organizations."""
    return Mover(edition, standard)


def _by_number(steps: Sequence[Step]) -> Mapping[int, tuple[Occurrence, ...]]:
    """What happened of each situation, in the order written."""
    found: dict[int, tuple[Occurrence, ...]] = {}
    for number, one in steps:
        found[number] = (*found.get(number, ()), one)
    return found


def _with(usual: Mark, occurrences: tuple[Occurrence, ...]) -> Mark:
    """A mark with the same figures, and the occurrences that moved it."""
    (one,) = usual.movements
    movement = Movement(one.situation, occurrences, one.gross, one.points)
    return Mark(
        usual.standard, usual.value, (movement,), usual.moved, usual.held, None, None, usual
    )


def _moved(edition: Edition, standard: Standard, movements: tuple[Movement, ...]) -> Mark:
    """The points, moved by the situations; the movement is held inside the interval and the
    mark inside 0 … points + upper."""
    points = sum([movement.points for movement in movements], ZERO)
    bounded = held(points, standard.lower, standard.upper)
    value = held(standard.points + bounded, ZERO, standard.points + standard.upper)
    return Mark(standard, rounded(value, edition.rounding.mark), movements, points, bounded)


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
