"""What a run tells: ``status.json`` for programs, a report as text and Markdown for people."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from generator.messages.formats import number
from generator.messages.labels import Labels
from generator.publish.changes import Changes

VERSION = 1
"""Of the format of ``status.json``."""
RUNNING = "running"
"""The outcome of a run that has not ended, or was killed."""
LISTED = 200
"""How many entries of a list the report shows; ``status.json`` has all."""

GateState = Literal["passed", "refused", "accepted", "not-reached"]


@dataclass(frozen=True)
class GateResult:
    """A gate, and its findings in words."""

    name: str
    state: GateState = "not-reached"
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Status:
    """A run and how it ended. ``live`` is the release that is served after it, ``previous``
    the one before; ``changes`` are against that one, and null without it."""

    outcome: str
    code: int | None
    started: str
    finished: str | None = None
    live: str | None = None
    previous: str | None = None
    pages: int | None = None
    inputs: str | None = None
    lines: tuple[str, ...] = ()
    gates: tuple[GateResult, ...] = ()
    changes: Changes | None = None
    folder: str | None = None
    version: int = field(default=VERSION, kw_only=True)

    def written(self) -> bytes:
        """The status as JSON."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, default=_simple)
        return f"{text}\n".encode()

    def with_gate(self, result: GateResult) -> "Status":
        """The status with what a gate said."""
        gates = tuple(result if gate.name == result.name else gate for gate in self.gates)
        return replace(self, gates=gates)


def _simple(value: object) -> object:
    """A decimal as the number that it is."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value))


def reports(status: Status, words: Labels) -> dict[str, str]:
    """The report by the name of its file: as plain text, and as Markdown."""
    told = {"status": status, "words": words, "listed": LISTED}
    return {f"report.{form}": _template(form).render(told) for form in FORMS}


@cache
def _template(form: str) -> Template:
    env = Environment(
        loader=PackageLoader("generator", "templates/publish"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    env.filters.update(number=number, safe=FORMS[form])
    return env.get_template(f"report.{form}.jinja")


def _escaped(text: str) -> str:
    """A text that means itself in Markdown."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


FORMS: Mapping[str, Callable[[str], str]] = {"txt": str, "md": _escaped}
"""The forms of a report, and how a text is written in them."""
