"""The memory of the machine, made alike for every run.

A virtual machine gives memory that nobody uses back to its host within seconds, and whoever
wants it again waits for it: 15 µs for 4 KB were seen, 25 times as long as for memory that the
machine still has. A run would be slower the more it needs beyond what was in use just before.
What was read from a file stays in memory until somebody needs the room, and is given up for next
to nothing; so all memory that is free is filled from a file before a run.
"""

import sys
import tempfile
from pathlib import Path

MEMINFO = Path("/proc/meminfo")
_PIECE = 1 << 20


def available(told: str) -> int:
    """The bytes that programs can have without swapping, as the system tells of its memory."""
    known = dict(line.split(":", 1) for line in told.splitlines())
    return int(known["MemAvailable"].split()[0]) * 1024


class Filling:
    """A file of nothing but holes, which takes no room on the disk, to fill free memory from.
    It lies beside the interpreter: what a disk in memory holds is not given up."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=0, dir=sys.prefix)  # noqa: SIM115

    def fill(self) -> int:
        """Fill the memory that is free now; says with how many bytes. With none where the system
        does not tell of its memory."""
        size = available(MEMINFO.read_text(encoding="utf-8")) if MEMINFO.exists() else 0
        self._file.truncate(size)
        self._file.seek(0)
        piece, read = bytearray(_PIECE), 0
        while more := self._file.readinto(piece):
            read += more
        return read

    def close(self) -> None:
        """Give up the file, and with it the memory."""
        self._file.close()
