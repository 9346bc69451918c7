"""Compare what two editions say in words: statements with a label, cut into what stayed, what was
taken out and what was put in."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from generator.model.base import Phrase

_TOKEN = re.compile(r"[+−-]?\d+(?:\.\d+)?%?|[A-Za-z][\w-]*|.", re.DOTALL)
"""A number, with its sign and percent, or a word of Latin letters is never cut inside."""
_SHORTEST_SAME = 3
"""Fewer characters that stayed between two changes count as changed, which reads better."""


class Segment(Struct, frozen=True):
    """A part of a text that stayed the same, was taken out, or was put in."""

    kind: Literal["same", "out", "in"]
    text: str


class StatementChange(Struct, frozen=True):
    """A statement that differs: its words before, and after; those that are not there are empty."""

    label: str
    was: tuple[Segment, ...]
    now: tuple[Segment, ...]

    @property
    def old(self) -> str:
        """The words before."""
        return _joined(self.was)

    @property
    def new(self) -> str:
        """The words after."""
        return _joined(self.now)


def _joined(segments: Sequence[Segment]) -> str:
    text = "".join(segment.text for segment in segments)
    return Phrase(text) if any(isinstance(segment.text, Phrase) for segment in segments) else text


def changed_statements(was: str, now: str) -> list[StatementChange]:
    """Return the statements that differ, in the order of the later ones, then those that are gone.

    Both are HTML as ``_statements.md.jinja`` prints it: ``hr`` begins a statement with its label,
    ``br`` its words. Statements with one label are a list, and are compared in their order. Words
    that name their language are a ``Phrase``.
    """
    before, after = _by_label(was), _by_label(now)
    labels = [*after, *(label for label in before if label not in after)]
    return [
        StatementChange(label, *_parted(text_segments(old or "", new or "")))
        for label in labels
        for old, new in _pairs(before.get(label, []), after.get(label, []))
    ]


def _by_label(html: str) -> dict[str, list[str]]:
    statements: dict[str, list[str]] = {}
    for statement in str(html).split("<hr>")[1:]:
        label, _, words = statement.partition("<br>")
        if words:
            statements.setdefault(_plain(label), []).append(_plain(words))
    return statements


def _plain(html: str) -> str:
    text = Markup(html).striptags()
    return Phrase(text) if " lang=" in html else text


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(before[i1:i2], after[j1:j2])


def _parted(
    segments: Sequence[Segment],
) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Part segments into those of the text before and those of the text after."""
    return (
        tuple(segment for segment in segments if segment.kind != "in"),
        tuple(segment for segment in segments if segment.kind != "out"),
    )


def text_segments(was: str, now: str) -> list[Segment]:
    """Return the parts of two texts that stayed or changed."""
    before, after = _TOKEN.findall(was), _TOKEN.findall(now)
    segments: list[Segment] = []
    out = into = ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, False).get_opcodes():
        same = "".join(before[i1:i2])
        is_end = i2 == len(before) and j2 == len(after)
        if tag == "equal" and (len(same) >= _SHORTEST_SAME or is_end or not (out or into)):
            segments += [*_changed(out, into), Segment("same", same)]
            out = into = ""
        else:
            out, into = out + same, into + "".join(after[j1:j2])
    segments += _changed(out, into)
    if not isinstance(now or was, Phrase):
        return segments
    return [replace(segment, text=Phrase(segment.text)) for segment in segments]


def _changed(out: str, into: str) -> Iterator[Segment]:
    if out:
        yield Segment("out", out)
    if into:
        yield Segment("in", into)
