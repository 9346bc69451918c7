"""The methods and aspects of scorecards as JSON.

What a card says of its edition, the title of a standard for one, many cards say alike. It is
written once, into the forms of the edition; the figures of a card are put into their gaps.
"""

from functools import lru_cache
from operator import attrgetter

from generator.downloads import documents as doc
from generator.downloads.jsonfile import Written, form, listed, number, written
from generator.downloads.recurring import Kept
from generator.model.clauses import RubricLevel
from generator.model.edition import Edition, Level
from generator.model.result import Occurrence
from generator.score import Scorecard
from generator.score.card import Mark, MethodScore, Movement

_FIGURES = ("of", "count", "tier", "kind", "value", "part", "whole", "event")
_figures = attrgetter(*_FIGURES)


class EditionForms:
    """Writes what the cards of an edition say of its methods and aspects."""

    def __init__(self, edition: Edition) -> None:
        self._methods = {
            one.id: form(doc.MethodEntry, id=one.id, title=one.title, by=one.by)
            for one in edition.methods
        }
        self._marks = {
            one.id: form(
                doc.MarkEntry,
                standard=one.id,
                title=one.title,
                aspect=one.aspect,
                points=one.points,
            )
            for one in edition.standards
        }
        self._movements = {
            one.id: form(doc.MovementEntry, situation=one.id, text=one.text)
            for standard in edition.standards
            for one in standard.bonus + standard.deductions
        }
        self._aspects = {
            one.id: form(doc.AspectEntry, id=one.id, title=one.title) for one in edition.aspects
        }
        self._common = Kept(self._mark)
        self._levels = Kept(_level)

    def methods(self, card: Scorecard) -> Written:
        """The methods of a card."""
        return listed(map(self._method, card.methods))

    def aspects(self, card: Scorecard) -> Written:
        """The aspects that a card has marks of, in the order of the edition."""
        found = card.aspects or {}
        return listed(
            blank
            % {
                "earned": number(found[id].earned),
                "possible": number(found[id].possible),
                "percent": written(found[id].percent),
            }
            for id, blank in self._aspects.items()
            if id in found
        )

    def _method(self, score: MethodScore) -> str:
        return self._methods[score.method.id] % {
            "weight": number(score.weight),
            "level": self._levels.of(score.level) if score.level else "null",
            "ballots": listed(self._ballots(*cast) for cast in score.ballots),
            "marks": listed(
                [self._common.of(mark) if mark.common else self._mark(mark) for mark in score.marks]
            ),
            "earned": number(score.earned),
            "possible": number(score.possible),
            "scored": number(score.rounded),
            "fed": number(score.fed),
            "raw": number(score.raw),
            "weighted": number(score.weighted),
            "note": written(score.note),
        }

    def _ballots(self, level: Level, count: int) -> str:
        return _CAST % {"level": self._levels.of(level), "count": count}

    def _mark(self, mark: Mark) -> str:
        return self._marks[mark.standard.id] % {
            "applies": written(mark.value is not None),
            "reason": written(mark.not_applicable or None),
            "level": self._levels.of(mark.level) if mark.level else "null",
            "movements": listed(map(self._movement, mark.movements)),
            "moved": number(mark.moved),
            "held": number(mark.held),
            "value": written(mark.value),
        }

    def _movement(self, movement: Movement) -> str:
        return self._movements[movement.situation.id] % {
            "occurrences": listed(map(_occurrence, movement.occurrences)),
            "gross": number(movement.gross),
            "points": number(movement.points),
        }


_CAST = form(doc.BallotCount)


def _level(level: Level | RubricLevel) -> str:
    return written(doc.LevelGiven(level.id, level_title(level), level.points))


def level_title(level: Level | RubricLevel) -> str:
    """What a level is called: a level of a rubric is known by its text."""
    return level.text if isinstance(level, RubricLevel) else level.title


def _occurrence(one: Occurrence) -> str:
    return _occurred(*_figures(one)) % {"note": written(one.note)}


@lru_cache(maxsize=4096)
def _occurred(*figures: object) -> str:
    return form(Occurrence, **dict(zip(_FIGURES, figures, strict=True)))
