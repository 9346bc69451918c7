"""What situations do to the mark of a standard that is counted."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal

from generator.model.clauses import Standard
from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.model.rules import Situation
from generator.scoring.card import Mark, Movement
from generator.scoring.once import once
from generator.scoring.worth import ZERO, capped, deciding, held, rounded, worth

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
