"""Sites that tests build: each that several tests read is built once for a run of all tests.

The tests run in several processes. `build_once` holds a lock while it builds, so that a second
process waits for the site that the first one makes.
"""

import fcntl
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from forked import run_forked
from paths import ROOT

from generator.messages.labels import labels

DATA = ("mkdocs.yml", "docs", "standards", "results")
DAY = {"SOURCE_DATE_EPOCH": "1735689600"}
"""MkDocs writes the day of the build into the site map; tests may run past midnight."""
NOT_ALIKE = [
    labels(language)("console.not_alike", page="|").partition("|")[2] for language in ("zh", "en")
]
"""What a build says when it gives up stamping."""
Changes = Sequence[tuple[str, str]]
"""Texts of ``mkdocs.yml``, each with the text that takes its place."""


@dataclass(frozen=True)
class Build:
    """A project, the site that was built of it, and the exit status and output of the builder."""

    project: Path
    site: Path
    code: int
    output: str


def copy_sample(folder: Path) -> None:
    """Copy the project of the sample site."""
    folder.mkdir(parents=True)
    for name in DATA:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)


def copy_guides(folder: Path, data: Path) -> None:
    """Make a project of the sample's configuration and guides, and of other data."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("standards", "results"):
        shutil.copytree(data / name, folder / name)


def configure(project: Path, changes: Changes) -> None:
    """Change the configuration of a project."""
    file = project / "mkdocs.yml"
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def hide_modules(project: Path) -> None:
    """Give a project files and a folder that are named like packages that it needs."""
    for name in ("generator.py", "mkdocs.py", "click.py", "yaml/__init__.py"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text("raise SystemExit('imported')\n", "utf-8")


def build(
    project: Path, site: Path, builder: str = "mkdocs", *, strict: bool = True, **variables: str
) -> Build:
    """Build a project with the code of this checkout, whether that succeeds or not.

    No page may be stamped otherwise than MkDocs makes it: that costs time, and no result shows it.
    """
    done = _build(project, site, builder, strict=strict, **variables)
    assert not any(words in done.output for words in NOT_ALIKE), done.output
    return done


def _build(project: Path, site: Path, builder: str, *, strict: bool, **variables: str) -> Build:
    how = "--strict" if strict else "--no-strict"
    command = ("build", how, "--site-dir", str(site))
    if builder == "mkdocs" and not variables:
        return Build(project, site, *run_forked("mkdocs", command, project, DAY))
    done = subprocess.run(
        [sys.executable, "-m", builder, *command],
        cwd=project,
        env={**os.environ, **DAY, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Build(project, site, done.returncode, done.stdout)


def build_once(
    folder: Path,
    make: Callable[[Path], None] = copy_sample,
    changes: Changes = (),
    builder: str = "mkdocs",
    **variables: str,
) -> Build:
    """Build a project that `make` makes in ``folder/project``, unless another process of this run
    of the tests has done so."""
    project, site = folder / "project", folder / "site"
    with only_one(folder) as is_first:
        if is_first:
            make(project)
            configure(project, changes)
            done = build(project, site, builder, strict=True, **variables)
            (folder / "build.json").write_text(json.dumps([done.code, done.output]), "utf-8")
    code, output = json.loads((folder / "build.json").read_text("utf-8"))
    return Build(project, site, code, output)


@contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """Let one process at a time into a folder. Yields whether nobody has finished there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    finished = folder / "finished"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not finished.exists()
        finished.touch()


def content(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by their paths in it."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def parts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files, of workbooks their unzipped parts: how these are zipped may differ."""
    return dict(_parts(files))


def _parts(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, file in files.items():
        if not path.endswith(".xlsx"):
            yield path, file
            continue
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            for name in archive.namelist():
                yield f"{path}!{name}", archive.read(name)


def differing(one: Path, other: Path) -> list[str]:
    """The paths of the files that two folders do not have in common."""
    left, right = parts(content(one)), parts(content(other))
    return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))
