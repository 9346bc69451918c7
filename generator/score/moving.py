"""What situations do to the mark of a standard that is counted."""

from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter

from generator.model.clauses import Standard
from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.model.rules import Situation
from generator.score.card import Mark, Movement
from generator.score.once import once
from generator.score.worth import ZERO, by_count, capped, held, rounded, worth

Step = tuple[int, tuple[Occurrence, ...]]
"""A situation, by its number among those of its standard, and how often and how it happened."""

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


def moved(edition: Edition, standard: Standard, steps: Sequence[Step]) -> Mark:
    """The mark of a standard where situations happened."""
    if len(steps) == 1:
        ((number, occurrences),) = steps
        times = occurrences[0].count
        if len(occurrences) == 1 and times <= _USUAL_TIMES:
            usual = _by_count(edition, standard, number, times) or _by_worth(
                edition, standard, number, str(_gross(standard, number, occurrences))
            )
            return _with(usual, occurrences)
    movements = [
        _movement(standard, *step, _gross(standard, *step))
        for step in sorted(steps, key=itemgetter(0))
    ]
    return _moved(edition, standard, tuple(movements))


@once
def _by_count(edition: Edition, standard: Standard, number: int, times: int) -> Mark | None:
    """The mark where one situation happened so many times and no other, if nothing but this
    decides what it is worth. Its occurrences are still to be named."""
    situation = situations_of(standard)[number]
    if not by_count(situation):
        return None
    occurrence = Occurrence.model_construct(of=situation.id, count=times)
    gross = _gross(standard, number, (occurrence,))
    return _by_worth(edition, standard, number, str(gross))


@once
def _by_worth(edition: Edition, standard: Standard, number: int, gross: str) -> Mark:
    """The same by what it is worth before its cap, written exactly."""
    return _moved(edition, standard, (_movement(standard, number, (), Decimal(gross)),))


def _gross(standard: Standard, number: int, occurrences: tuple[Occurrence, ...]) -> Decimal:
    return worth(situations_of(standard)[number], occurrences, standard.points)


def _with(usual: Mark, occurrences: tuple[Occurrence, ...]) -> Mark:
    """A mark with the same figures, and the occurrences that moved it."""
    (one,) = usual.movements
    movement = Movement(one.situation, occurrences, one.gross, one.points)
    return Mark(usual.standard, usual.value, (movement,), usual.moved, usual.held, usual=usual)


def _movement(
    standard: Standard, number: int, occurrences: tuple[Occurrence, ...], gross: Decimal
) -> Movement:
    situation = situations_of(standard)[number]
    sign = 1 if number < len(standard.bonus) else -1
    return Movement(situation, occurrences, sign * gross, sign * capped(gross, situation))


def _moved(edition: Edition, standard: Standard, movements: tuple[Movement, ...]) -> Mark:
    """The points, moved by the situations; the movement is held inside the interval and the
    mark inside 0 … points + upper."""
    points = sum([movement.points for movement in movements], ZERO)
    bounded = held(points, standard.lower, standard.upper)
    value = held(standard.points + bounded, ZERO, standard.points + standard.upper)
    return Mark(standard, rounded(value, edition.rounding.mark), movements, points, bounded)
