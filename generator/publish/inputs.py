"""What a site is made from: all that the process read that built it, by its digest."""

import hashlib
import json
import os
import platform
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import distributions, version
from pathlib import Path

from generator.gates.site_files import digest_content
from generator.publish.project import Project

PROGRAM = Path(__file__).parents[1]
NAMED_VERSIONS = ("scorebook", "mkdocs", "mkdocs-material")
MISSING = "missing"
DATE = "SOURCE_DATE_EPOCH"
_THREADS = 8
"""How many files are read together."""


@dataclass(frozen=True)
class Inputs:
    """Digests of what a site is made from: the same digests mean the same site.

    ``epoch`` is the newest day of the data in seconds since 1970, the only time that the site may
    bear. ``digest`` stands for all ``parts``. ``versions`` are for people.
    """

    epoch: int
    digest: str
    parts: dict[str, str]
    versions: dict[str, str]


@dataclass(frozen=True)
class Record:
    """What a build read: files and folders, by paths from the folder of the project where they
    lie near it, and variables of the environment."""

    epoch: int
    paths: tuple[str, ...]
    variables: tuple[str, ...]

    def to_json(self) -> bytes:
        """Return the record as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=0).encode()


def read_record(file: Path) -> Record | None:
    """Return the record in a file, or ``None`` if none can be read."""
    try:
        content = json.loads(file.read_bytes())
        return Record(content["epoch"], tuple(content["paths"]), tuple(content["variables"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest_inputs(project: Project, record: Record) -> Inputs:
    """Digest all that a build read, as it is now."""
    root = project.config.parent
    files = [os.path.normpath(root / path) for path in record.paths]
    with ThreadPoolExecutor(_THREADS) as pool:
        digests = list(pool.map(_digest_path, files))
    variables = (*record.variables, DATE)
    parts: dict[str, list[str]] = {
        "standards": [],
        "results": [],
        "docs": [],
        "configuration": [project.settings, *(f"{x}={os.environ.get(x)}" for x in variables)],
        "environment": sorted(_installed_packages()),
    }
    for file, path, digest in zip(files, record.paths, digests, strict=True):
        parts[_part(project, file)].append(f"{path!r} {digest}")
    digested = {name: _digest_lines(lines) for name, lines in parts.items()}
    digested["program"] = digest_program()
    digest = _digest_lines(f"{name} {digest}" for name, digest in digested.items())
    versions = {name: version(name) for name in NAMED_VERSIONS}
    versions["python"] = platform.python_version()
    return Inputs(record.epoch, digest, digested, versions)


def short_path(path: str, root: Path) -> str:
    """Return a path from the folder of the project, so that both may be moved together.

    A path that has nothing in common with it stays as it is.
    """
    shared = os.path.commonpath((path, root))
    return path if shared == "/" else os.path.relpath(path, root)


def state_of(path: str) -> str:
    """Return what tells that a file or a folder has changed, at little cost."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            return _digest_lines(_names(path))
    except OSError:
        return MISSING
    return f"{status.st_mtime_ns} {status.st_size} {status.st_ino}"


def changed_paths(states: Mapping[str, list[str]]) -> list[str]:
    """Return the paths that are not now, or were not always, in one state, sorted."""
    return sorted(path for path, known in states.items() if known != [state_of(path)])


def _digest_path(path: str) -> str:
    """Digest the content of a file, or the names in a folder."""
    try:
        if os.path.isdir(path):
            return _digest_lines(_names(path))
        return digest_content(path)
    except OSError:
        return MISSING


def _names(folder: str) -> list[str]:
    """Return the names in a folder but those of caches and of files that are being written."""
    names = os.listdir(folder)
    return sorted(name for name in names if not name.startswith((".scorebook-", "__pycache__")))


def _part(project: Project, file: str) -> str:
    for name in ("standards", "results", "docs"):
        folder = str(getattr(project, name))
        if file == folder or file.startswith(f"{folder}/"):
            return name
    return "configuration"


@cache
def digest_program() -> str:
    """Digest the files of this program."""
    return _digest_lines(_program())


def _program() -> Iterator[str]:
    """Yield the files of this program with their digests."""
    for folder, _, names in sorted(os.walk(PROGRAM)):
        for name in sorted(names):
            if not folder.endswith("__pycache__"):
                place = os.path.relpath(os.path.join(folder, name), PROGRAM)
                yield f"{place!r} {_digest_path(os.path.join(folder, name))}"


def _installed_packages() -> Iterator[str]:
    """Yield all that may have a hand in the pages: extensions, highlighters, templates."""
    yield platform.python_version()
    for package in distributions():
        metadata = package.metadata  # parsed anew each time
        yield f"{metadata['Name']}=={metadata['Version']}"


def _digest_lines(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return digest.hexdigest()
