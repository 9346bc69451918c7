"""Killed at any moment, the job leaves a whole site: seen by a reader through nginx."""

import contextlib
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from nginx import get, nginx
from projects import ROOT, edit, publish, smallest, start

from generator.publish.manifest import differences, read_manifest
from generator.publish.outcome import Outcome

LANES = 2
"""Each with a project, a site, a server and a reader of its own: there are two cores."""
KILLS = 50
"""In each lane."""
WHOLE = 12
"""After so many kills a run is left alone."""
READ = ("", "search/", "results/", "results/2021/", "results/2021/north/", "guide/score/")


@dataclass
class Reader:
    """Reads pages and what they load, over and over, and keeps what came: by path, the
    statuses and digests of the answers."""

    port: int
    seed: int
    answers: dict[str, set[tuple[int, str]]] = field(default_factory=lambda: defaultdict(set))
    count: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        chance = random.Random(self.seed)
        while not self.over.is_set():
            page = chance.choice(READ)
            self._get(f"{page}index.html", f"/{page}")
            self._search()
            time.sleep(0.03)

    def _search(self) -> None:
        """Opens the search, and asks for a file of its index a moment later."""
        folder = json.loads(self._get("assets/search-index/index.json"))["folder"]
        time.sleep(0.05)
        self._get(f"assets/search-index/{folder}/facets.json.gz")

    def _get(self, file: str, path: str = "") -> bytes:
        answer = get(self.port, path or f"/{file}")
        self.answers[file].add((answer.status, hashlib.sha256(answer.body).hexdigest()))
        self.count += 1
        return answer.body


@contextmanager
def reading(port: int, seed: int) -> Iterator[Reader]:
    reader = Reader(port, seed)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(reader.read)
        try:
            yield reader
        finally:
            reader.over.set()
        running.result()


@dataclass
class Lane:
    """A project and its site, and every release of it that was ever live."""

    made: Path
    shelf: Path
    warm: subprocess.Popen[str]
    releases: dict[str, dict[str, str]] = field(default_factory=dict)
    round: int = 0

    def begin(self) -> int:
        """Start a run with something to publish; gives its process id."""
        self.round += 1
        result = self.made / "results" / "2021" / "north.yml"
        before = f"note: Round {self.round - 1}.\n" if self.round > 1 else ""
        text = result.read_text("utf-8").removesuffix(before)
        result.write_text(f"{text}note: Round {self.round}.\n", "utf-8")
        line = [str(self.made), "--lang", "en", "publish", str(self.shelf)]
        assert self.warm.stdin is not None
        self.warm.stdin.write(json.dumps(line) + "\n")
        self.warm.stdin.flush()
        return self._number()

    def ended(self) -> int:
        """Wait for the end of a run; gives its exit status."""
        return self._number()

    def _number(self) -> int:
        output: IO[str] | None = self.warm.stdout
        assert output is not None
        return int(output.readline())

    def look(self) -> None:
        """``current`` is a whole release."""
        manifest = read_manifest(self.shelf / "current")
        assert manifest is not None
        assert differences(self.shelf / "current", manifest) == []
        self.releases[(self.shelf / "current").readlink().name] = manifest.files

    def whole(self) -> float:
        """A run that is left alone succeeds; gives how long it took."""
        started = time.monotonic()
        self.begin()
        assert self.ended() == Outcome.PUBLISHED, (self.shelf / "report.txt").read_text("utf-8")
        self.look()
        return time.monotonic() - started

    def kill(self, after: float) -> int:
        """A run that is killed with all its children; gives its exit status."""
        process = self.begin()
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        code = self.ended()
        self.look()
        return code


def run_lane(folder: Path, seed: int) -> tuple[Lane, Reader, list[int]]:
    """Kill runs at random moments while a reader reads."""
    chance = random.Random(seed)
    script = Path(__file__).with_name("warm.py")
    warm = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with warm:
        lane = Lane(smallest(folder / "project"), folder / "site", warm)
        took = lane.whole()
        with (
            nginx(folder / "nginx", folder / "site" / "current") as port,
            reading(port, seed) as reader,
        ):
            codes = []
            for n in range(1, KILLS + 1):
                codes.append(lane.kill(chance.uniform(0, took)))
                if n % WHOLE == 0:
                    took = lane.whole()
    return lane, reader, codes


def test_readers_see_whole_pages_of_one_release_however_often_the_job_is_killed(
    tmp_path: Path,
) -> None:
    folders = [tmp_path / str(n) for n in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        lanes = list(pool.map(run_lane, folders, range(LANES)))
    killed = [code for _, _, codes in lanes for code in codes if code == -signal.SIGKILL]
    assert len(killed) > LANES * KILLS * 0.8
    for lane, reader, codes in lanes:
        assert set(codes) <= {-signal.SIGKILL, Outcome.PUBLISHED}
        assert reader.count > 100
        for file, answers in reader.answers.items():
            published = {(200, files[file]) for files in lane.releases.values() if file in files}
            assert answers <= published, file


def test_a_builder_that_outlives_its_run_keeps_the_next_one_out(tmp_path: Path) -> None:
    """Killed alone, the job leaves MkDocs writing: nobody may take its folder away."""
    made, shelf = smallest(tmp_path / "project"), tmp_path / "site"
    job = start(made, "publish", shelf)
    while not (shelf / "build.log").exists():
        time.sleep(0.01)
    time.sleep(0.2)
    job.kill()
    job.wait(timeout=10)
    os.killpg(job.pid, signal.SIGSTOP)
    assert publish(made, shelf)[0] == Outcome.BUSY
    assert (shelf / "releases" / ".building").exists()
    os.killpg(job.pid, signal.SIGCONT)
    deadline = time.monotonic() + 60
    while (code := publish(made, shelf)[0]) == Outcome.BUSY:
        assert time.monotonic() < deadline
    assert code == Outcome.PUBLISHED


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    made, shelf = smallest(tmp_path / "project"), tmp_path / "site"
    assert publish(made, shelf)[0] == Outcome.PUBLISHED
    name = (shelf / "current").readlink().name
    (shelf / "releases" / ".building" / "results").mkdir(parents=True)
    (shelf / "releases" / "00002-0badf00d").mkdir()
    (shelf / ".scorebook-part-status.json").write_text("half", "utf-8")
    edit(made / "docs" / "guide" / "score.md", "Text.", "Other text.")
    assert publish(made, shelf)[0] == Outcome.PUBLISHED
    kept = sorted(path.name for path in (shelf / "releases").iterdir())
    assert len(kept) == 2
    assert kept[0] == name
    assert not list(shelf.glob(".scorebook-*"))
