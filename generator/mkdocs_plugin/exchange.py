"""Let two files or folders change places: at once where the system can, else by three renames."""

import ctypes
import errno
import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Values of Linux, from ``fcntl.h`` and ``linux/fs.h``."""
_UNABLE = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}
"""What a kernel, a file system or a container answers that cannot exchange two paths."""


def exchange(one: Path, other: Path, aside: Path) -> None:
    """Let two paths on one file system change places, of which one may be missing.

    Where the system cannot do so at once, ``other`` stands for a moment in the folder ``aside``,
    under its own name; see :func:`put_back`. Raises ``OSError``, and then both are where they
    were.
    """
    if not os.path.lexists(other):
        os.rename(one, other)
    elif not os.path.lexists(one):
        os.rename(other, one)
    elif not _exchange_at_once(one, other):
        _exchange_by_renames(one, other, aside)


def put_back(aside: Path, folder: Path) -> None:
    """Put back into ``folder`` what a process that was killed left in the folder ``aside``."""
    for path in aside.iterdir() if aside.is_dir() else ():
        if not os.path.lexists(folder / path.name):
            path.rename(folder / path.name)


def _exchange_by_renames(one: Path, other: Path, aside: Path) -> None:
    aside.mkdir(exist_ok=True)
    waiting = aside / other.name
    _move_aside(other, waiting)
    try:
        os.rename(one, other)
    except OSError:
        os.rename(waiting, other)
        raise
    os.rename(waiting, one)


def _move_aside(path: Path, waiting: Path) -> None:
    """Rename a path. A folder of the image of a container can only be copied and removed."""
    try:
        os.rename(path, waiting)
    except OSError as error:
        if error.errno != errno.EXDEV or path.stat().st_dev != waiting.parent.stat().st_dev:
            raise
        shutil.copytree(path, waiting, symlinks=True)
        shutil.rmtree(path)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; returns whether the system can."""
    rename = _renameat2()
    if rename is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> Any:
    """Return the function of the C library, which Python does not offer, or ``None``."""
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
