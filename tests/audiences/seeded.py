"""Projects of which every text and figure stands nowhere else, so that each tells where it is from.

The detector below reads files by itself, and shares no code with the program.
"""

import gzip
import json
import random
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

KINDS = ("branch", "committee")
STATES = ("draft", "notice", "final")
TEXTS = ("note", "evidence", "finding", "measure", "reason")
PLACES = 7
"""The decimal places of scores: so many that no two figures are near each other."""
_EDITION = """\
title: 考核办法
years: [2024, 2025]
language: zh
rounding: {raw: 7, total: 7, weighted: 7}
total: {floor: 0, ceiling: 100}
grades: [{id: good, title: 优秀, from: 80}, {id: fair, title: 合格, from: 0}]
methods:
  - {id: panel, title: 评分, by: scores, weight: 60}
  - {id: visit, title: 检查, by: marks, weight: 40}
aspects: [{id: service, title: 服务}]
standards:
  - {id: plan, aspect: service, title: 方案, points: 10, entered: true}
  - id: order
    aspect: service
    title: 秩序
    points: 10
    deductions: [{id: poor, text: 混乱的, range: [0.1, 9]}]
negative_cases: [{id: late, aspect: service, text: 迟报的, points: 1}]
use_of_results: [{id: praise, title: 表彰, text: 通报表彰。, grades: [good]}]
"""


_YEAR = """\
  - year: {0}
    as_of: {1}-03-01
    notice: {{from: {1}-01-20, until: {1}-01-27, object_to: 办公室}}
"""


class Secret(NamedTuple):
    """A text or a figure that only one organization has, and the state of its result."""

    kind: str
    text: str
    organization: str
    year: int = 0
    state: str = ""


def make_project(folder: Path, seed: int, count: int = 10) -> list[Secret]:
    """Write a project of so many organizations; returns all that only one of them has."""
    chance = random.Random(seed)
    (folder / "standards/method").mkdir(parents=True)
    (folder / "standards/method/edition.yml").write_text(_EDITION, "utf-8")
    ids = [f"org{chance.randrange(16**6):06x}" for _ in range(count)]
    secrets: list[Secret] = []
    lines: list[str] = []
    for number, id in enumerate(ids):
        name, former = _word(chance, 6), _word(chance, 6)
        secrets += [Secret("name", name, id), Secret("former", former, id), Secret("id", id, id)]
        parent = (
            f", parent: {chance.choice(ids[:number])}" if number and chance.random() < 0.6 else ""
        )
        known = f"formerly: [{{name: {former}, until: 2023}}]"
        lines.append(
            f"  - {{id: {id}, name: {name}, kind: {chance.choice(KINDS)}{parent}, {known}}}"
        )
    results = folder / "results"
    results.mkdir()
    kinds = "kinds: [{id: branch, title: 支部}, {id: committee, title: 党委}]"
    (results / "organizations.yml").write_text(
        "\n".join([kinds, "organizations:", *lines, ""]), "utf-8"
    )
    (results / "years.yml").write_text(
        "".join(["years:\n", *map(_YEAR.format, (2024, 2025), (2025, 2026))]), "utf-8"
    )
    for year in (2024, 2025):
        (results / str(year)).mkdir()
        for id in ids:
            text, own = _result(chance, id, year)
            (results / f"{year}/{id}.yml").write_text(text, "utf-8")
            secrets += own
    return secrets


def _result(chance: random.Random, id: str, year: int) -> tuple[str, list[Secret]]:
    state = chance.choice(STATES)
    texts = {
        name: _word(chance, 12) for name in ("note", "evidence", "finding", "measure", "reason")
    }
    score = f"{chance.randrange(50 * 10**PLACES, 99 * 10**PLACES)}"
    score = f"{score[:-PLACES]}.{score[-PLACES:]}"
    off = f"{chance.randrange(10**6, 8 * 10**6) / 10**6:.6f}"
    day = f"{year + 1}-01-20"
    lines = [
        f"status: [{{state: {state}, date: {day}, reason: {texts['reason']}}}]",
        f"methods:\n  panel: {{scores: [{score}]}}",
        f"  visit:\n    entered: {{plan: 8}}\n    evidence: {{plan: {texts['evidence']}}}",
        f"    findings: [{{of: poor, points: {off}, note: {texts['finding']}}}]",
        f"note: {texts['note']}",
        "rectification:",
        f"  - {{clause: order, finding: {texts['finding']}改, measure: {texts['measure']}, "
        f"deadline: {year + 1}-02-01, state: open}}",
    ]
    late = chance.random() < 0.5
    lines += ["negative_cases: [{of: late}]"] if late else []
    total = _share(Decimal(score), 60) + _share((18 - Decimal(off)) * 5, 40) - late
    if state != "draft":
        lines.append(f"declared: {{total: {total}, grade: {'good' if total >= 80 else 'fair'}}}")
    secrets = [Secret(name, text, id, year, state) for name, text in texts.items()]
    figures = {
        "score": score,
        "deduction": off,
        "mark": str(10 - Decimal(off)),
        "total": str(total),
    }
    secrets += [
        Secret(name, figure.rstrip("0"), id, year, state) for name, figure in figures.items()
    ]
    return "\n".join([*lines, ""]), secrets


def _share(raw: Decimal, weight: int) -> Decimal:
    return (raw * weight / 100).quantize(Decimal(10) ** -PLACES, "ROUND_HALF_UP")


def _word(chance: random.Random, length: int) -> str:
    """Return a text of rare characters, which no other has."""
    return "".join(chr(chance.randrange(0x7000, 0x9000)) for _ in range(length))


def read_all(name: str, content: bytes) -> Iterator[str]:
    """Yield all that a file says, its name first, and what is packed into it."""
    yield name
    if name.endswith(".gz"):
        yield from read_all(name[:-3], gzip.decompress(content))
    elif content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from read_all(part, archive.read(part))
    else:
        text = content.decode("utf-8", "replace")
        yield text
        if name.endswith(".json"):
            yield json.dumps(json.loads(text), ensure_ascii=False)
        if "%" in text:
            yield unquote(text)
        if "&#" in text:
            yield re.sub(r"&#x?([0-9a-fA-F]+);", _character, text)


def _character(reference: re.Match[str]) -> str:
    hexadecimal = reference[0].startswith("&#x")
    return chr(int(reference[1], 16 if hexadecimal else 10))


def figures(text: str) -> set[int]:
    """Return the figures of many places in a text, as whole numbers of the last place."""
    found = re.findall(r"(?<![\d.])(\d{1,4})\.(\d{5,})", text)
    return {int(whole + part.ljust(PLACES, "0")[:PLACES]) for whole, part in found}


def by_subtraction(known: set[int]) -> set[int]:
    """Return what two figures add up to, or leave, also where one stands for the mean of two or
    three."""
    values = sorted(known)
    return {k * a + sign * b for a in values for b in values for k in (1, 2, 3) for sign in (1, -1)}
