"""Digests of whole sites, to show that a change of the code changes no page.

    python tests/site_digests.py record FOLDER   # projects, their sites and digests
    python tests/site_digests.py compare FOLDER  # build again; tell what differs

Both need ``tests/benchmarks`` on PYTHONPATH. ``record`` makes the projects in FOLDER once and
builds each. ``compare`` builds the same projects with the code as it is by then. An XLSX file is
compared by its unzipped parts. ``--only`` names some of the variants; a site of fewer than
``KEPT`` files is kept beside its digests, so that two versions of a file can be compared.
"""

import argparse
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from paths import ROOT
from province import make_province
from sites import DATA, Changes, configure

DAY = {"SOURCE_DATE_EPOCH": "1735689600", "TZ": "UTC"}
KEPT = 5_000

ENGLISH: Changes = (("language: zh", "language: en"),)
DRAFTS: Changes = (("drafts: false", "drafts: true"),)
FILES: Changes = (("strict: true", "strict: true\nuse_directory_urls: false"),)
PLAIN: Changes = (("drafts: false", "drafts: false\n      turbo: false"),)
VARIANTS: dict[str, tuple[int, Changes]] = {
    "chinese": (0, ()),
    "english": (0, ENGLISH),
    "drafts": (0, DRAFTS),
    "files": (0, FILES),
    "plain": (0, PLAIN),
    "province-420": (420, ()),
    "province-420-plain": (420, PLAIN),
    "province-10000": (10_000, ()),
}
"""The number of scorecards (0: the sample) and what is changed in ``mkdocs.yml``."""


def make_project(folder: Path, cards: int, changes: Changes) -> None:
    """Copy the sample, or make a province of so many ``cards``, and change its configuration."""
    folder.mkdir(parents=True)
    for name in DATA[: 2 if cards else 4]:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    if cards:
        make_province(folder, cards)
    configure(folder, changes)


def build(project: Path, site: Path) -> None:
    """Build a project with the code of this checkout."""
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=project, env=_environment(), check=True)


def write(project: Path, folder: Path) -> None:
    """Write the pages of a project as Markdown."""
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "generator.cli", "write", str(folder)]
    subprocess.run(command, cwd=project, env=_environment(), check=True, stdout=subprocess.DEVNULL)


def _environment() -> dict[str, str]:
    return {**os.environ, **DAY, "PYTHONPATH": str(ROOT)}


def digests(site: Path) -> dict[str, str]:
    """The SHA-256 of every file of a site, by its path."""
    return dict(_digests(site))


def _digests(site: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        content = file.read_bytes()
        name = file.relative_to(site).as_posix()
        if file.suffix != ".xlsx":
            yield name, hashlib.sha256(content).hexdigest()
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in sorted(parts.namelist()):
                yield f"{name}!{part}", hashlib.sha256(parts.read(part)).hexdigest()


def differences(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """The paths that differ, each with what happened to it."""
    return [
        f"{'missing' if path not in new else 'added' if path not in old else 'changed'}: {path}"
        for path in sorted(old.keys() | new.keys())
        if old.get(path) != new.get(path)
    ]


def made(folder: Path, name: str, kind: str) -> dict[str, str]:
    """Build one variant into ``FOLDER/<name>/<kind>`` and return its digests."""
    project, site = folder / name / "project", folder / name / kind
    if name == "write":
        write(folder / "chinese" / "project", site)
    else:
        build(project, site)
    found = digests(site)
    if len(found) > KEPT:
        shutil.rmtree(site)
    return found


def main() -> None:
    """Record or compare the variants that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("record", "compare"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=(*VARIANTS, "write"))
    asked = parser.parse_args()
    different = [
        line
        for name in asked.only or (*VARIANTS, "write")
        for line in _handled(asked.folder.absolute(), name, asked.what)
    ]
    sys.exit(bool(different))


def _handled(folder: Path, name: str, what: str) -> Sequence[str]:
    kept = folder / name / "digests.json"
    if what == "record":
        if name in VARIANTS:
            make_project(folder / name / "project", *VARIANTS[name])
        found = made(folder, name, "site")
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(found, indent=0), encoding="utf-8")
        print(f"{name}: {len(found)} digests", flush=True)
        return []
    different = differences(json.loads(kept.read_text("utf-8")), made(folder, name, "new"))
    print(f"{name}: {len(different)} differ", *different[:20], sep="\n  ", flush=True)
    return different


if __name__ == "__main__":
    main()
