"""What the pages of a folder have in common, printed once: from there all links are the same."""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from markupsafe import Markup

from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.score.card import Mark

Macro = Callable[..., str]
_NOTE = Markup("\0")
"""Stands for the note in a row that is kept, and in no text of the data."""
_MOST = 20_000
"""So many pieces of text are kept at most for a folder."""
_figures = attrgetter("count", "tier", "kind", "value", "part", "whole")


class Common:
    """What macros printed for the pages of one folder."""

    def __init__(self) -> None:
        self._printed: dict[tuple[object, ...], str] = {}
        self._rows: dict[tuple[object, ...], tuple[str, str]] = {}
        self._kept: list[object] = []

    def once(self, name: str, macro: Macro, about: object, value: object, *rest: object) -> str:
        """What a macro prints of a value: an object that many scorecards share, or an id of
        ``about``, which is such an object. All else that the macro takes follows from it."""
        key = (name, value, id(about)) if isinstance(value, str) else (name, id(value))
        found = self._printed.get(key)
        if found is None:
            self._make_room(about, value)
            found = self._printed[key] = macro(about, value, *rest)
        return found

    def row(self, name: str, macro: Macro, edition: Edition, mark: Mark) -> tuple[str, str] | None:
        """What a macro prints before and after the note of a mark that one finding moved: it
        follows from the figures of the finding. Nothing for any other mark."""
        match mark.movements:
            case [movement] if len(movement.occurrences) == 1 and movement.occurrences[0].note:
                (one,) = movement.occurrences
            case _:
                return None
        key = name, id(mark.standard), id(movement.situation), *_figures(one)
        found = self._rows.get(key)
        if found is None:
            self._make_room(mark.standard, movement.situation)
            before, _, after = macro(edition, _with_note(mark, one, _NOTE)).partition(_NOTE)
            found = self._rows[key] = before, after
        return found

    def _make_room(self, *kept: object) -> None:
        """Objects are told apart by their numbers, and so must stay as long as these do."""
        if len(self._kept) >= 2 * _MOST:
            self._printed.clear()
            self._rows.clear()
            self._kept.clear()
        self._kept += kept


def _with_note(mark: Mark, one: Occurrence, note: str) -> Mark:
    (movement,) = mark.movements
    noted = one.model_copy(update={"note": note})
    return replace(mark, movements=(replace(movement, occurrences=(noted,)),))
