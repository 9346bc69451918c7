"""The methods and aspects of scorecards as JSON.

What a card says of its edition, the title of a standard for one, many cards say alike. It is
written once, into the forms of the edition; the figures of a card are put into their gaps.
"""

from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from generator.exports import documents as doc
from generator.exports.jsonfile import form, listed, number, text, written
from generator.exports.kept import Kept
from generator.exports.shares import percent
from generator.model.clauses import RubricLevel, Standard
from generator.model.edition import Edition, Level
from generator.model.result import Occurrence
from generator.scoring.card import Mark, MethodScore, Movement, Scorecard

_FIGURES = ("of", "count", "tier", "kind", "value", "part", "whole", "event")
_figures = attrgetter(*_FIGURES)


class EditionForms:
    """Writes what the cards of an edition say of its methods and aspects."""

    def __init__(self, edition: Edition) -> None:
        self._methods = {
            one.id: form(doc.MethodEntry, id=one.id, title=one.title, by=one.by)
            for one in edition.methods
        }
        self._marks = {one.id: _mark_form(one) for one in edition.standards}
        self._movements = {
            one.id: form(doc.MovementEntry, situation=one.id, text=one.text)
            for standard in edition.standards
            for one in standard.bonus + standard.deductions
        }
        self._aspects = {
            one.id: form(doc.AspectEntry, id=one.id, title=one.title) for one in edition.aspects
        }
        self._usual = Kept(self._usual_mark)
        self._common = Kept(_unmoved)
        self._off = Kept(_off_form)
        self._levels = Kept(_level)

    def methods(self, card: Scorecard) -> bytes:
        """The methods of a card."""
        return listed([self._method(score) for score in card.methods])

    def aspects(self, card: Scorecard) -> bytes:
        """The aspects that a card has marks of, in the order of the edition."""
        found = card.aspects or {}
        return listed(
            [
                blank % _figures_of_aspect(one.earned, one.possible)
                for id, blank in self._aspects.items()
                if (one := found.get(id))
            ]
        )

    def _method(self, score: MethodScore) -> bytes:
        return self._methods[score.method.id] % (
            number(score.weight),
            self._levels.of(score.level) if score.level else b"null",
            listed([_CAST % (self._levels.of(level), b"%d" % n) for level, n in score.ballots]),
            listed([self._mark(mark) for mark in score.marks]),
            number(score.earned),
            number(score.possible),
            number(score.rounded),
            number(score.fed),
            number(score.raw),
            number(score.weighted),
            b"null" if score.note is None else written(score.note),
        )

    def _mark(self, mark: Mark) -> bytes:
        if mark.usual:
            before, after = self._usual.of(mark.usual)
            return before + occurrence(mark.movements[0].occurrences[0]) + after
        if mark.movements:
            return self._moved(mark, listed([self._movement(one) for one in mark.movements]))
        if mark.not_applicable:
            return self._off.of(mark.standard) % text(mark.not_applicable)
        return self._common.of(mark)

    def _moved(self, mark: Mark, movements: bytes) -> bytes:
        figures = (number(mark.moved), number(mark.held), written(mark.value))
        return self._marks[mark.standard.id] % (movements, *figures)

    def _usual_mark(self, mark: Mark) -> tuple[bytes, bytes]:
        """A mark that one finding moved, as it usually does, before and after the finding."""
        (movement,) = mark.movements
        whole = self._moved(mark, listed([self._moving(movement, listed([_FINDING]))]))
        before, _, after = whole.partition(_FINDING)
        return before, after

    def _movement(self, movement: Movement) -> bytes:
        return self._moving(movement, listed(map(occurrence, movement.occurrences)))

    def _moving(self, movement: Movement, occurrences: bytes) -> bytes:
        figures = (number(movement.gross), number(movement.points))
        return self._movements[movement.situation.id] % (occurrences, *figures)


_CAST = form(doc.BallotCount)
_FINDING = b"\0"
"""Stands for a finding, and in no text: JSON cannot hold it."""


def _mark_form(standard: Standard) -> bytes:
    """The mark of a standard, as far as all have it alike that a finding moved."""
    return _with_gaps(standard, applies=True, reason=None)


def _off_form(standard: Standard) -> bytes:
    """The mark of a standard that does not apply to an organization, all but the reason."""
    none = Decimal(0)
    return _with_gaps(standard, applies=False, movements=(), moved=none, held=none, value=None)


def _with_gaps(standard: Standard, **known: object) -> bytes:
    return form(
        doc.MarkEntry,
        standard=standard.id,
        title=standard.title,
        aspect=standard.aspect,
        points=standard.points,
        level=None,
        **known,
    )


def _unmoved(mark: Mark) -> bytes:
    return written(
        doc.MarkEntry(
            standard=mark.standard.id,
            title=mark.standard.title,
            aspect=mark.standard.aspect,
            points=mark.standard.points,
            applies=mark.value is not None,
            reason=None,
            level=_level_given(mark.level) if mark.level else None,
            movements=(),
            moved=mark.moved,
            held=mark.held,
            value=mark.value,
        )
    )


def _level(level: Level) -> bytes:
    return written(_level_given(level))


def _level_given(level: Level | RubricLevel) -> doc.LevelGiven:
    return doc.LevelGiven(level.id, level_title(level), level.points)


def level_title(level: Level | RubricLevel) -> str:
    """What a level is called: a level of a rubric is known by its text."""
    return level.text if isinstance(level, RubricLevel) else level.title


@lru_cache(maxsize=16_384)
def _figures_of_aspect(earned: Decimal, possible: Decimal) -> tuple[bytes, bytes, bytes]:
    return number(earned), number(possible), written(percent(earned, possible))


def occurrence(one: Occurrence) -> bytes:
    """Something that happened."""
    return _figured(*_figures(one)) % (b"null" if one.note is None else text(one.note))


@lru_cache(maxsize=4096)
def _figured(*figures: object) -> bytes:
    """An occurrence, all but its note: few figures make many of them alike. They are numbers
    and ids, which hold no ``%``."""
    return _OCCURRENCE % (*map(written, figures), b"%b")


_OCCURRENCE = form(Occurrence)
