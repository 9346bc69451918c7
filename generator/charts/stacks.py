"""Stacked bars: what share each of several parts has in each row, with a legend."""

from collections.abc import Sequence
from dataclasses import dataclass

LABEL_WIDTH, BAR_WIDTH = 132, 268
ROW_HEIGHT, LEGEND_HEIGHT = 24, 22
LABEL_GAP, KEY_SIZE, CHARACTER = 6, 10, 12
LEAST_WIDTH = 15
"""The least width of a segment that has room for its number."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that each row may have: its title, and how it is coloured."""

    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend, and where it stands."""

    part: Part
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a bar. ``text`` is its number, empty if there is no room for it."""

    kind: str
    x: int
    width: int
    text: str
    middle: int


@dataclass(frozen=True, slots=True)
class Stack:
    """A row: its label, the middle of its bar, and the segments."""

    label: str
    y: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StackChart:
    """Bars of equal length below each other, under a legend."""

    keys: tuple[Key, ...]
    stacks: tuple[Stack, ...]
    height: int
    width: int = LABEL_WIDTH + BAR_WIDTH
    label_end: int = LABEL_WIDTH - LABEL_GAP
    key_size: int = KEY_SIZE


def stack_chart(parts: Sequence[Part], rows: Sequence[tuple[str, Sequence[int]]]) -> StackChart:
    """Return the bars of rows, each with its label and the counts of the parts, in their order."""
    keys = _legend(parts)
    top = keys[-1].y + LEGEND_HEIGHT // 2 if keys else 0
    stacks = tuple(
        Stack(label, top + ROW_HEIGHT * n + ROW_HEIGHT // 2, _segments(parts, counts))
        for n, (label, counts) in enumerate(rows)
    )
    return StackChart(keys, stacks, top + ROW_HEIGHT * len(rows))


def _legend(parts: Sequence[Part]) -> tuple[Key, ...]:
    keys, x, y = [], 0, LEGEND_HEIGHT // 2
    for part in parts:
        width = KEY_SIZE + 2 * LABEL_GAP + CHARACTER * len(part.title)
        if x and x + width > LABEL_WIDTH + BAR_WIDTH:
            x, y = 0, y + LEGEND_HEIGHT
        keys.append(Key(part, x, y))
        x += width
    return tuple(keys)


def _segments(parts: Sequence[Part], counts: Sequence[int]) -> tuple[Segment, ...]:
    whole, before, segments = sum(counts), 0, []
    for part, count in zip(parts, counts, strict=True):
        if count:
            start = LABEL_WIDTH + BAR_WIDTH * before // whole
            width = LABEL_WIDTH + BAR_WIDTH * (before + count) // whole - start
            text = str(count) if width >= LEAST_WIDTH else ""
            segments.append(Segment(part.kind, start, width, text, start + width // 2))
        before += count
    return tuple(segments)
