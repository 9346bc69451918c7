"""A job that is killed leaves a whole site: seen by a reader through nginx.

Where a run is killed is named beforehand (see ``interruption``), so that no kill depends on how
busy the machine is. A few points are tried in each run of the tests; all of them, and as many
moments chosen at random, in the long one.
"""

import contextlib
import os
import random
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from interruption import environment
from nginx import nginx
from paths import ROOT
from projects import edit, live, publish, smallest, start, whole
from reader import Reader, reading
from waiting import wait_until

from generator.publish.status import Outcome

LANES = 2
"""Each is a test with a project, a site, a server and a reader of its own."""
MOMENTS = 100
"""How often each lane kills at random in the long run."""
UNTOUCHED = 12
"""After so many kills a run is left alone."""
POINTS = (
    "job open .scorebook-part-status.json 1",
    "job os.mkdir releases/.building 1",
    "builder os.mkdir releases/.building/assets 1",
    "builder open releases/.building/index.html 1",
    "builder open releases/.building/assets/search-index/index.json 1",
    "job os.rename releases/.building/index.html 1",
    "job os.link releases/.building/assets/search-index/DIGEST/facets.json.gz 1",
    "job os.rename releases/.building/release.json 1",
    "job os.rename releases/RELEASE 1",
    "job os.symlink .scorebook-part-current 1",
    "job os.rename current 1",
    "job os.rename status.json 2",
)
"""From the first step of a run to the last, on both sides of those that matter most."""


@dataclass
class Lane:
    """A project and its site, who reads it, and every release of it that was ever live."""

    made: Path
    folder: Path
    releases: dict[str, dict[str, str]] = field(default_factory=dict)
    reader: Reader | None = None
    round: int = 0

    def change(self) -> None:
        """Give the next run something to publish."""
        self.round += 1
        result = self.made / "results" / "2021" / "north.yml"
        text = result.read_text("utf-8").partition("note: Round")[0]
        result.write_text(f"{text}note: Round {self.round}.\n", "utf-8")

    def look(self) -> None:
        """``current`` is a whole release, and the reader has been there since."""
        self.releases[live(self.folder)] = whole(self.folder)
        if self.reader:
            self.reader.finish_round()

    def publish(self, **variables: str) -> int:
        """Publish a change; gives the exit status."""
        self.change()
        variables |= environment(ROOT, self.folder)
        code, output = publish(self.made, self.folder, variables=variables)
        assert code in (Outcome.PUBLISHED, -signal.SIGKILL), output
        self.look()
        return code

    def operations(self) -> list[str]:
        """The names of all that a run does."""
        record = self.made / "operations"
        assert self.publish(RECORD_OPERATIONS=str(record)) == Outcome.PUBLISHED
        names = record.read_text("utf-8").splitlines()
        return [name for name in names if ".scorebook-part-shared" not in name]

    def kill_after(self, seconds: float) -> int:
        """Kill a run at some moment, with all its children; gives its exit status."""
        self.change()
        job = start(self.made, "publish", self.folder)
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(job.pid, signal.SIGKILL)
        job.communicate()
        self.look()
        return job.returncode


@contextmanager
def read_lane(folder: Path, seed: int) -> Iterator[Lane]:
    """A site that has been published twice, and is read until the end: whatever the reader got
    was part of a release that was live."""
    lane = Lane(smallest(folder / "project"), folder / "site")
    for _ in range(2):
        assert lane.publish() == Outcome.PUBLISHED
    with (
        nginx(folder / "nginx", folder / "site" / "current") as port,
        reading(port, seed) as reader,
    ):
        lane.reader = reader
        yield lane
        assert lane.publish() == Outcome.PUBLISHED
    assert reader.strange(lane.releases.values()) == []


def kill_at(lane: Lane, points: Sequence[str]) -> None:
    """Kill a run at each of the points; now and then leave one alone."""
    for n, point in enumerate(points, 1):
        code = lane.publish(INTERRUPT=f"{int(signal.SIGKILL)} {point}")
        assert code == -signal.SIGKILL, point
        if n % UNTOUCHED == 0:
            assert lane.publish() == Outcome.PUBLISHED


@pytest.mark.system
@pytest.mark.parametrize("number", range(LANES))
def test_readers_see_whole_pages_of_one_release_wherever_the_job_is_killed(
    number: int, tmp_path: Path
) -> None:
    with read_lane(tmp_path, number) as lane:
        assert set(POINTS) <= set(lane.operations())
        kill_at(lane, POINTS[number::LANES])


@pytest.mark.long
@pytest.mark.parametrize("number", range(LANES))
def test_the_same_at_every_point(number: int, tmp_path: Path) -> None:
    with read_lane(tmp_path, number) as lane:
        points = lane.operations()[number::LANES]
        kill_at(lane, points)
    print(f"\nkilled at {len(points)} points")


@pytest.mark.long
@pytest.mark.parametrize("number", range(LANES))
def test_the_same_at_any_moment(number: int, tmp_path: Path) -> None:
    """How many of the runs were quick enough to end before they were killed is only told."""
    chance = random.Random(number)
    with read_lane(tmp_path, number) as lane:
        begun = time.monotonic()
        assert lane.publish() == Outcome.PUBLISHED
        usual = time.monotonic() - begun
        codes = [lane.kill_after(chance.uniform(0, usual)) for _ in range(MOMENTS)]
    assert set(codes) <= {-signal.SIGKILL, Outcome.PUBLISHED}
    print(f"\n{codes.count(-signal.SIGKILL)} of {MOMENTS} runs were killed")


@pytest.mark.system
def test_two_runs_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    """While a client reads; whichever of them is first."""
    made, folder = smallest(tmp_path / "project"), tmp_path / "site"
    assert publish(made, folder)[0] == Outcome.PUBLISHED
    releases = [whole(folder)]
    with (
        nginx(tmp_path / "nginx", folder / "current") as port,
        reading(port, 0) as reader,
    ):
        for n in range(3):
            (made / "docs" / "guide" / "score.md").write_text(f"# Score\n\nRound {n}.\n", "utf-8")
            runs = [start(made, "publish", folder) for _ in range(2)]
            for run in runs:
                run.communicate()
            codes = sorted(run.returncode for run in runs)
            assert codes[0] == Outcome.PUBLISHED
            assert codes[1] in (Outcome.BUSY, Outcome.UNCHANGED)
            releases.append(whole(folder))
            reader.finish_round()
    assert reader.strange(releases) == []


@pytest.mark.system
def test_a_builder_that_outlives_its_run_keeps_the_next_one_out(tmp_path: Path) -> None:
    """Killed alone, the job leaves MkDocs writing: nobody may take its folder away."""
    made, folder = smallest(tmp_path / "project"), tmp_path / "site"
    stop = f"{int(signal.SIGSTOP)} builder open releases/.building/index.html 1"
    variables = environment(ROOT, folder) | {"INTERRUPT": stop}
    job = start(made, "publish", folder, variables=variables)
    wait_until(lambda: "T" in states(job.pid), "the builder has stopped")
    job.kill()
    job.wait()
    assert publish(made, folder)[0] == Outcome.BUSY
    assert (folder / "releases" / ".building").exists()
    os.killpg(job.pid, signal.SIGCONT)
    wait_until(lambda: not states(job.pid), "the builder has ended")
    assert publish(made, folder)[0] == Outcome.PUBLISHED


def states(group: int) -> set[str]:
    """The states of the processes of a group, such as ``T`` for one that was stopped."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, of_group = stat.read_text().rpartition(")")[2].split()[:3]
            found |= {state} if int(of_group) == group else set()
    return found - {"Z"}


@pytest.mark.system
def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    made, folder = smallest(tmp_path / "project"), tmp_path / "site"
    assert publish(made, folder)[0] == Outcome.PUBLISHED
    name = live(folder)
    (folder / "releases" / ".building" / "results").mkdir(parents=True)
    (folder / "releases" / "00002-0badf00d").mkdir()
    (folder / ".scorebook-part-status.json").write_text("half", "utf-8")
    edit(made / "docs" / "guide" / "score.md", "Text.", "Other text.")
    assert publish(made, folder)[0] == Outcome.PUBLISHED
    names = sorted(path.name for path in (folder / "releases").iterdir())
    assert len(names) == 2
    assert names[0] == name
    assert not list(folder.glob(".scorebook-*"))
