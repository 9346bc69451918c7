"""Ten thousand scorecards, against other generators.

    python tests/benchmarks/bench.py [--cards 10000] [--runs 3] [--write PAGE]
    python tests/benchmarks/bench.py --growth [--sizes 1000 10000 30000]

Contestants run in turn, each in processes of its own and into an empty folder, those that take
seconds before each that takes minutes; the tables show medians. The nights of ``scorebook
publish`` follow. ``--write`` puts the tables
between the marks of a page.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import reduce
from itertools import product
from pathlib import Path

import night
import office_files
import peers
import table
from memory import Filling
from peers import Contestant
from running import Output, Usage, run, written
from table import Figures

MARKS = "<!-- {}：由 make bench 写出，不要改动 -->"


def measured(contestants: Sequence[Contestant], runs: int) -> list[Figures]:
    """All contestants, in so many rounds."""
    found: dict[int, list[Usage]] = {n: [] for n in range(len(contestants))}
    output: dict[int, Output] = {}
    with closing(Filling()) as memory:
        for turn, n in product(range(runs), in_turn(contestants)):
            one = contestants[n]
            one.clear()
            memory.fill()
            steps = (run(command, one.folder) for command in one.commands)
            found[n].append(reduce(Usage.then, steps))
            output.setdefault(n, written(one.site))
            _tell(f"{turn + 1}/{runs} {one.name} {one.cards}: {found[n][-1].seconds:.1f} s")
            one.clear()
    return [
        Figures(one.name, one.cards, tuple(found[n]), output[n], one.searched)
        for n, one in enumerate(contestants)
    ]


def in_turn(contestants: Sequence[Contestant]) -> list[int]:
    """A round, by the numbers of the contestants: each that takes long, and before it all others,
    each time another of them first. A machine is busy for minutes at a time, which who takes long
    meets in part; who takes seconds would meet it whole or not at all."""
    long = [n for n, one in enumerate(contestants) if one.long]
    short = [n for n, one in enumerate(contestants) if not one.long]
    order: list[int] = []
    for each in long:
        order += (*short, each)
        short = short[1:] + short[:1]
    return order or short


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def raced(work: Path, cards: int, runs: int, linear: int) -> str:
    """The tables of the races. Plain MkDocs is measured with ``linear`` scorecards at most,
    and its time scaled by the number of pages."""
    project = peers.province(work / "province", cards)
    few = min(cards, linear)
    small = project if few == cards else peers.province(work / "small", few)
    ours = [peers.scorebook(project, cards, searched=searched) for searched in (False, True)]
    wrote = peers.markdown(project, work / "markdown")
    if few < cards:
        peers.markdown(small, work / "few")
    shown = peers.shown(work / "shown")
    contestants = [
        *ours,
        *peers.hugo(project, work / "hugo", cards, shown),
        peers.mkdocs(work / ("markdown" if few == cards else "few"), few),
        peers.zensical(work / "markdown", cards),
    ]
    figures = measured(contestants, runs)
    pages = figures[0].output.pages
    scaled = [one if one.cards == cards else _scaled(one, pages) for one in figures]
    nights, trips = night.nights(project, runs), office_files.trips(project, runs)
    return table.races(scaled, cards, wrote, table.machine(), nights) + table.trips(trips)


def _scaled(one: Figures, pages: int) -> Figures:
    factor = pages / one.output.pages
    return Figures(one.name, one.cards, one.runs, one.output, one.searched, factor)


def grown(work: Path, sizes: Iterable[int], runs: int) -> str:
    """The tables of growth: scorebook alone, without its search and with it. The largest takes
    long, next to the others."""
    projects = {size: peers.province(work / str(size), size) for size in sorted(sizes)}
    contestants = [
        peers.scorebook(project, size, searched=searched, long=size == max(projects))
        for searched in (False, True)
        for size, project in projects.items()
    ]
    return table.growth(measured(contestants, runs), table.machine())


def replaced(page: str, name: str, text: str) -> str:
    """The page with ``text`` between its two marks of that name."""
    begin, end = MARKS.format(name), MARKS.format(f"{name}完")
    head, _, rest = page.partition(begin)
    _, found, tail = rest.partition(end)
    if not found:
        raise SystemExit(f"the page lacks the marks {begin} and {end}")
    return f"{head}{begin}\n\n{text.strip()}\n\n{end}{tail}"


def write_tables(page: Path, name: str, text: str) -> None:
    """Put tables between the marks of that name on a page."""
    told = replaced(page.read_text(encoding="utf-8"), name, text)
    page.write_text(told, encoding="utf-8", newline="\n")


def main() -> None:
    """Run what the arguments ask for, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--linear", type=int, default=10_000, help="most cards of plain MkDocs")
    parser.add_argument("--growth", action="store_true", help="scorebook alone, at --sizes")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 30_000])
    parser.add_argument("--write", type=Path, metavar="PAGE", help="update the page's tables")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make: Callable[[Path], str] = (
            (lambda work: grown(work, asked.sizes, asked.runs))
            if asked.growth
            else (lambda work: raced(work, asked.cards, asked.runs, asked.linear))
        )
        text = make(Path(folder))
    print(text)
    if asked.write:
        write_tables(asked.write, "增长" if asked.growth else "比赛", text)


if __name__ == "__main__":
    main()
