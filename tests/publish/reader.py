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

    def strange(self, releases: Iterable[Mapping[str, str]]) -> list[str]:
        """What came and is no whole file of any of the releases."""
        known = list(releases)
        return [
            f"{file}: {status}"
            for file, answers in self.answers.items()
            for status, digest in answers
            if status != 200 or digest not in {files.get(file) for files in known}
        ]

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
