"""One run at a time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.messages.labels import Labels
from generator.publish.outcome import Outcome, Stopped

if sys.platform != "win32":
    import fcntl

PATIENCE = 1.0
"""Seconds for which a lock is asked for: a builder that was killed a moment ago still has to
let go of it."""
_STEP = 0.05


@contextmanager
def locked(file: Path, words: Labels) -> Iterator[int]:
    """Holds the lock and gives its number, for the builder to inherit: so the lock lasts as
    long as anybody is writing, even when this process is killed and the builder is not. Raises
    ``Stopped`` with the number of the process that holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    number = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(number, words)
        _sign(number)
        yield number
    finally:
        os.close(number)


def _take(number: int, words: Labels) -> None:
    if sys.platform == "win32":
        raise Stopped(Outcome.IMPOSSIBLE, [words("publish.no-windows")])
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                holder = os.pread(number, 20, 0).decode("ascii", "replace").strip()
                raise Stopped(Outcome.BUSY, [words("publish.pid", pid=holder)]) from None
        time.sleep(_STEP)


def _sign(number: int) -> None:
    """Note whose it is, for people; a full disk is no reason to stop here."""
    try:
        os.ftruncate(number, 0)
        os.pwrite(number, f"{os.getpid()}\n".encode(), 0)
    except OSError:
        pass
