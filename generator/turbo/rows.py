"""The rows of marks, printed once for the pages of a folder, but for the notes in them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from generator.model.edition import Edition
from generator.model.result import Occurrence
from generator.scoring.card import Mark

Row = Callable[[Edition, Mark], str]
"""The macro that prints a mark; all else that it shows follows from the folder."""
Printers = Mapping[type, Callable[[Any], str]]
_NOTE = Markup("\0")
"""Stands for the note in a row that is kept, and in no text of the data."""
_MOST = 20_000
"""So many rows are kept at most."""
_figures = itemgetter("count", "tier", "kind", "value", "part", "whole")


class Rows:
    """What one macro printed of marks. Those of an edition, and the usual ones, are told apart
    by their numbers, and so are kept as long as these are known."""

    def __init__(self) -> None:
        self._unmoved: dict[int, str] = {}
        self._around: defaultdict[int, dict[tuple[object, ...], tuple[str, str]]]
        self._around = defaultdict(dict)
        self._kept: list[Mark] = []

    def printed(self, printers: Printers, row: Row, edition: Edition, marks: Sequence[Mark]) -> str:
        """Marks, a line each: once for all where nothing is recorded, and else what follows from
        the figures of the record, around the note as ``printers`` print it."""
        pieces: list[str] = []
        for mark in marks:
            if (usual := mark.usual) is None:
                pieces.append(self._unmoved.get(id(mark)) or self._whole(row, edition, mark))
            elif note := (one := mark.movements[0].occurrences[0]).note:
                around = self._around[id(usual)].get(_figures(vars(one)))
                before, after = around or self._parted(row, edition, usual, one)
                pieces += before, printers[type(note)](note), after
            else:
                pieces.append(_line(row, edition, mark))
        return "".join(pieces)

    def _whole(self, row: Row, edition: Edition, mark: Mark) -> str:
        """The row of a mark that no usual finding moved; it is kept if none did."""
        line = _line(row, edition, mark)
        if mark.common:
            self._keep(mark)
            self._unmoved[id(mark)] = line
        return line

    def _parted(self, row: Row, edition: Edition, usual: Mark, one: Occurrence) -> tuple[str, str]:
        """The row of a mark that is moved as usual, before and after the note."""
        (movement,) = usual.movements
        noted = one.model_copy(update={"note": _NOTE})
        moved = replace(usual, movements=(replace(movement, occurrences=(noted,)),))
        before, _, after = _line(row, edition, moved).partition(_NOTE)
        self._keep(usual)
        self._around[id(usual)][_figures(vars(one))] = before, after
        return before, after

    def _keep(self, mark: Mark) -> None:
        if len(self._kept) >= _MOST:
            self._unmoved.clear()
            self._around.clear()
            self._kept.clear()
        self._kept.append(mark)


def _line(row: Row, edition: Edition, mark: Mark) -> str:
    return f"{row(edition, mark)}\n"
