"""A release in a plain folder, for hosts where no symbolic link can be served.

Weaker than the link: readers may see new pages beside old ones while it runs, and after a run
that was killed until the next. Yet every file is always a whole one, and all that a page loads
is there before the page.
"""

import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.publish.durable import PART, sync, write_whole
from generator.publish.manifest import NAME, digest_of_file, files_in, read_manifest
from generator.publish.outcome import Outcome, Stopped
from generator.publish.shelf import Release, is_asset

JOURNAL = f"{PART}journal"
"""Names the files that a run is about to write, so that the next one knows them for ours."""
LAST = ("sitemap.xml", "sitemap.xml.gz", "feed.xml", "assets/search-index/index.json")
"""What leads to other files."""


def copy_to(folder: Path, release: Release, refusal: str) -> None:
    """Make a folder say what a release says: what pages load first, then pages, then what
    leads to them, then the manifest; old files go last. Files of others are left alone; a
    folder that holds nothing of ours but is not empty is refused with ``Stopped``."""
    folder.mkdir(parents=True, exist_ok=True)
    ours = _ours(folder)
    if ours is None:
        raise Stopped(Outcome.IMPOSSIBLE, [refusal])
    _remove_parts(folder)
    files = release.manifest.files
    write_whole(folder / JOURNAL, json.dumps(sorted({*ours, *files})).encode())
    for path in sorted(files, key=_turn):
        _copy(release.folder / path, folder / path, files[path])
    write_whole(folder / NAME, release.manifest.written())
    _remove_old(folder, set(ours) - files.keys())
    (folder / JOURNAL).unlink()


def is_copy(folder: Path, release: Release) -> bool:
    """Whether a folder says already what a release says, and nothing was left half-way."""
    manifest = read_manifest(folder)
    return manifest == release.manifest and not (folder / JOURNAL).exists()


def _ours(folder: Path) -> Iterable[str] | None:
    """The files in a folder that are ours: those of its manifest and its journal, or none in
    an empty one. ``None`` where the folder belongs to somebody else."""
    manifest = read_manifest(folder)
    found: list[str] = list(manifest.files) if manifest else []
    if (folder / JOURNAL).is_file():
        found += json.loads((folder / JOURNAL).read_bytes())
    elif manifest is None and any(not _is_part(path) for path in files_in(folder)):
        return None
    return [path for path in found if (folder / path).resolve().is_relative_to(folder.resolve())]


def _turn(path: str) -> tuple[int, str]:
    """When a file is written: what is loaded, what is downloaded and read, what leads there."""
    if path in LAST:
        return 3, path
    if is_asset(path):
        return 0, path
    return (2 if path.endswith(".html") else 1), path


def _copy(source: Path, target: Path, digest: str) -> None:
    """Copy a file unless it is there already, under another name until it is whole."""
    if target.is_file() and digest_of_file(target) == digest:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{PART}{target.name}")
    shutil.copyfile(source, part)
    sync(part)
    part.replace(target)


def _remove_old(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that they leave empty."""
    emptied: set[Path] = set()
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        emptied |= {folder / parent for parent in PurePosixPath(path).parents}
    for parent in sorted(emptied - {folder}, reverse=True):
        with suppress(OSError):  # it was not there, or has other files
            parent.rmdir()


def _remove_parts(folder: Path) -> None:
    for path in files_in(folder):
        if _is_part(path) and path != JOURNAL:
            (folder / path).unlink()


def _is_part(path: str) -> bool:
    return PurePosixPath(path).name.startswith(PART)
