"""The sample site, built once for all tests of it: twice by MkDocs, once by ProperDocs."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ("mkdocs.yml", "docs", "standards", "results")
DAY = {"SOURCE_DATE_EPOCH": "1735689600"}
"""MkDocs writes the day of the build into the site map; tests may run past midnight."""

_KEPT = tempfile.TemporaryDirectory(prefix="scorebook-")
"""Removed when the tests end."""


@dataclass(frozen=True)
class Sites:
    """The folder of the project, and of the sites built from it, by name."""

    project: Path
    folders: dict[str, Path]
    codes: dict[str, int]
    outputs: dict[str, str]


def copied_project(folder: Path) -> Path:
    folder.mkdir()
    for name in DATA:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    return folder


def start(project: Path, host: str, site: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", host, "build", "--strict", "--site-dir", str(site)],
        cwd=project,
        env={**os.environ, **DAY, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@functools.cache
def built() -> Sites:
    root = Path(_KEPT.name)
    project = copied_project(root / "project")
    folders = {name: root / name for name in ("site", "again", "properdocs")}
    running = {
        "site": start(project, "mkdocs", folders["site"], PYTHONHASHSEED="1", TZ="UTC"),
        "again": start(project, "mkdocs", folders["again"], PYTHONHASHSEED="2", TZ="Asia/Shanghai"),
        "properdocs": start(project, "properdocs", folders["properdocs"]),
    }
    outputs = {name: process.communicate(timeout=120)[0] for name, process in running.items()}
    codes = {name: process.returncode for name, process in running.items()}
    return Sites(project, folders, codes, outputs)
