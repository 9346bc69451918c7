"""The folder of all releases: which there are, which is live, and how they come and go."""

import os
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.publish.durable import PART, point, sync, sync_tree, write_whole
from generator.publish.manifest import NAME, Manifest, differences, digests, read_manifest

BUILDING = ".building"
_ID = re.compile(r"(\d{5,})-[0-9a-f]{8}")


@dataclass(frozen=True)
class Release:
    """A whole site and its manifest. Ids count up, so that they sort by age."""

    folder: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def number(self) -> int:
        """Its place in the order of releases."""
        return _number(self.folder.name)

    @cached_property
    def sound(self) -> dict[str, str]:
        """The files that are as its manifest says."""
        spoilt = {one.path for one in differences(self.folder, self.manifest)}
        listed = self.manifest.files
        return {path: digest for path, digest in listed.items() if path not in spoilt}

    @property
    def is_whole(self) -> bool:
        """Whether all of its files are as its manifest says."""
        return len(self.sound) == len(self.manifest.files)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder that ``publish`` is given."""

    folder: Path

    @property
    def lock(self) -> Path:
        """The file that the run in progress holds."""
        return self.folder / "lock"

    @property
    def releases(self) -> Path:
        """The folder of releases."""
        return self.folder / "releases"

    @property
    def current(self) -> Path:
        """The link that the web server serves."""
        return self.folder / "current"

    @property
    def building(self) -> Path:
        """Where a release is made, on the disk that it will stay on."""
        return self.releases / BUILDING

    def live(self) -> Release | None:
        """The release that ``current`` leads to, if it leads to one."""
        if not self.current.is_symlink():
            return None
        return _release(self.releases / self.current.readlink().name)

    def kept(self) -> list[Release]:
        """All whole releases, newest first."""
        return [one for path in self._folders() if (one := _release(path))]

    def clean(self) -> None:
        """Remove what a killed run left: a half-made release, or one that never went live."""
        self.releases.mkdir(parents=True, exist_ok=True)
        live = self.live()
        for path in [*self.folder.glob(f"{PART}*"), *self.releases.glob(".building*")]:
            _remove(path)
        for path in self._folders():
            if live and _number(path.name) > live.number:
                _remove(path)

    def take_in(self, site: Path, manifest: Manifest) -> Release:
        """Make a finished site the newest release, whole on the disk, and let it go live."""
        write_whole(site / NAME, manifest.written())
        sync_tree(site)
        newest = max((_number(path.name) for path in self._folders()), default=0)
        folder = self.releases / f"{newest + 1:05}-{manifest.digest[:8]}"
        site.rename(folder)
        sync(self.releases)
        point(self.current, f"releases/{folder.name}")
        return Release(folder, manifest)

    def prune(self, count: int) -> None:
        """Remove all but the newest releases. Two at least stay: a reader may be in the midst of
        the one that was live until now."""
        for path in self._folders()[max(count, 2) :]:
            _remove(path)

    def _folders(self) -> list[Path]:
        """The folders of releases, newest first."""
        found = self.releases.iterdir() if self.releases.is_dir() else iter(())
        return sorted((p for p in found if _ID.fullmatch(p.name)), key=_by_number, reverse=True)


def carry_over(site: Path, live: Release, generations: int) -> dict[str, int]:
    """Leave the files in the site that pages of the live release, still open in browsers, may
    ask for: what the site itself no longer has. Gives them with the number of releases since."""
    carried = {}
    for path in filter(is_asset, live.sound):
        age = live.manifest.carried.get(path, 0) + 1
        if age <= generations and not (site / path).exists():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            os.link(live.folder / path, site / path)
            carried[path] = age
    return carried


def is_asset(path: str) -> bool:
    """Whether a browser loads the file for a page that it already shows."""
    return path.startswith("assets/") or path.endswith((".css", ".js"))


def share(site: Path, live: Release) -> dict[str, str]:
    """The digests of a site's files. What the live release has already becomes the same file:
    it takes no room, and keeps its date, so that browsers need not fetch it again."""
    found = digests(site)
    for path, digest in found.items():
        if live.sound.get(path) == digest:
            part = site / f"{PART}shared"
            os.link(live.folder / path, part)
            part.replace(site / path)
            part.unlink(missing_ok=True)  # the two were one file already, and nothing was moved
    return found


def copied(release: Release, site: Path) -> None:
    """The files that a release was built with, once more, without taking room."""
    for path in release.manifest.built:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        os.link(release.folder / path, site / path)


def _release(folder: Path) -> Release | None:
    manifest = read_manifest(folder) if _ID.fullmatch(folder.name) else None
    return Release(folder, manifest) if manifest else None


def _number(name: str) -> int:
    return int(name.partition("-")[0])


def _by_number(path: Path) -> int:
    return _number(path.name)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
