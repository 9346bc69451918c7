"""The manifest of a release: every file by its SHA-256, and what it was made from."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from generator.publish.inputs import Inputs

NAME = "release.json"
"""The file of a release that holds its manifest; it does not list itself."""
VERSION = 1
"""Of the format of the manifest."""


@dataclass(frozen=True)
class Manifest:
    """``files`` are all of the release by their path. ``carried`` are those among them that
    an earlier release left to pages still open in browsers, with the number of releases since.
    ``withdrawn`` are the digests of inputs that were rolled back, and are not to come again."""

    inputs: Inputs
    files: dict[str, str]
    carried: dict[str, int] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()

    @cached_property
    def built(self) -> dict[str, str]:
        """The files without those that were carried over."""
        return {path: digest for path, digest in self.files.items() if path not in self.carried}

    @property
    def pages(self) -> int:
        """How many pages the release has."""
        return sum(path.endswith(".html") for path in self.built)

    @property
    def digest(self) -> str:
        """One digest of all files that were built."""
        lines = (f"{path} {digest}\n" for path, digest in sorted(self.built.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def written(self) -> bytes:
        """The manifest as JSON: the same bytes from the same release."""
        content = {"version": VERSION, **asdict(self)}
        return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


_ADAPTER = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a published folder, if it has one that can be read."""
    try:
        return _ADAPTER.validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def files_in(folder: Path) -> Iterator[str]:
    """The paths of all files but the manifest, sorted."""
    found = (
        Path(path, name).relative_to(folder).as_posix()
        for path, _, names in os.walk(folder)
        for name in names
    )
    return iter(sorted(path for path in found if path != NAME))


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a folder but the manifest, by its path."""
    return {path: digest_of_file(folder / path) for path in files_in(folder)}


def digest_of_file(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A file that is not as the manifest says."""

    path: str
    how: Literal["missing", "changed", "extra"]


def differences(folder: Path, manifest: Manifest) -> list[Difference]:
    """Where a folder differs from its manifest, sorted by path."""
    there = digests(folder)
    listed = manifest.files
    found = [Difference(path, "missing") for path in listed.keys() - there.keys()]
    found += [Difference(path, "extra") for path in there.keys() - listed.keys()]
    both = listed.keys() & there.keys()
    found += [Difference(path, "changed") for path in both if listed[path] != there[path]]
    return sorted(found)
