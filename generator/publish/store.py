"""The folder of all releases: which there are, which is live, and how they come and go."""

import errno
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.gates.site_files import MANIFEST
from generator.publish.files import PART_PREFIX, replace_link, sync, sync_tree, write_file
from generator.publish.manifest import Difference, Manifest, compare_with_manifest, read_manifest
from generator.publish.rights import FOLDER_MODE, open_to_readers

STAGING = ".building"
_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV)
"""The errors of a disk that gives no file a second name, or no further one."""
KEPT_AT_LEAST = 2
"""A reader may be in the midst of the release that was live until now."""
DIGEST_DIGITS = 8
"""How many digits of the digest of a release stand in the name of its folder."""
_ID = re.compile(r"(\d{5,})-[0-9a-f]{8}")


@dataclass(frozen=True)
class Release:
    """A published site in its folder, and its manifest. The numbers of releases count up."""

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """Return the name of its folder: number, hyphen, beginning of its digest."""
        return self.folder.name

    @property
    def number(self) -> int:
        """Return its number in the order of releases."""
        return _number(self.folder)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Return where its folder differs from its manifest."""
        return tuple(compare_with_manifest(self.folder, self.manifest))

    @property
    def is_whole(self) -> bool:
        """Say whether its folder holds what its manifest says and nothing else."""
        return not self.differences

    @cached_property
    def intact_files(self) -> dict[str, str]:
        """Return the files that are as the manifest says, with their SHA-256."""
        spoilt = {difference.path for difference in self.differences}
        listed = self.manifest.files
        return {path: digest for path, digest in listed.items() if path not in spoilt}

    @property
    def is_comparable(self) -> bool:
        """Say whether the documents that say what was published are all as they were."""
        spoilt = any(difference.path.endswith(".json") for difference in self.differences)
        return not spoilt and self.id.endswith(self.manifest.digest[:DIGEST_DIGITS])

    @property
    def is_complete(self) -> bool:
        """Say whether all files that its manifest lists are as it says."""
        return len(self.intact_files) == len(self.manifest.files)


@dataclass(frozen=True, slots=True)
class Store:
    """The folder that ``scorebook publish`` is given, with all that lies in it."""

    folder: Path

    @property
    def lock(self) -> Path:
        """Return the file that the run in progress holds."""
        return self.folder / "lock"

    @property
    def releases(self) -> Path:
        """Return the folder of releases."""
        return self.folder / "releases"

    @property
    def current(self) -> Path:
        """Return the link that the web server serves."""
        return self.folder / "current"

    @property
    def staging(self) -> Path:
        """Return the folder where a release is made, on the disk that it will stay on."""
        return self.releases / STAGING

    @property
    def answer(self) -> Path:
        """Return the file in which the builder answers."""
        return self.releases / f"{STAGING}-answer.json"

    def notes_of(self, id: str) -> Path:
        """Return the folder of what is known of a release and not served: what it was made from,
        and the links of its pages."""
        return self.folder / "records" / id

    def live_release(self) -> Release | None:
        """Return the release that ``current`` leads to, if it leads to one."""
        if not self.current.is_symlink():
            return None
        return _read_release(self.releases / self.current.readlink().name)

    def list_releases(self) -> list[Release]:
        """Return all releases that have a manifest, newest first."""
        return [release for path in self._folders() if (release := _read_release(path))]

    def newest_comparable(self, live: Release | None) -> Release | None:
        """Return the newest release that may be compared with; ``live`` is one that is known."""
        for release in self.list_releases():
            known = live if live and live.folder == release.folder else release
            if known.is_comparable:
                return known
        return None

    def earlier_release(self, live: Release | None) -> Release | None:
        """Return the newest complete release whose inputs are neither live nor withdrawn, if any.

        Damaged files of releases that are tried are mended with those of ``live``.
        """
        manifest = live.manifest if live else None
        excluded = {manifest.inputs.digest, *manifest.withdrawn} if manifest else set()
        for release in self.list_releases():
            if release.manifest.inputs.digest not in excluded:
                if live:
                    mend_release(release, live)
                if release.is_complete:
                    return release
        return None

    @property
    def is_used(self) -> bool:
        """Say whether anything shows that a site was published from this folder."""
        return os.path.lexists(self.current) or bool(self._folders())

    def clean(self) -> None:
        """Remove what a killed run left: a half-made release, or one that never went live."""
        self.releases.mkdir(parents=True, exist_ok=True)
        if self.releases.stat().st_uid == os.geteuid():
            self.releases.chmod(FOLDER_MODE)
        live = self.live_release()
        for path in [*self.folder.glob(f"{PART_PREFIX}*"), *self.releases.glob(f"{STAGING}*")]:
            _remove(path)
        for path in self._folders():
            if live and _number(path) > live.number:
                _remove(path)

    def add(self, site: Path, manifest: Manifest, notes: Mapping[str, bytes]) -> Release:
        """Make a finished site the newest release, and let it go live by one rename.

        ``site`` is moved; before anything leads to it, all of it is on the disk. ``notes`` are
        files by their names.
        """
        write_file(site / MANIFEST, manifest.to_json())
        open_to_readers(site)
        sync_tree(site)
        newest = max(map(_number, self._folders()), default=0)
        folder = self.releases / f"{newest + 1:05}-{manifest.digest[:DIGEST_DIGITS]}"
        self.notes_of(folder.name).mkdir(parents=True, exist_ok=True)
        for name, content in notes.items():
            write_file(self.notes_of(folder.name) / name, content)
        site.rename(folder)
        sync(self.releases)
        try:
            replace_link(self.current, f"releases/{folder.name}")
        except OSError:
            _remove(folder)
            raise
        return Release(folder, manifest)

    def mend(self, sound: Release) -> None:
        """Put the files of a sound release in place of damaged ones of all other releases."""
        for release in self.list_releases():
            if release.folder != sound.folder:
                mend_release(release, sound)

    def prune(self, count: int) -> None:
        """Remove all but the ``count`` newest releases, of which ``KEPT_AT_LEAST`` stay."""
        for path in self._folders()[max(count, KEPT_AT_LEAST) :]:
            _remove(path)
        kept = {path.name for path in self._folders()}
        for path in (self.folder / "records").glob("*"):
            if path.name not in kept:
                _remove(path)

    def _folders(self) -> list[Path]:
        """Return the folders of releases, newest first."""
        paths = self.releases.iterdir() if self.releases.is_dir() else iter(())
        folders = (path for path in paths if _ID.fullmatch(path.name))
        return sorted(folders, key=_number, reverse=True)


def is_asset(path: str) -> bool:
    """Say whether a browser loads a file for a page that it already shows."""
    return path.startswith("assets/") or path.endswith((".css", ".js"))


def carry_assets(site: Path, live: Release, generations: int, folder: str = "") -> dict[str, int]:
    """Link the assets into a site that it no longer has and open pages may still ask for.

    They are those of the live release and of ``generations - 1`` before it. Returns by path the
    number of releases since each was built. Only what lies in a ``folder`` is carried, if it is
    given, and else nothing that lies in trees.
    """
    carried = {}
    for path in filter(is_asset, live.intact_files):
        age = live.manifest.carried.get(path, 0) + 1
        here = path.startswith(folder) if folder else not path.startswith("trees/")
        if here and age <= generations and not (site / path).exists():
            _link(live.folder / path, site / path)
            carried[path] = age
    return carried


def share_files(site: Path, live: Release, digests: Mapping[str, str]) -> None:
    """Make files of a site one with those of the live release that are the same.

    Such a file takes no room and keeps its date, so that browsers need not fetch it again.
    ``digests`` are the SHA-256 of all files of the site.
    """
    for path, digest in digests.items():
        if live.intact_files.get(path) == digest:
            _replace(site / path, live.folder / path)


def mend_release(release: Release, sound: Release) -> None:
    """Put files of a sound release in place of damaged ones of another, where both list the same.

    A file that was damaged is damaged in all releases that share it.
    """
    for path in {difference.path for difference in release.differences}:
        digest = release.manifest.files.get(path)
        if digest and sound.intact_files.get(path) == digest:
            _replace(release.folder / path, sound.folder / path)
    vars(release).pop("differences", None)
    vars(release).pop("intact_files", None)


def link_built_files(release: Release, site: Path) -> None:
    """Put the files that a release was built with into a site once more, taking no room."""
    for path in release.manifest.built:
        _link(release.folder / path, site / path)


def _replace(file: Path, other: Path) -> None:
    """Make a file one with another."""
    part = file.with_name(f"{PART_PREFIX}shared")
    _link(other, part)
    part.replace(file)
    part.unlink(missing_ok=True)  # a rename between two names of one file does nothing


def _link(source: Path, target: Path) -> None:
    """Give a file a second name, or copy it where the disk, or the rights, do not allow that."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target)


def _read_release(folder: Path) -> Release | None:
    manifest = read_manifest(folder) if _ID.fullmatch(folder.name) else None
    return Release(folder, manifest) if manifest else None


def _number(folder: Path) -> int:
    return int(folder.name.partition("-")[0])


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
