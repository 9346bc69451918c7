"""Files and folders that are whole on the disk before anything points to them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART = ".scorebook-part-"
"""How the names of files begin that are still being written."""


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that it is read either as it was or as it is now, never in between."""
    part = file.with_name(f"{PART}{file.name}")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync(file.parent)


def point(link: Path, target: str) -> None:
    """Make a symbolic link lead to a target beside it, in one rename."""
    part = link.with_name(f"{PART}{link.name}")
    part.unlink(missing_ok=True)
    part.symlink_to(target)
    part.replace(link)
    sync(link.parent)


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    with _opened(path) as number:
        os.fsync(number)


def sync_tree(folder: Path) -> None:
    """Wait until all that is new in a folder is on the disk. A file with several names has
    been there before, as part of an earlier release."""
    for path, _, names in os.walk(folder):
        for name in names:
            file = Path(path, name)
            if file.lstat().st_nlink == 1:
                sync(file)
        sync(Path(path))


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    number = os.open(path, os.O_RDONLY)
    try:
        yield number
    finally:
        os.close(number)
