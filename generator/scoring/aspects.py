"""What each aspect earned, over all methods that give marks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from generator.model.edition import Edition
from generator.scoring.card import AspectScore, Mark, MethodScore
from generator.scoring.once import once_for_edition
from generator.scoring.sheet import sheet_of
from generator.scoring.worth import ZERO


@dataclass(frozen=True, slots=True)
class _Part:
    """An aspect: what picks its marks from the values of all methods, and their points."""

    id: str
    pick: Callable[[Sequence[Decimal]], Iterable[Decimal]]
    possible: Decimal


def aspects(
    edition: Edition, kind: str, off: Mapping[str, str], methods: Iterable[MethodScore]
) -> Mapping[str, AspectScore]:
    """Marks and points of each aspect, in the order of the standards that apply to the kind of
    organization, without those that are ``off``."""
    marks = [mark for score in methods for mark in score.marks]
    values = [ZERO if mark.value is None else mark.value for mark in marks]
    parts = _parts(marks) if off else _usual_parts(edition, kind)
    return {
        part.id: AspectScore(part.id, sum(part.pick(values), ZERO), part.possible) for part in parts
    }


@once_for_edition
def _usual_parts(edition: Edition, kind: str) -> tuple[_Part, ...]:
    """The parts where no result says that a standard is not applicable."""
    sheets = (sheet_of(edition, method, kind) for method in edition.methods)
    return _parts(mark for sheet in sheets for mark in sheet.marks)


def _parts(marks: Iterable[Mark]) -> tuple[_Part, ...]:
    places: dict[str, list[int]] = {}
    possible: dict[str, Decimal] = {}
    for n, mark in enumerate(marks):
        if mark.value is not None:
            id = mark.standard.aspect
            places.setdefault(id, []).append(n)
            possible[id] = possible.get(id, ZERO) + mark.standard.points
    return tuple(_Part(id, _picking(found), possible[id]) for id, found in places.items())


def _picking(places: Sequence[int]) -> Callable[[Sequence[Decimal]], Iterable[Decimal]]:
    """What picks the values at some places."""
    if len(places) > 1:
        return itemgetter(*places)
    (place,) = places
    return lambda values: (values[place],)
