"""Figures as tables in Markdown."""

import datetime as dt
import importlib.metadata
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from night import Night
from running import Output, Usage

MEGABYTE = 1_000_000
PACKAGES = ("mkdocs", "mkdocs-material", "zensical", "hugo", "pagefind")


@dataclass(frozen=True, slots=True)
class Figures:
    """The runs of one contestant. ``factor`` scales them to the scorecards of the others,
    where it was measured with fewer."""

    name: str
    cards: int
    runs: tuple[Usage, ...]
    output: Output
    searched: bool = False
    factor: float = 1.0

    @property
    def seconds(self) -> float:
        """The median of the runs, scaled."""
        return median(run.seconds for run in self.runs) * self.factor

    @property
    def span(self) -> tuple[float, float]:
        """The shortest and the longest of the runs, scaled."""
        each = [run.seconds * self.factor for run in self.runs]
        return min(each), max(each)

    @property
    def work(self) -> float:
        """The median of the processors' seconds, scaled."""
        return median(run.work for run in self.runs) * self.factor

    @property
    def largest(self) -> float:
        """The peak memory of the largest process, in megabytes; not scaled."""
        return max(run.largest for run in self.runs) / MEGABYTE

    @property
    def tree(self) -> float:
        """The peak memory of all processes, in megabytes; not scaled."""
        return max(run.tree for run in self.runs) / MEGABYTE

    @property
    def size(self) -> float:
        """The megabytes written; not scaled."""
        return self.output.size / MEGABYTE


@dataclass(frozen=True, slots=True)
class Step:
    """Growth from one size to the next: milliseconds for each further scorecard."""

    small: Figures
    large: Figures

    @property
    def each(self) -> float:
        """Milliseconds for the next scorecard."""
        more = self.large.cards - self.small.cards
        return (self.large.seconds - self.small.seconds) * 1000 / more


def races(
    figures: Sequence[Figures],
    cards: int,
    wrote: Usage,
    machine: str,
    nights: Sequence[Night] = (),
) -> str:
    """The tables of the two races, without search and with it; the first of each is ours. The
    nights are compared with the last race."""
    found = [[one for one in figures if one.searched is searched] for searched in (False, True)]
    races = [race for race in found if race]
    facts = {"cards": cards, "wrote": wrote, "machine": machine, "nights": nights}
    return rendered("races", races=races, **facts)


class Trip(NamedTuple):
    """All results out to workbooks, or back: seconds on the wall and of the processor, and
    megabytes at the peak."""

    name: str
    seconds: float
    work: float
    memory: float


def trips(found: Sequence[Trip]) -> str:
    """The table of all results out to workbooks and back."""
    return rendered("trips", trips=found)


def growth(figures: Sequence[Figures], machine: str) -> str:
    """The tables of one generator at growing sizes, without search and with it."""
    parted = [
        (searched, [f for f in figures if f.searched is searched]) for searched in (False, True)
    ]
    tables = [(searched, _grown(some)) for searched, some in parted if some]
    return rendered("growth", tables=tables, machine=machine)


def _grown(some: Sequence[Figures]) -> dict[str, object]:
    """The figures of growing sizes, the steps between them, and by how many times the last step
    is more than the first; nothing if there are no two steps."""
    steps = [Step(*pair) for pair in pairwise(some)]
    ratio = steps[-1].each / steps[0].each if len(steps) > 1 else None
    return {"figures": some, "steps": steps, "ratio": ratio}


def rendered(name: str, **context: object) -> str:
    """Return the tables of a template."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # Markdown, of names and numbers only
    )
    return env.get_template(f"{name}.md.jinja").render(context)


def machine() -> str:
    """The date, the machine and the versions, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [
        dt.date.today().isoformat(),
        f"{platform.machine()}，{os.cpu_count()} 核，内存 {memory:.0f} GB",
        f"Python {platform.python_version()}",
        *_versions(PACKAGES),
    ]
    return "；".join(parts)


def _versions(packages: Iterable[str]) -> Iterable[str]:
    for package in packages:
        try:
            yield f"{package} {importlib.metadata.version(package)}"
        except importlib.metadata.PackageNotFoundError:
            continue
