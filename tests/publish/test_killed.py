"""Killed at any moment, the job leaves a whole site: seen by a reader through nginx."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from nginx import nginx
from projects import ROOT, edit, live, publish, smallest, start, whole
from reader import Reader, reading

from generator.publish.outcome import Outcome

LANES = 2
"""Each with a project, a site, a server and a reader of its own: there are two cores."""
KILLS = 50
"""In each lane."""
WHOLE = 12
"""After so many kills a run is left alone."""


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
        self.releases[live(self.shelf)] = whole(self.shelf)

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
        assert reader.strange(lane.releases.values()) == []


def test_two_runs_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    """While a client reads; whichever of them is first."""
    made, shelf = smallest(tmp_path / "project"), tmp_path / "site"
    assert publish(made, shelf)[0] == Outcome.PUBLISHED
    releases = [whole(shelf)]
    with (
        nginx(tmp_path / "nginx", shelf / "current") as port,
        reading(port, 0) as reader,
    ):
        for n in range(3):
            (made / "docs" / "guide" / "score.md").write_text(f"# Score\n\nRound {n}.\n", "utf-8")
            runs = [start(made, "publish", shelf) for _ in range(2)]
            for run in runs:
                run.communicate(timeout=120)
            codes = sorted(run.returncode for run in runs)
            assert codes[0] == Outcome.PUBLISHED
            assert codes[1] in (Outcome.BUSY, Outcome.UNCHANGED)
            releases.append(whole(shelf))
    assert reader.strange(releases) == []


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
