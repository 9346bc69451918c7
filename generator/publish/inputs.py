"""What a site is made from, as digests: the same digest means the same site."""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distributions, version
from pathlib import Path

from generator.publish.project import Project

PACKAGE = Path(__file__).parents[1]
NAMED = ("scorebook", "mkdocs", "mkdocs-material")


@dataclass(frozen=True)
class Inputs:
    """The digest of each kind of input, and one of all. ``epoch`` is the newest day of the
    data in seconds: the only time that the site may bear."""

    epoch: int
    digest: str
    parts: dict[str, str]
    versions: dict[str, str]


def inputs_of(project: Project, epoch: int) -> Inputs:
    """The inputs as they are now. Paths count from the folder that they lie in, so that a
    project may be moved."""
    parts = {
        "standards": digest_of([project.standards]),
        "results": digest_of([project.results]),
        "docs": digest_of([project.docs]),
        "configuration": digest_of([project.config, *project.further]),
        "program": digest_of([PACKAGE]),
        "environment": _hashed(sorted(_installed())),
    }
    whole = _hashed([str(epoch), *(f"{name} {digest}" for name, digest in parts.items())])
    named = {name: version(name) for name in NAMED}
    return Inputs(epoch, whole, parts, {**named, "python": platform.python_version()})


def digest_of(paths: Iterable[Path]) -> str:
    """The digest of files, and of all files in folders, by their place in them."""
    lines = (f"{n} {line}" for n, path in enumerate(paths) for line in _lines(path))
    return _hashed(lines)


def _lines(path: Path) -> Iterator[str]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        if file.is_file() and "__pycache__" not in file.parts:
            place = file.relative_to(path).as_posix()
            yield f"{place!r} {hashlib.sha256(file.read_bytes()).hexdigest()}"


def _installed() -> Iterator[str]:
    """Everything that may have a hand in the pages: extensions, highlighters, templates."""
    yield platform.python_version()
    for one in distributions():
        yield f"{one.name}=={one.version}"


def _hashed(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode("utf-8", "surrogateescape") + b"\n")
    return digest.hexdigest()
