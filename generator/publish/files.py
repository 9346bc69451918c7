"""Write files and links so that they are whole on the disk before anything leads to them."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PART_PREFIX = ".scorebook-part-"
"""How the names of files begin that are still being written."""
SYNC_THREADS = 16
"""How many files are waited for together: a disk writes many as quickly as one."""


def write_file(file: Path, content: bytes) -> None:
    """Write a file so that readers see either its old content or the new one, never a part.

    Returns when the content is on the disk. Raises ``OSError`` where that is impossible, and then
    leaves the old file.
    """
    part = file.with_name(f"{PART_PREFIX}{file.name}")
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


def replace_link(link: Path, target: str) -> None:
    """Make a symbolic link lead to a target beside it, in one rename."""
    part = link.with_name(f"{PART_PREFIX}{link.name}")
    part.unlink(missing_ok=True)
    part.symlink_to(target)
    part.replace(link)
    sync(link.parent)


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Wait until all new files and all folders below a folder are on the disk.

    A file that has several names is one with a file of an earlier release, and is there already.
    The system first writes all at once, which is much quicker than file by file; then each file
    is asked for, since only so a fault of the disk is told.
    """
    os.sync()
    walked = list(os.walk(folder))
    files = (Path(path, name) for path, _, names in walked for name in names)
    with ThreadPoolExecutor(SYNC_THREADS) as pool:
        list(pool.map(sync, (file for file in files if file.lstat().st_nlink == 1)))
        list(pool.map(sync, (Path(path) for path, _, _ in walked)))
