"""Files that systems and programs leave in any folder, and nobody wrote: they are passed over; and
what is no file, though it has a name like one."""

import errno
import re
import stat
from collections.abc import Iterable
from pathlib import Path

_LEFT = re.compile(
    r"""
    thumbs\.db | ehthumbs.*\.db | desktop\.ini | \$recycle\.bin | system\ volume\ information
    | \.ds_store | \._.* | \.appledouble | __macosx | icon\r | @eadir
    | ~\$.* | \.~lock\..* | ~wrl.*\.tmp                   # Office, WPS and LibreOffice
    | .*~ | \#.*\# | \.\#.* | .*\.(?:sw[op]|bak|tmp|orig|rej) # editors and merges
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_system_file(name: str) -> bool:
    """Tell whether a file or folder of this name was left by a system or a program."""
    return _LEFT.fullmatch(name) is not None


def system_files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return all such files in folders and the folders in these, in order."""
    return tuple(
        entry
        for folder in folders
        for inner in sorted(folder.glob("**/"))
        for entry in sorted(inner.glob("*"))
        if is_system_file(entry.name)
    )


def size_of_file(file: Path) -> int:
    """Return how many bytes a file has; raises ``OSError`` if there is none, or a folder.

    Also for a pipe, a socket or a device: who reads one may wait for ever.
    """
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "Is a directory", str(file))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENOTSUP, "Operation not supported", str(file))
    return status.st_size
