"""The manifest of a release: each file by its SHA-256, and the inputs it was made from."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from generator.gates.site_files import MANIFEST, digest_files
from generator.publish.inputs import Inputs

VERSION = 1
"""The version of the format of the manifest."""


@dataclass(frozen=True)
class Manifest:
    """What a release consists of.

    ``files`` maps the path of every file to its SHA-256. ``carried`` are those among them that
    were left from an earlier release for pages still open in browsers, with the number of
    releases since. ``withdrawn`` are the digests of inputs that were rolled back and are not to
    be published again.
    """

    inputs: Inputs
    files: dict[str, str]
    carried: dict[str, int] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()

    @cached_property
    def built(self) -> dict[str, str]:
        """Return the SHA-256 of each file by its path, without files that were carried over."""
        return {path: digest for path, digest in self.files.items() if path not in self.carried}

    @property
    def pages(self) -> int:
        """Return how many pages the release has."""
        return sum(path.endswith(".html") for path in self.built)

    @property
    def digest(self) -> str:
        """Return one digest of all files that were built."""
        lines = (f"{path} {digest}\n" for path, digest in sorted(self.built.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def to_json(self) -> bytes:
        """Return the manifest as JSON: the same bytes from the same release."""
        content = {"version": VERSION, **asdict(self)}
        return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A file that is not as the manifest says."""

    path: str
    how: Literal["missing", "changed", "extra"]


_ADAPTER = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a published folder, or ``None`` if none can be read."""
    try:
        return _ADAPTER.validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None


def compare_with_manifest(folder: Path, manifest: Manifest) -> list[Difference]:
    """Return where the files of a folder differ from a manifest, sorted by path."""
    present, listed = digest_files(folder), manifest.files
    differences = [Difference(path, "missing") for path in listed.keys() - present.keys()]
    differences += [Difference(path, "extra") for path in present.keys() - listed.keys()]
    for path in listed.keys() & present.keys():
        if listed[path] != present[path]:
            differences.append(Difference(path, "changed"))
    return sorted(differences)
