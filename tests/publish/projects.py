"""Small projects, and the real command run on them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forked import run_forked
from paths import ROOT

from generator.publish.manifest import compare_with_manifest, read_manifest

GUIDES = ("score", "objections", "downloads", "maintainers")
"""The pages written by hand that generated ones link to."""
CONFIG = """\
site_name: Releases
site_url: http://127.0.0.1:8000/
theme: {name: material, language: zh, font: false}
plugins: [scorebook]
"""
ENGLISH = ("--lang", "en")


def project(folder: Path, data: Path = ROOT / "tests" / "schemes" / "tiny") -> Path:
    """A folder with data, the least documents, and a configuration."""
    (folder / "docs" / "guide").mkdir(parents=True)
    for name in ("standards", "results"):
        shutil.copytree(data / name, folder / name)
    for name in GUIDES:
        (folder / "docs" / "guide" / f"{name}.md").write_text(f"# {name}\n\nText.\n", "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return folder


def smallest(folder: Path) -> Path:
    """One edition, one year, two organizations: built in a second."""
    made = project(folder, ROOT / "tests" / "cases" / "base")
    shutil.rmtree(made / "standards" / "e2")
    shutil.rmtree(made / "results" / "2022")
    years = made / "results" / "years.yml"
    text = years.read_text("utf-8")
    years.write_text(text.replace("  - {year: 2022, as_of: 2023-06-30}\n", ""), "utf-8")
    return made


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = file.read_text("utf-8")
    assert old in text, f"{old} is not in {file.name}"
    file.write_text(text.replace(old, new), "utf-8")


def start(
    made: Path,
    *arguments: str | Path,
    limit: tuple[str, ...] = (),
    variables: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    """Start the real command, in a session of its own, so that it can be killed with its children.
    `limit` is a command that runs another one under a limit; `variables` are added to the
    environment."""
    return subprocess.Popen(
        [*limit, sys.executable, "-m", "generator.cli", *ENGLISH, *map(str, arguments)],
        cwd=made,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(variables or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )


def publish(
    made: Path,
    *arguments: str | Path,
    limit: tuple[str, ...] = (),
    variables: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """The exit status and the output of ``scorebook publish``."""
    if not limit and not variables:
        return run(made, "publish", *arguments)
    process = start(made, "publish", *arguments, limit=limit, variables=variables)
    output, _ = process.communicate()
    return process.returncode, output


def run(made: Path, *arguments: str | Path) -> tuple[int, str]:
    """The exit status and the output of a command, run to its end."""
    words = (*ENGLISH, *map(str, arguments))
    return run_forked("scorebook", words, made, {"PYTHONPATH": str(ROOT)})


def status(store: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((store / "status.json").read_bytes())
    return found


def live(store: Path) -> str:
    return (store / "current").readlink().name


def whole(store: Path) -> dict[str, str]:
    """The files of the live release, which are as its manifest says."""
    manifest = read_manifest(store / "current")
    assert manifest is not None
    assert compare_with_manifest(store / "current", manifest) == []
    return manifest.files
