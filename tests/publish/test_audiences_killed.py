"""Readers of three audiences, through nginx, while runs are killed: each gets whole files of his
own tree, of a release that was live, and nobody gets those of another audience."""

import contextlib
import hashlib
import os
import random
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest
from audience_servers import credentials, nginx
from interruption import environment
from paths import ROOT
from projects import publish, start, whole
from seeded import make_project
from test_audience_trees import AUDIENCES, CONFIG
from waiting import LIMIT

from generator.publish.status import Outcome

KILLS = 100
POINTS = (
    "builder open releases/.building/trees/alone/shared/index.html 1",
    "job os.rename current 1",
)
READ = ("/", "/about/", "/standards/", "/results/", "/own/", "/results/2025/{first}/", "/feed.xml")
TREES = {
    "li": ("trees/alone/own/{first}", "trees/alone/shared"),
    "zhang": ("trees/office/shared",),
    "stranger": ("trees/public/shared",),
}


@dataclass
class Lane:
    """A project with audiences, and every release of it that was ever live."""

    made: Path
    first: str
    releases: list[Mapping[str, str]] = field(default_factory=list)
    answers: set[tuple[str, str, int, str]] = field(default_factory=set)
    round: int = 0

    @property
    def folder(self) -> Path:
        return self.made / "public"

    def change(self) -> None:
        """Give the next run something to publish."""
        self.round += 1
        (self.made / "docs/about.md").write_text(f"# 说明\n\n第 {self.round} 次\n", "utf-8")

    def publish(self, **variables: str) -> int:
        self.change()
        variables |= environment(ROOT, self.folder)
        code, output = publish(self.made, self.folder, variables=variables)
        assert code in (Outcome.PUBLISHED, -signal.SIGKILL), output
        self.releases.append(whole(self.folder))
        return code

    def kill_after(self, seconds: float) -> int:
        self.change()
        job = start(self.made, "publish", self.folder)
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(job.pid, signal.SIGKILL)
        job.communicate()
        self.releases.append(whole(self.folder))
        return job.returncode

    def read(self, port: int, over: threading.Event) -> None:
        while not over.is_set():
            for identity in TREES:
                for path in READ:
                    self._get(port, identity, path.format(first=self.first))
            time.sleep(0.05)

    def _get(self, port: int, identity: str, path: str) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT)
        connection.request("GET", path, headers={"Authorization": credentials(identity)})
        answer = connection.getresponse()
        digest = hashlib.sha256(answer.read()).hexdigest() if answer.status == 200 else ""
        connection.close()
        self.answers.add((identity, path, answer.status, digest))

    def strange(self) -> list[tuple[str, str, int]]:
        """What came and is no file of the reader's trees in any release."""
        found = []
        for identity, path, status, digest in self.answers:
            file = f"{path}index.html" if path.endswith("/") else path
            places = [f"{tree.format(first=self.first)}{file}" for tree in TREES[identity]]
            known = {files[place] for files in self.releases for place in places if place in files}
            if (status == 200 and digest not in known) or (status == 404) == bool(known):
                found.append((identity, path, status))
        return found


@contextmanager
def read_lane(folder: Path) -> Iterator[Lane]:
    """A site of three audiences that is read until the end."""
    made = folder / "project"
    secrets = make_project(made, 3, count=4)
    (made / "docs").mkdir()
    (made / "mkdocs.yml").write_text(CONFIG, "utf-8")
    lane = Lane(made, secrets[0].organization)
    (made / "audiences.yml").write_text(AUDIENCES.replace("FIRST", lane.first), "utf-8")
    assert lane.publish() == Outcome.PUBLISHED
    over = threading.Event()
    with nginx(folder / "nginx", lane.folder / "current", tuple(TREES)) as port:
        reader = threading.Thread(target=lane.read, args=(port, over))
        reader.start()
        try:
            yield lane
            assert lane.publish() == Outcome.PUBLISHED
        finally:
            over.set()
            reader.join()
    assert len({(identity, path) for identity, path, *_ in lane.answers}) == len(TREES) * len(READ)
    assert lane.strange() == []


@pytest.mark.system
def test_readers_of_three_audiences_see_their_own_trees(tmp_path: Path) -> None:
    with read_lane(tmp_path) as lane:
        for point in POINTS:
            code = lane.publish(INTERRUPT=f"{int(signal.SIGKILL)} {point}")
            assert code == -signal.SIGKILL, point


@pytest.mark.long
def test_the_same_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(0)
    with read_lane(tmp_path) as lane:
        begun = time.monotonic()
        assert lane.publish() == Outcome.PUBLISHED
        usual = time.monotonic() - begun
        codes: list[int] = []
        while codes.count(-signal.SIGKILL) < KILLS:
            codes.append(lane.kill_after(chance.uniform(0, usual)))
    assert set(codes) <= {-signal.SIGKILL, Outcome.PUBLISHED}
    print(f"\n{KILLS} of {len(codes)} runs were killed")
