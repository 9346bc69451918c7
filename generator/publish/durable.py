"""Files and folders that are whole on the disk before anything points to them."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

PART = ".scorebook-part-"
"""How the names of files begin that are still being written."""
AT_ONCE = 16
"""How many files are waited for together: a disk writes many as quickly as one."""


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
    walked = list(os.walk(folder))
    files = (Path(path, name) for path, _, names in walked for name in names)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(sync, (file for file in files if file.lstat().st_nlink == 1)))
        list(pool.map(sync, (Path(path) for path, _, _ in walked)))


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    number = os.open(path, os.O_RDONLY)
    try:
        yield number
    finally:
        os.close(number)
