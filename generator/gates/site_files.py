"""The files of a finished site: which there are, and their digests."""

import hashlib
import os
import stat
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from generator.processes import cores, forked_workers

MOST_IN_CHUNK = 100
WORTH_PROCESSES = 400
"""Fewer files than this are read before other processes would have begun."""
LARGE = 1_000_000
"""A file of more bytes than this is not held in memory as a whole."""
MANIFEST = "release.json"
"""The file of a release that holds its manifest; it does not list itself."""


def list_files(folder: Path) -> list[str]:
    """Return the paths of all files below a folder, relative to it and sorted.

    The manifest is left out. A link to a folder counts as a file: a server would follow it. A
    folder that is missing has no files.
    """
    start = len(str(folder)) + 1
    paths = []
    for path, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(path, name))]
        paths += [os.path.join(path, name)[start:] for name in (*names, *links)]
    return sorted(path for path in paths if path != MANIFEST)


def digest_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder but the manifest, by its path."""
    paths = list_files(folder)
    if len(paths) < WORTH_PROCESSES or cores() == 1:
        return dict(zip(paths, _digest_chunk(folder, paths), strict=True))
    chunks = [paths[at : at + MOST_IN_CHUNK] for at in range(0, len(paths), MOST_IN_CHUNK)]
    with forked_workers() as pool:
        digests = chain.from_iterable(pool.map(partial(_digest_chunk, folder), chunks))
        return dict(zip(paths, digests, strict=True))


def _digest_chunk(folder: Path, paths: Sequence[str]) -> list[str]:
    return [digest_file(f"{folder}/{path}") for path in paths]


def digest_file(file: str | Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits; of a link or a device, no digits."""
    return digest_content(file) if stat.S_ISREG(os.lstat(file).st_mode) else ""


def digest_content(file: str | Path) -> str:
    """Return the SHA-256 of what a file holds, in hexadecimal digits."""
    with open(file, "rb", buffering=0) as stream:
        if os.fstat(stream.fileno()).st_size > LARGE:
            return hashlib.file_digest(stream, "sha256").hexdigest()
        return hashlib.sha256(stream.read()).hexdigest()  # twice as fast for small files
