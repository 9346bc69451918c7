"""What the pages of a folder have in common, printed once: from there all links are the same."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from generator.model.edition import Edition
from generator.scoring.card import Mark
from generator.turbo.rows import Printers, Row, Rows

Macro = Callable[..., str]
_MOST = 20_000
"""So many pieces of text are kept at most for a folder."""
_PLAIN = frozenset({str, int})
"""Values of which there may be several objects that are the same."""


class Common:
    """What macros printed for the pages of one folder."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, Rows] = defaultdict(Rows)
        self._printed: dict[tuple[object, ...], str] = {}
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

    def rows(
        self, printers: Printers, name: str, row: Row, edition: Edition, marks: Sequence[Mark]
    ) -> str:
        """What a macro prints of marks, a line each, with the notes as ``printers`` print them."""
        return self._rows[name].printed(printers, row, edition, marks)

    def _make_room(self, *kept: object) -> None:
        """Objects are told apart by their numbers, and so must stay as long as these do."""
        if len(self._kept) >= 2 * _MOST:
            self._printed.clear()
            self._kept.clear()
        self._kept += kept
