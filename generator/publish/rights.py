"""With which rights a run writes, and what to do where they, or the disk, do not suffice."""

import errno
import os
import pwd
import stat
from contextlib import suppress
from pathlib import Path

from generator.messages.labels import Labels
from generator.messages.report import reason

FILE_MODE, FOLDER_MODE = 0o644, 0o755
"""Web servers run as another user, and releases share their files."""
_UMASK = 0o022
_OWN = ("lock", "current", "releases", "records", "status.json", "report.txt", "report.md")
_HINTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "full"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "forbidden"),
    **dict.fromkeys((errno.EAGAIN, errno.EMFILE, errno.ENFILE, errno.ENOMEM), "limits"),
    errno.EROFS: "read-only",
}


def take_rights_of_owner(folder: Path) -> None:
    """Have this process write files that web servers can read and later runs can replace.

    As root, it goes on as the user to whom the folder belongs, or will belong, and gives that
    user what earlier runs of root left there.
    """
    os.umask(_UMASK)
    owner = next(path for path in (folder, *folder.parents) if path.exists()).stat()
    if os.geteuid() != 0 or owner.st_uid == 0:
        return
    for name in (*_OWN, "build.log"):
        _give(folder / name, owner.st_uid, owner.st_gid)
    with suppress(KeyError):
        user = pwd.getpwuid(owner.st_uid)
        os.setgroups(os.getgrouplist(user.pw_name, owner.st_gid))
        os.environ["HOME"] = user.pw_dir
    os.setgid(owner.st_gid)
    os.setuid(owner.st_uid)


def open_to_readers(folder: Path) -> None:
    """Let everybody read the files of a site."""
    for path, _, names in os.walk(folder):
        _set_mode(path, FOLDER_MODE)
        for name in names:
            _set_mode(os.path.join(path, name), FILE_MODE)


def explain(error: OSError, labels: Labels) -> tuple[str, ...]:
    """Return an error of the system in lines that name its cause and a remedy."""
    file = error.filename or error.filename2 or ""
    said = reason(error.strerror or "", labels)
    lines = (f"{file}: {said}" if file else said,)
    hint = _HINTS.get(error.errno or 0)
    if hint is None:
        return lines
    return (*lines, labels(f"publish.hint.{hint}", user=_user(os.geteuid()), owner=_owner(file)))


def _give(path: Path, user: int, group: int) -> None:
    inner = path.rglob("*") if path.is_dir() and not path.is_symlink() else ()
    for entry in (path, *inner):
        with suppress(FileNotFoundError):
            if entry.lstat().st_uid == 0:
                os.lchown(entry, user, group)


def _set_mode(path: str, mode: int) -> None:
    status = os.lstat(path)
    if not stat.S_ISLNK(status.st_mode) and stat.S_IMODE(status.st_mode) != mode:
        os.chmod(path, mode)


def _owner(file: str | bytes) -> str:
    path = Path(os.fsdecode(file) or ".").absolute()
    try:
        return _user(next(one for one in (path, *path.parents) if one.exists()).stat().st_uid)
    except OSError:
        return "?"


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
