"""What must not take long, measured: a served change, a strange file, a chart.

    make bench-limits

Prints what each takes beside its limit, and ends with status 1 if one takes longer. Nothing else
should run meanwhile.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import median

from mutation import LONG, MUTATIONS, WORDS
from paths import BASE
from serving import serving
from sites import copy_guides, copy_sample

from generator.charts.heat import heat_map
from generator.dataset.assessment import examine
from generator.messages.labels import labels
from generator.render.environment import environment

SEED = 20260101
SPOILT = 1000
PAGE, FILE = "results/2024/office/", "results/2024/office.yml"


@dataclass(frozen=True)
class Limit:
    """Something that is measured, in seconds, and how much it may take at most."""

    name: str
    most: float
    measure: Callable[[], float]


def served_change() -> float:
    """From a change of a data file until the page that waits for it shows it; median of five."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        copy_sample(project)
        with serving(project) as server:
            file = project / FILE
            text = file.read_text("utf-8")
            times = []
            for number in range(5):
                page = server.get(PAGE)
                begun = time.perf_counter()
                file.write_text(f"{text}note: 第{number}次\n", "utf-8")
                server.wait_for_change(page)
                assert f"第{number}次" in server.get(PAGE).decode()
                times.append(time.perf_counter() - begun)
    return median(times)


def slowest_file() -> float:
    """The processor time of the slowest of many files, each read and checked in a small dataset."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        copy_guides(project, BASE)
        file = project / "results" / "2021" / "north.yml"
        whole = file.read_bytes()
        return max(_examined(project, file, data) for data in _contents(whole))


def _contents(whole: bytes) -> Iterator[bytes]:
    chance = random.Random(SEED)
    yield from (text.encode() for text in LONG)
    for _ in range(SPOILT):
        spoil = chance.choice(MUTATIONS)
        yield spoil(whole, chance.randrange(2**16), chance.randrange(2**16), chance.choice(WORDS))


def _examined(project: Path, file: Path, data: bytes) -> float:
    file.write_bytes(data)
    begun = time.process_time()
    examine(project / "standards", project / "results")
    return time.process_time() - begun


def drawn_chart() -> float:
    """The quickest of fifty drawings of a heat map of 280 fields."""
    template = environment(labels("zh")).get_template("charts/heat.svg.jinja")
    rows = [(f"第{n}党支部", [Decimal(60 + (7 * n + k) % 40) for k in range(7)]) for n in range(40)]
    times = []
    for _ in range(50):
        begun = time.perf_counter()
        template.render(chart=heat_map(["政治建设"] * 7, rows), title="x")
        times.append(time.perf_counter() - begun)
    return min(times)


LIMITS = (
    Limit("a change is shown by mkdocs serve", 1.0, served_change),
    Limit("any file is read and checked", 1.0, slowest_file),
    Limit("a chart is drawn", 0.001, drawn_chart),
)


def main() -> None:
    """Measure everything."""
    broken = False
    for limit in LIMITS:
        seconds = limit.measure()
        broken |= seconds > limit.most
        print(f"{limit.name}: {seconds:.4f} s, at most {limit.most} s", flush=True)
    sys.exit(broken)


if __name__ == "__main__":
    main()
