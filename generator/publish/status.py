"""How a run ends: its exit status, and its status for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Literal

from generator.gates.changes import Changes

VERSION = 1
"""The version of the format of ``status.json``."""
STATUS_FILE = "status.json"
RUNNING = "running"
"""The outcome of a run that has not ended, or was killed."""

GateState = Literal["passed", "refused", "accepted", "not-compared", "not-reached"]


class Outcome(IntEnum):
    """The exit statuses of ``scorebook publish``.

    1 and 2 are left to programs that fail and to wrong usage.
    """

    PUBLISHED = 0
    UNCHANGED = 10
    DATA = 11
    BUILD = 12
    GATE = 13
    IMPOSSIBLE = 14
    BUSY = 15

    @property
    def label(self) -> str:
        """Return its name in ``status.json`` and among the labels."""
        return self.name.lower()


class Stopped(Exception):
    """Ends a run that publishes nothing, with its outcome and lines that give the reason."""

    def __init__(self, outcome: Outcome, lines: Sequence[str] = ()) -> None:
        super().__init__(outcome.label, *lines)
        self.outcome = outcome
        self.lines = tuple(lines)


@dataclass(frozen=True)
class GateResult:
    """The result of a gate, with its findings in words."""

    name: str
    state: GateState = "not-reached"
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Status:
    """A run and how it ended.

    ``outcome`` is the label of an ``Outcome`` or ``RUNNING``, ``code`` the exit status. Times are
    in ISO 8601. ``live`` is the id of the release that is served after the run, ``previous`` of
    the one that was served last before it; ``compared`` of the one that gates and ``changes``
    compare with, ``None`` where there is none. ``inputs`` is the digest of the inputs, and
    ``folder`` the copy that was asked for.
    """

    outcome: str
    code: int | None
    started: str
    finished: str | None = None
    live: str | None = None
    previous: str | None = None
    compared: str | None = None
    pages: int | None = None
    inputs: str | None = None
    lines: tuple[str, ...] = ()
    gates: tuple[GateResult, ...] = ()
    changes: Changes | None = None
    folder: str | None = None
    version: int = field(default=VERSION, kw_only=True)

    def to_json(self) -> bytes:
        """Return the content of ``status.json``."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, default=_to_number)
        return f"{text}\n".encode()

    def with_gate(self, result: GateResult) -> "Status":
        """Return the status with another result of one gate."""
        gates = tuple(result if gate.name == result.name else gate for gate in self.gates)
        return replace(self, gates=gates)


def last_live(folder: Path) -> str | None:
    """Return the id of the release that was live last by the last status in a folder, if known."""
    try:
        status = json.loads((folder / STATUS_FILE).read_bytes())
        return str(status["live"] or status["previous"] or "") or None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _to_number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value))
