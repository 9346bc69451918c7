"""The whole night: ``scorebook publish`` from reading to the swap, gates and digests included."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from running import Usage, run

UNCHANGED = 10
"""The exit status of a night in which nothing changed."""
NOTE = "note: 基准测试改动的一处。\n"


@dataclass(frozen=True, slots=True)
class Night:
    """The runs of one kind of night."""

    name: str
    runs: tuple[Usage, ...]

    @property
    def seconds(self) -> float:
        """The median of the runs."""
        return median(run.seconds for run in self.runs)

    @property
    def work(self) -> float:
        """The median of the processors' seconds."""
        return median(run.work for run in self.runs)


def nights(project: Path, runs: int) -> list[Night]:
    """A first night, one after a card changed, and one after nothing did, in so many rounds."""
    rounds = [tuple(_round(project)) for _ in range(runs)]
    names = ("第一次", "改动一份成绩单", "没有变化")
    return [Night(name, used) for name, used in zip(names, zip(*rounds, strict=True), strict=True)]


def _round(project: Path) -> Iterator[Usage]:
    store = project.parent / "night"
    card = next(file for file in _cards(project) if "\nnote:" not in file.read_text("utf-8"))
    text = card.read_text("utf-8")
    yield run(publish_command(store, 0), project)
    try:
        card.write_text(text + NOTE, "utf-8")
        yield run(publish_command(store, 0), project)
        yield run(publish_command(store, UNCHANGED), project)
    finally:
        card.write_text(text, "utf-8")
        shutil.rmtree(store)


def _cards(project: Path) -> list[Path]:
    newest = max(path for path in (project / "results").iterdir() if path.name.isdecimal())
    return sorted(newest.glob("*.yml"))


def publish_command(store: Path, status: int, *options: str) -> tuple[str, ...]:
    """The command that publishes, and fails unless that ends as it should."""
    program = str(Path(sys.executable).parent / "scorebook")
    return (
        "sh",
        "-c",
        f'"$@"; [ $? -eq {status} ]',
        "sh",
        program,
        "publish",
        *options,
        str(store),
    )
