"""What each accelerator gains: builds of a province with all of them, and with each switched off.

    python tests/benchmarks/accelerators.py [--cards 10000] [--runs 3] [--only NAME ...]

Prints a table of processor time and time on the wall, medians in seconds; the builds run in turn.
A build without search is measured, in a process of its own that switches one accelerator off
before it starts MkDocs.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from unittest.mock import patch

import peers
from running import Usage, run

from generator.mkdocs_plugin import plugin
from generator.render.markdown_page import MarkdownPage
from generator.tools import PLAIN
from generator.turbo import page_shells, template_compiler, workers
from generator.turbo.tools import FAST

ALL = "nothing"


def _use_plain(name: str) -> None:
    object.__setattr__(FAST, name, getattr(PLAIN, name))


def _finish_by_host(
    _: page_shells.ShellStore, page: MarkdownPage, finish: Callable[[MarkdownPage], str]
) -> bytes:
    return page_shells.encode(finish(page))


def _without_shells() -> None:
    """Let MkDocs finish each page in full."""
    patch.object(page_shells.ShellStore, "stamp", lambda *_: None).start()
    patch.object(page_shells.ShellStore, "finish", _finish_by_host).start()


def _without_workers() -> None:
    patch.object(workers, "cores", lambda: 1).start()


def _without_template_cache() -> None:
    for module in (template_compiler, plugin):
        patch.object(module, "template_cache", lambda _: None).start()


SWITCHES: dict[str, Callable[[], None]] = {
    ALL: lambda: None,
    "workers": _without_workers,
    "template_compiler": lambda: _use_plain("environment"),
    "template_cache": _without_template_cache,
    "fast_yaml": lambda: _use_plain("read"),
    "xlsx_shell": lambda: _use_plain("workbook"),
    "page_shells": _without_shells,
}
"""What is switched off, by the module of :mod:`generator.turbo`."""


def build(name: str) -> None:
    """Run ``mkdocs build`` in this folder with one accelerator switched off."""
    from mkdocs.__main__ import cli  # noqa: PLC0415 - only in the process that builds

    SWITCHES[name]()
    cli(["build", "--quiet", "-f", "without-search.yml", "-d", "site"])


def measure(project: Path, names: list[str], runs: int) -> dict[str, list[Usage]]:
    """Build in turn with each accelerator off, so many times."""
    usages: dict[str, list[Usage]] = {name: [] for name in names}
    for turn in range(runs):
        for name in names:
            command = (sys.executable, str(Path(__file__).resolve()), "--build", name)
            peers.scorebook(project, 0, searched=False).clear()
            usages[name].append(run(command, project))
            print(f"{turn + 1}/{runs} {name}: {usages[name][-1].seconds:.1f}", file=sys.stderr)
    return usages


def table(usages: dict[str, list[Usage]]) -> str:
    """Return the medians as a Markdown table."""
    lines = ["| switched off | wall, s | processor, s |", "| --- | --: | --: |"]
    for name, runs in usages.items():
        wall, work = median(use.seconds for use in runs), median(use.work for use in runs)
        lines.append(f"| {name} | {wall:.1f} | {work:.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure what the arguments ask for, or be the process that builds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=tuple(SWITCHES), default=list(SWITCHES))
    parser.add_argument("--build", choices=tuple(SWITCHES))
    asked = parser.parse_args()
    if asked.build:
        build(asked.build)
        return
    with tempfile.TemporaryDirectory() as folder:
        project = peers.province(Path(folder) / "province", asked.cards)
        print(table(measure(project, asked.only, asked.runs)))


if __name__ == "__main__":
    main()
