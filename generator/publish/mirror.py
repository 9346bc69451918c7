"""Copy a release to a plain folder, for hosts where no symbolic link can be served.

This is weaker than the link: readers may see new pages beside old ones while it runs, and after
a killed run until the next one. Yet each file is always whole, and all that a page loads is there
before the page.
"""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.gates.site_files import MANIFEST, digest_file, list_files
from generator.messages.labels import Labels
from generator.publish.files import PART_PREFIX, sync, write_file
from generator.publish.manifest import compare_with_manifest, read_manifest
from generator.publish.rights import FILE_MODE
from generator.publish.status import Outcome, Stopped
from generator.publish.store import Release, is_asset

JOURNAL = f"{PART_PREFIX}journal"
"""The file that lists what a run is about to write, so that the next one knows its files."""
ENTRY_POINTS = ("sitemap.xml", "sitemap.xml.gz", "feed.xml", "assets/search-index/index.json")
"""The files that lead to other files."""


def copy_release(folder: Path, release: Release, labels: Labels) -> None:
    """Make the files of a folder those of a release.

    Assets are copied first, then downloads, then pages, then the files that lead to them, then
    the manifest; old files are removed last. Files of others are left alone. Raises ``Stopped``
    if the folder is not empty and holds no release, or if files of others stand in the way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _known_files(folder)
    if known is None:
        raise Stopped(Outcome.IMPOSSIBLE, [labels("publish.not-ours", folder=folder)])
    _remove_parts(folder)
    files = release.manifest.files
    foreign = [path for path in files.keys() - set(known) if os.path.lexists(folder / path)]
    if foreign:
        lines = [labels("publish.foreign", file=folder / path) for path in sorted(foreign)]
        raise Stopped(Outcome.IMPOSSIBLE, lines)
    write_file(folder / JOURNAL, json.dumps(sorted({*known, *files})).encode())
    for path in sorted(files, key=_copy_order):
        _copy(release.folder / path, folder / path, files[path])
    write_file(folder / MANIFEST, release.manifest.to_json())
    _remove_files(folder, set(known) - files.keys())
    (folder / JOURNAL).unlink()


def is_copy(folder: Path, release: Release) -> bool:
    """Say whether a folder is a copy of a release that was finished and is as it was."""
    if read_manifest(folder) != release.manifest or (folder / JOURNAL).exists():
        return False
    differences = compare_with_manifest(folder, release.manifest)
    return all(difference.how == "extra" for difference in differences)


def _known_files(folder: Path) -> list[str] | None:
    """Return the paths that earlier runs wrote to a folder, by its manifest and its journal.

    ``None`` means that the folder belongs to somebody else.
    """
    manifest = read_manifest(folder)
    paths = list(manifest.files) if manifest else []
    if (folder / JOURNAL).is_file():
        paths += json.loads((folder / JOURNAL).read_bytes())
    elif manifest is None and not all(map(_is_part, list_files(folder))):
        return None
    return [path for path in paths if (folder / path).resolve().is_relative_to(folder.resolve())]


def _copy_order(path: str) -> tuple[int, str]:
    if path in ENTRY_POINTS:
        return 3, path
    if is_asset(path):
        return 0, path
    return (2 if path.endswith(".html") else 1), path


def _copy(source: Path, target: Path, digest: str) -> None:
    """Copy a file unless it is there already, under another name until it is whole."""
    if target.is_file() and digest_file(target) == digest:
        target.chmod(FILE_MODE)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{PART_PREFIX}{target.name}")
    shutil.copyfile(source, part)
    sync(part)
    part.replace(target)


def _remove_files(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that they leave empty."""
    parents: set[Path] = set()
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        parents |= {folder / parent for parent in PurePosixPath(path).parents}
    for parent in sorted(parents - {folder}, reverse=True):
        with suppress(OSError):  # it is missing, or has other files
            parent.rmdir()


def _remove_parts(folder: Path) -> None:
    for path in list_files(folder):
        if _is_part(path) and path != JOURNAL:
            (folder / path).unlink()


def _is_part(path: str) -> bool:
    return PurePosixPath(path).name.startswith(PART_PREFIX)
