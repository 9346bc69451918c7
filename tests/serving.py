"""A project that ``mkdocs serve`` serves on loopback."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from paths import ROOT
from sites import DAY
from waiting import LIMIT, wait_until

LIVE = re.compile(r"livereload\((\d+), (\d+)\)")


@dataclass(frozen=True)
class Server:
    """A running server: its project and its address."""

    project: Path
    url: str

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=LIMIT) as answer:
            content: bytes = answer.read()
        return content

    def wait_for_change(self, html: bytes) -> None:
        """Wait at the address where the script of a page waits, until the site is newer."""
        found = LIVE.search(html.decode())
        assert found is not None
        epoch, number = map(int, found.groups())
        while int(self.get(f"livereload/{epoch}/{number}")) <= epoch:
            pass  # the server answers after a minute even if nothing has changed


@contextmanager
def serving(project: Path) -> Iterator[Server]:
    """Serve a project until the end of the ``with`` statement."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=project,
        env={**os.environ, **DAY, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(project, f"http://127.0.0.1:{port}/")
    try:
        wait_until(lambda: _answers(process, server), "the server answers")
        yield server
    finally:
        process.terminate()
        process.wait()


def _answers(process: subprocess.Popen[bytes], server: Server) -> bool:
    assert process.poll() is None, "the server has ended"
    try:
        server.get("assets/scorebook.css")
    except OSError:
        return False
    return True
