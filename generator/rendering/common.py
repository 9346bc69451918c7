"""What the pages of a folder have in common, printed once: from there all links are the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.score.card import Mark

Macro = Callable[..., str]
Printers = Mapping[type, Callable[[Any], str]]
_NOTE = Markup("\0")
"""Stands for the note in a row that is kept, and in no text of the data."""
_MOST = 20_000
"""So many pieces of text are kept at most for a folder."""
_PLAIN = frozenset({str, int})
"""Values of which there may be several objects that are the same."""
_figures = itemgetter("count", "tier", "kind", "value", "part", "whole")


class Common:
    """What macros printed for the pages of one folder."""

    def __init__(self) -> None:
        self._printed: dict[tuple[object, ...], str] = {}
        self._rows: dict[tuple[object, ...], tuple[str, str]] = {}
        self._kept: list[object] = []

    def once(self, name: str, macro: Macro, about: object, value: object, *rest: object) -> str:
        """What a macro prints of a value: an object that many scorecards share, or an id or a
        number that belongs to one, ``about``. All else that the macro takes follows from it."""
        key = (name, value, id(about)) if type(value) in _PLAIN else (name, id(value))
        found = self._printed.get(key)
        if found is None:
            self._make_room(about, value)
            found = self._printed[key] = macro(about, value, *rest)
        return found

    def row(self, printers: Printers, name: str, macro: Macro, edition: Edition, mark: Mark) -> str:
        """What a macro prints of a mark: once for all if nothing is recorded, and else what
        follows from the figures of the record, around the note as ``printers`` print it."""
        found = self._printed.get((name, id(mark)))
        if found is not None:
            return found
        if mark.common:
            return self.once(name, macro, edition, mark)
        one = _noted_alone(mark)
        if one is None:
            return macro(edition, mark)
        key = name, id(mark.standard), id(mark.movements[0].situation), *_figures(vars(one))
        around = self._rows.get(key)
        if around is None:
            self._make_room(mark.standard, mark.movements[0].situation)
            around = self._rows[key] = _around_note(macro, edition, mark, one)
        return "".join((around[0], printers[type(one.note)](one.note), around[1]))

    def _make_room(self, *kept: object) -> None:
        """Objects are told apart by their numbers, and so must stay as long as these do."""
        if len(self._kept) >= 2 * _MOST:
            self._printed.clear()
            self._rows.clear()
            self._kept.clear()
        self._kept += kept


def _noted_alone(mark: Mark) -> Occurrence | None:
    """What moved a mark, if it was one thing, with a note."""
    if len(mark.movements) == 1 and len(mark.movements[0].occurrences) == 1:
        (one,) = mark.movements[0].occurrences
        return one if one.note else None
    return None


def _around_note(macro: Macro, edition: Edition, mark: Mark, one: Occurrence) -> tuple[str, str]:
    """What a macro prints before and after the note of a mark."""
    (movement,) = mark.movements
    noted = one.model_copy(update={"note": _NOTE})
    moved = replace(mark, movements=(replace(movement, occurrences=(noted,)),))
    before, _, after = macro(edition, moved).partition(_NOTE)
    return before, after
