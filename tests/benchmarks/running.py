"""Commands in processes of their own: how long they take, how much memory, what they write."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Self

PROC = Path("/proc")
INTERVAL = 0.1


@dataclass(frozen=True, slots=True)
class Usage:
    """What commands used: seconds on the wall and of the processors, and bytes of memory at
    the peak, of the largest process and of all together (a page that processes share counts
    in each). Memory is 0 where ``/proc`` is missing."""

    seconds: float
    work: float
    largest: int
    tree: int

    def then(self, other: Self) -> "Usage":
        """This, and another after it."""
        return Usage(
            self.seconds + other.seconds,
            self.work + other.work,
            max(self.largest, other.largest),
            max(self.tree, other.tree),
        )


@dataclass(frozen=True, slots=True)
class Output:
    """A built site: files, bytes, pages, and the mean bytes of a scorecard's page."""

    files: int
    size: int
    pages: int
    card: int


def run(command: tuple[str, ...], folder: Path) -> Usage:
    """Run a command to its end. A failure ends the benchmark with what the command said. All
    may keep compiled modules beside their source, as programs that are installed do."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    with (folder / "output.txt").open("w+", encoding="utf-8") as said:
        before, begun = os.times(), time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with _Watch(process.pid) as watch:
            try:
                status = process.wait()
            except KeyboardInterrupt:  # a session of its own does not hear it
                process.terminate()
                raise
        seconds, after = time.perf_counter() - begun, os.times()
        if status:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read()[-4000:]}")
    work = after.children_user + after.children_system
    work -= before.children_user + before.children_system
    return Usage(seconds, work, watch.largest, watch.tree)


class _Watch:
    """Looks at the processes of a session from time to time, in a thread."""

    def __init__(self, session: int) -> None:
        self.session = session
        self.largest = self.tree = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(INTERVAL):
            found = list(_memory(self.session))
            self.largest = max([self.largest, *(peak for _, peak in found)])
            self.tree = max(self.tree, sum(now for now, _ in found))


def _memory(session: int) -> Iterator[tuple[int, int]]:
    """The bytes in memory, now and at the peak, of each process of a session. Those that are
    older than the session are not looked at: to look takes time from whoever is measured."""
    for name in os.listdir(PROC):
        if not name.isdigit() or int(name) < session:
            continue
        stat = PROC / name / "stat"
        try:
            if int(stat.read_text().rpartition(")")[2].split()[3]) != session:
                continue
            status = (stat.parent / "status").read_text()
        except OSError:  # it has ended meanwhile
            continue
        sizes = dict(line.split(":", 1) for line in status.splitlines())
        if "VmRSS" in sizes:
            yield _bytes(sizes["VmRSS"]), _bytes(sizes["VmHWM"])


def _bytes(kilobytes: str) -> int:
    return int(kilobytes.split(maxsplit=1)[0]) * 1024


def written(site: Path) -> Output:
    """What stands in the folder of a built site."""
    files = [path for path in site.rglob("*") if path.is_file()]
    cards = [path.stat().st_size for path in site.glob("results/*/t*/index.html")]
    pages = sum(path.suffix == ".html" for path in files)
    size = sum(path.stat().st_size for path in files)
    return Output(len(files), size, pages, round(mean(cards)) if cards else 0)
