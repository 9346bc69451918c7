"""Ways to spoil a data file: each takes the file's bytes, two numbers and a word."""

import re
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

Mutation = Callable[[bytes, int, int, str], bytes]

WORDS = (
    *("&a", "*a", "!!python/object:os.system", "%YAML 1.1", "---", "...", "<<: *a", "? ", "- - -"),
    *("[", "]", "{", "}", ": ", "#", "|", ">-", '"', "'", ",", "\t", "\r", "\\", "@", "`", "\x00"),
    *("null", "~", "yes", "no", "true", ".nan", "-.inf", "0755", "12:30", "1e3", "9" * 40, "-0"),
    *("2024-02-30", "2024-01-01", "9999-12-31", "0001-01-01", "2023", "2024", "1900", "99999"),
    *(
        "all",
        "total",
        "base",
        "any",
        "s01",
        "s1",
        "s1-d",
        "e1",
        "e2",
        "north",
        "south",
        "con",
        "..",
    ),
    *("excellent", "draft", "final", "marks", "ballots", "levels", "points", "thresholds", "id"),
    *("：", "９５", "\u200b", "\u202e", "\ufeff", "\ud7ff", "\U0010ffff", "é", "名称：甲", ""),
    *("[x](javascript:y)", "**", "<script>", "{{x}}", "A" * 3000, "甲" * 3000, "a-" * 50),
    *(
        "points: all",
        "points: []",
        "points: {}",
        "text: |",
        "years: []",
        "id: [a]",
        "{a: b}",
        "[[]]",
    ),
)
NUMBERS = (
    *("0", "-1", "0.0000000001", "9999999999999999", "-9999999999999999.9999999999", "1e400"),
    *("100", "101", "0.1", "1.", ".5", "00", "3.14159265358979", "9" * 400, "2147483648", "-0.0"),
)
NESTING = ("[", "{a: ", "- ", "? ", "[{", '"', "(")


def runs_of(count: int, *, derandomize: bool = False) -> Callable[[Any], Any]:
    """Let hypothesis try so many examples, always the same ones if `derandomize` is true."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=derandomize,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def flip(data: bytes, at: int, bit: int, _: str) -> bytes:
    at %= max(len(data), 1)
    return data[:at] + bytes(byte ^ 1 << bit % 8 for byte in data[at : at + 1]) + data[at + 1 :]


def delete_line(data: bytes, at: int, count: int, _: str) -> bytes:
    lines = data.splitlines(keepends=True)
    at %= len(lines) + 1
    return b"".join(lines[:at] + lines[at + 1 + count % 3 :])


def repeat_line(data: bytes, at: int, times: int, _: str) -> bytes:
    lines = data.splitlines(keepends=True) or [b"\n"]
    at %= len(lines)
    return b"".join(lines[:at] + [lines[at]] * (2 + times % 500) + lines[at + 1 :])


def move_line(data: bytes, start: int, end: int, _: str) -> bytes:
    lines = data.splitlines(keepends=True) or [b"\n"]
    line = lines.pop(start % len(lines))
    lines.insert(end % (len(lines) + 1), line)
    return b"".join(lines)


def swap_lines(data: bytes, one: int, other: int, _: str) -> bytes:
    lines = data.splitlines(keepends=True) or [b"\n"]
    one, other = one % len(lines), other % len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def replace_word(data: bytes, at: int, _: int, word: str) -> bytes:
    return _nth(rb"[\w.-]+", data, at, word)


def replace_value(data: bytes, at: int, _: int, word: str) -> bytes:
    return _nth(rb"(?<=: )[^\n,{}\[\]]+", data, at, word)


def replace_number(data: bytes, at: int, which: int, _: str) -> bytes:
    return _nth(rb"[0-9][0-9.-]*", data, at, NUMBERS[which % len(NUMBERS)])


def swap_words(data: bytes, one: int, other: int, _: str) -> bytes:
    words = re.findall(rb"[\w-]+", data) or [b"a"]
    return _nth(rb"[\w-]+", data, one, words[other % len(words)].decode("utf-8", "replace"))


def insert_word(data: bytes, at: int, _: int, word: str) -> bytes:
    at %= len(data) + 1
    return data[:at] + word.encode("utf-8") + data[at:]


def indent(data: bytes, at: int, by: int, _: str) -> bytes:
    lines = data.splitlines(keepends=True) or [b"\n"]
    at %= len(lines)
    for n in range(at, min(at + 1 + by % 7, len(lines))):
        lines[n] = b" " * (by % 5) + lines[n] if by % 2 else lines[n].removeprefix(b"  ")
    return b"".join(lines)


def nest(data: bytes, at: int, depth: int, _: str) -> bytes:
    opening = NESTING[at % len(NESTING)] * (depth % 4000 if at % 3 else depth % 30)
    return _nth(rb"(?<=: )[^\n]+", data, at, opening)


def truncate(data: bytes, at: int, _: int, __: str) -> bytes:
    return data[: at % (len(data) + 1)]


def repeat_all(data: bytes, _: int, times: int, __: str) -> bytes:
    return data * (1 + times % 4)


def _nth(pattern: bytes, data: bytes, n: int, word: str) -> bytes:
    """The data with one match of the pattern replaced."""
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    start, end = found[n % len(found)].span()
    return data[:start] + word.encode("utf-8") + data[end:]


MUTATIONS: tuple[Mutation, ...] = (
    flip,
    delete_line,
    repeat_line,
    move_line,
    swap_lines,
    replace_word,
    replace_value,
    replace_value,
    replace_number,
    replace_number,
    swap_words,
    swap_words,
    insert_word,
    indent,
    nest,
    truncate,
    repeat_all,
)

LONG = (
    " " * 49_000 + "é",
    "a: {" + " " * 49_000 + "}",
    "a: {" + "b" * 49_000 + "}",
    "a: {" + "b: " * 16_000 + "}",
    "a: {b: " + "c " * 20_000 + "[}",
    "a: {b: '" + "c: '" * 12_000 + "}",
    "a: " + "}" * 20_000 + " " * 20_000 + "é",
    "a: {" + "} " * 20_000 + "é",
    "b" * 49_000,
    "\n" * 49_000,
    "- a:\n" * 9_000,
)
"""Contents of files that a careless parser would take long to read."""
