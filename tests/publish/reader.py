"""A client that reads pages through nginx, over and over, and keeps what came."""

import hashlib
import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from nginx import get
from waiting import wait_until

PAUSE = 0.03
"""Seconds between two requests, so that the server has time for others."""
READ = ("", "search/", "results/", "results/2021/", "results/2021/north/", "guide/score/")


@dataclass
class Reader:
    """Reads pages and what they load, over and over, and keeps what came: by path, the
    statuses and digests of the answers."""

    port: int
    seed: int
    answers: dict[str, set[tuple[int, str]]] = field(default_factory=lambda: defaultdict(set))
    rounds: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        chance = random.Random(self.seed)
        try:
            while not self.over.is_set():
                self._read_round(chance.choice(READ))
                self.rounds += 1
        finally:
            self.ended.set()

    def finish_round(self) -> None:
        """Wait until a round that has not begun yet is over."""
        wanted = self.rounds + 2
        wait_until(lambda: self.rounds >= wanted or self.ended.is_set(), "the reader reads")

    def strange(self, releases: Iterable[Mapping[str, str]]) -> list[str]:
        """What came and is no whole file of any of the releases."""
        known = list(releases)
        return [
            f"{file}: {status}"
            for file, answers in self.answers.items()
            for status, digest in answers
            if status != 200 or digest not in {files.get(file) for files in known}
        ]

    def _read_round(self, page: str) -> None:
        """Open a page and the search, and ask for a file of its index a moment later."""
        self._get(f"{page}index.html", f"/{page}")
        time.sleep(PAUSE)
        folder = json.loads(self._get("assets/search-index/index.json"))["folder"]
        time.sleep(PAUSE)
        self._get(f"assets/search-index/{folder}/facets.json.gz")

    def _get(self, file: str, path: str = "") -> bytes:
        answer = get(self.port, path or f"/{file}")
        self.answers[file].add((answer.status, hashlib.sha256(answer.body).hexdigest()))
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
