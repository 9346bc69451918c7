"""How a run can end, and the exit status that tells it."""

from collections.abc import Sequence
from enum import IntEnum


class Outcome(IntEnum):
    """The exit statuses of ``scorebook publish``. 1 and 2 are left to programs that fail and
    to wrong usage."""

    PUBLISHED = 0
    UNCHANGED = 10
    DATA = 11
    BUILD = 12
    GATE = 13
    IMPOSSIBLE = 14
    BUSY = 15

    @property
    def label(self) -> str:
        """Its name in ``status.json`` and among the labels."""
        return self.name.lower()


class Stopped(Exception):
    """The end of a run that publishes nothing: how it ends, and lines that say why."""

    def __init__(self, outcome: Outcome, lines: Sequence[str] = ()) -> None:
        super().__init__(outcome.label, *lines)
        self.outcome = outcome
        self.lines = tuple(lines)
