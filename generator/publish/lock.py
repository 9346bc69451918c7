"""Let only one run publish at a time."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.messages.labels import Labels
from generator.publish.status import Outcome, Stopped

if sys.platform != "win32":
    import fcntl

PATIENCE = 1.0
"""Seconds for which a lock is asked for: a builder that was killed a moment ago must still let
go of it."""
_INTERVAL = 0.05


@contextmanager
def locked(file: Path, labels: Labels) -> Iterator[int]:
    """Hold the lock of a file, which is made where it is missing, and give its descriptor.

    A builder that inherits the descriptor holds the lock too. So it lasts while anybody writes,
    even when this process is killed and the builder is not. Raises ``Stopped``: if the lock is not
    free within ``PATIENCE`` seconds, with the outcome ``BUSY`` and the number of the process that
    holds it; on Windows with ``IMPOSSIBLE``.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, labels)
        _write_process_number(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, labels: Labels) -> None:
    if sys.platform == "win32":
        raise Stopped(Outcome.IMPOSSIBLE, [labels("publish.no-windows")])
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
                raise Stopped(Outcome.BUSY, [labels("publish.pid", pid=holder)]) from None
        time.sleep(_INTERVAL)


def _write_process_number(descriptor: int) -> None:
    """Note who holds the lock, for people; a full disk is no reason to stop here."""
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
