"""The base of the cases with some of its files replaced, and the problems that this makes."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from paths import BASE

from generator.dataset.assessment import examine
from generator.messages.labels import labels
from generator.messages.report import report_problems

NORTH, SOUTH = "results/2021/north.yml", "results/2022/south.yml"
ORGANIZATIONS, YEARS = "results/organizations.yml", "results/years.yml"
NEW = "standards/e9/edition.yml"
HEADER = {
    "title": "Edition 9",
    "years": "[2090]",
    "rounding": "{raw: 2, total: 2}",
    "total": "{floor: 0, ceiling: 100}",
    "scales": "[{id: s, title: S, levels: [{id: up, title: U, points: 9}, {id: down, title: D, "
    "points: 4}]}]",
    "grades": "[{id: pass, title: Pass, from: 60}, {id: fail, title: Fail, from: 0}]",
    "methods": "[{id: look, title: Look, by: levels, scale: s}]",
}


def edition(**fields: str) -> dict[str, str]:
    """A small valid edition of a year of its own, with some fields written otherwise."""
    return {NEW: "".join(f"{name}: {text}\n" for name, text in {**HEADER, **fields}.items())}


def marked(**fields: str) -> dict[str, str]:
    """The same, scored by marks, with two standards of 4 points."""
    standards = "[{id: p1, aspect: a, title: P, points: 4}, {id: p2, aspect: a, title: P, points: 4"
    lists = {
        "methods": "[{id: look, title: Look, by: marks}]",
        "aspects": "[{id: a, title: A}]",
        "standards": standards + "}]",
    }
    return edition(**{**lists, **fields})


def changed(file: str, *changes: tuple[str, str]) -> dict[str, str]:
    """A file of the base with some words replaced."""
    text = (BASE / file).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return {file: text}


def laid_out(folder: Path, files: Mapping[str, str]) -> Path:
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    """``code where`` of every problem of a folder, in the order in which they are told."""
    _, problems = examine(folder / "standards", folder / "results")
    return [f"{line.code} {line.where}" for line in report_problems(problems, labels("en"))]
