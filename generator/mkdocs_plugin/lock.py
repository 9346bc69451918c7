"""Let one build of a site run at a time."""

import io
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PATIENCE = 600.0
"""Seconds for which another build is waited for."""
_INTERVAL = 0.1

Waiting = Callable[[str], None]
"""Is told the number of the process that is waited for, once."""


class Busy(Exception):
    """Another process, whose number is the argument, holds a lock for longer than usual."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held; forked processes hold it too, so that nobody else begins while they
    write."""

    path: Path
    file: io.FileIO

    def release(self) -> None:
        """Remove the file, and let others go on."""
        if sys.platform == "win32":
            self.file.close()  # an open file cannot be removed there
        with suppress(OSError):
            self.path.unlink()
        self.file.close()


def acquire_lock(path: Path, waiting: Waiting) -> Lock:
    """Hold the lock of a file, which is made. Raises ``Busy`` after ``PATIENCE`` seconds."""
    while True:
        lock = Lock(path, io.FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+"))
        _wait(lock.file, waiting)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.stat(path), os.fstat(lock.file.fileno())):
                _write_process_number(lock.file)
                return lock
        lock.file.close()  # whoever held it has removed it


def _wait(file: io.FileIO, waiting: Waiting) -> None:
    """Wait for the lock of a file. Where there are no locks, only one build may run at a time."""
    deadline = 0.0
    while not _try_lock(file):
        if not deadline:
            deadline = time.monotonic() + PATIENCE
            waiting(_process_number(file))
        elif time.monotonic() > deadline:
            raise Busy(_process_number(file))
        time.sleep(_INTERVAL)


def _try_lock(file: io.FileIO) -> bool:
    """Return whether nobody else holds the lock."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks
    return True


def _process_number(file: io.FileIO) -> str:
    file.seek(0)
    return (file.read(20) or b"").decode("ascii", "replace").strip()


def _write_process_number(file: io.FileIO) -> None:
    """Note who holds the lock, for people; a full disk is no reason to stop here."""
    with suppress(OSError):
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n".encode())
