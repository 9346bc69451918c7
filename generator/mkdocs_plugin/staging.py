"""Build a site beside the one that readers see, and put it in its place when it is finished.

The site ``public/site`` is built in ``public/.site.scorebook``, on the same file system and at the
same depth, and the two folders are exchanged. Where that is impossible, since the site is a mount
point or its parent cannot be written to, it is built in ``public/site/.scorebook``, and the entries
of the two folders are exchanged one by one. A lock lets one build of a site run at a time; so
what is there when a build begins was left by one that was killed.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from generator.mkdocs_plugin.exchange import exchange, put_back
from generator.mkdocs_plugin.lock import Lock, Waiting, acquire_lock

INSIDE = ".scorebook"
"""How names begin in a site that are ours."""
MOUNT_POINT = "mount point"
"""The obstacle that has no error."""
_MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True)
class Staging:
    """The hidden ``folder`` in which a site is built that is to stand at ``site``.

    ``obstacle`` says why ``site`` cannot be exchanged as a whole; it is empty if it can.
    """

    site: Path
    folder: Path
    lock: Lock
    obstacle: str = ""

    @property
    def aside(self) -> Path:
        """Return where a folder stands for a moment that changes its place in three renames."""
        return self.folder.with_name(f"{self.folder.name}.aside")

    def put_in_place(self) -> None:
        """Exchange the old site for the new one.

        Raises ``OSError``, and then the old site is as it was.
        """
        done: list[tuple[Path, Path]] = []
        try:
            for pair in list(self._pairs()):
                exchange(*pair, self.aside)
                done.append(pair)
        except OSError:
            for pair in reversed(done):
                exchange(*pair, self.aside)
            raise

    def _pairs(self) -> Iterator[tuple[Path, Path]]:
        """Yield what changes places: paths of the new site and of the old one."""
        if not self.obstacle:
            yield self.folder, self.site
            return
        new = set(os.listdir(self.folder))
        for name in sorted(new | set(os.listdir(self.site))):
            pair = self.folder / name, self.site / name
            if not is_kept(pair[1]):
                yield pair
            elif name in new:
                yield from _merge(*pair)

    def aimed_at(self, site: Path) -> "Staging":
        """Return this staging, still empty, for a site that is to stand elsewhere."""
        site = Path(os.path.realpath(site))
        for entry in self.folder.iterdir():
            if not entry.name.startswith(INSIDE):
                _remove(entry)
        _copy_kept_entries(site, self.folder)
        return replace(self, site=site, obstacle="")

    def remove(self) -> None:
        """Remove the hidden folder with what is in it now, and let the next build begin."""
        _remove(self.folder)
        with suppress(OSError):  # it has what even its way back was barred to, or is not there
            self.aside.rmdir()
        self.lock.release()


def begin_staging(site: Path, waiting: Waiting) -> Staging:
    """Begin to build a site that is to stand at ``site``, which may be a link to a folder.

    ``waiting`` is told of another build of this site. Raises ``OSError`` where no folder can be
    written to.
    """
    site = Path(os.path.realpath(site))
    obstacle = MOUNT_POINT if is_mount_point(site) else ""
    if not obstacle:
        try:
            return _begin(site, site.with_name(f".{site.name.lstrip('.')}.scorebook"), waiting)
        except OSError as error:
            if not site.is_dir():
                raise
            obstacle = str(error)
    return _begin(site, site / INSIDE, waiting, obstacle)


def _begin(site: Path, folder: Path, waiting: Waiting, obstacle: str = "") -> Staging:
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = acquire_lock(folder.with_name(f"{folder.name}.lock"), waiting)
    try:
        folder = _clear(folder)
        folder.mkdir()
        if not obstacle:
            _copy_kept_entries(site, folder)
    except OSError:
        _remove(folder)
        lock.release()
        raise
    return Staging(site, folder, lock, obstacle)


def _clear(folder: Path) -> Path:
    """Repair and remove what a build left that was killed.

    Returns a free path for a new one: ``folder``, or one with a number if it cannot be removed.
    """
    put_back(folder.with_name(f"{folder.name}.aside"), folder.parent)
    left = re.compile(rf"{re.escape(folder.name)}(\.aside|\.\d+)?")
    for path in folder.parent.iterdir():
        if left.fullmatch(path.name):
            _remove(path)
    free = (folder.with_name(f"{folder.name}.{number}") for number in count(1))
    return next(path for path in chain([folder], free) if not os.path.lexists(path))


def _copy_kept_entries(site: Path, folder: Path) -> None:
    """Give a folder that is to take the place of ``site`` what MkDocs leaves there when it cleans
    the old site, and its owner and permissions."""
    if not site.exists():
        return
    _copy_status(site, folder)
    for entry in site.iterdir():
        if is_kept(entry) and not entry.name.startswith(INSIDE):
            _copy(entry, folder / entry.name)


def is_kept(path: Path) -> bool:
    """Say whether MkDocs leaves an entry of a site alone: a hidden one, or a link to a folder."""
    return path.name.startswith(".") or (path.is_symlink() and path.is_dir())


def is_mount_point(folder: Path) -> bool:
    """Say whether another file system, or a folder of this one, is mounted at a folder."""
    if os.path.ismount(folder):
        return True
    escaped = str(folder)
    for character in "\\ \t\n":
        escaped = escaped.replace(character, f"\\{ord(character):03o}")
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    return escaped in {line.split(" ")[4] for line in lines}


def _merge(new: Path, old: Path) -> Iterator[tuple[Path, Path]]:
    """Yield what changes places so that the old folder gets the files of the new one, and keeps
    its others."""
    if not (new.is_dir() and old.is_dir()):
        yield new, old
        return
    for entry in new.iterdir():
        yield from _merge(entry, old / entry.name)


def _copy(source: Path, target: Path) -> None:
    """Copy a file, a link, or a folder with all that is in it."""
    if source.is_dir() and not source.is_symlink():
        target.mkdir()
        for entry in source.iterdir():
            _copy(entry, target / entry.name)
    else:
        shutil.copyfile(source, target, follow_symlinks=False)
    _copy_status(source, target)


def _copy_status(source: Path, target: Path) -> None:
    """Copy the owner, as far as this process may, then permissions, times and attributes."""
    status = source.lstat()
    if hasattr(os, "chown"):
        for owner in ((status.st_uid, -1), (-1, status.st_gid)):
            with suppress(PermissionError):
                os.chown(target, *owner, follow_symlinks=False)
    shutil.copystat(source, target, follow_symlinks=False)


def _remove(path: Path) -> None:
    """Remove a folder or a file; what cannot be removed stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
