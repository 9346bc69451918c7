"""A project whose site has been built, and that has changed since."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from paths import ROOT
from projects import edit, smallest
from sites import DAY, Build, build, only_one

KEPT = {".htaccess": "old rules", ".well-known/token": "old token"}


def old_site(shared: Path) -> Path:
    """A project whose site has been built into ``public/site``, and that has changed since."""
    folder = shared / "old"
    with only_one(folder) as is_first:
        if is_first:
            project = smallest(folder / "project")
            done = build(project, folder / "public" / "site")
            assert done.code == 0, done.output
            keep_entries(folder / "public" / "site")
            edit(project / "docs" / "guide" / "score.md", "Text.", "Other text.")
    return folder


def keep_entries(site: Path) -> None:
    """Put into a site what MkDocs leaves alone."""
    for name, text in KEPT.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, "utf-8")
    (site.parent / "media").mkdir()
    (site.parent / "media" / "film").write_text("old film", "utf-8")
    (site / "media").symlink_to("../media")


def copy_old_site(old: Path, folder: Path) -> None:
    """Copy the project and its old site."""
    shutil.copytree(old / "project", folder / "project")
    shutil.copytree(old / "public", folder / "public", symlinks=True)


def entries(folder: Path) -> dict[str, bytes | str | None]:
    """All that is in a folder: the content of files, the targets of links."""
    found: dict[str, bytes | str | None] = {}
    for path in folder.rglob("*"):
        content = os.readlink(path) if path.is_symlink() else None
        found[path.relative_to(folder).as_posix()] = content or (
            path.read_bytes() if path.is_file() else None
        )
    return found


def build_site(folder: Path) -> Build:
    """Run the real command on the project."""
    return build(folder / "project", folder / "public" / "site")


def start_build(
    folder: Path, *, limit: Sequence[str] = (), variables: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start the real command in a session of its own, so that it can be killed with its workers.
    `limit` is a command that runs another one under a limit."""
    return subprocess.Popen(
        [*limit, sys.executable, "-m", "mkdocs", "build", "-d", folder / "public" / "site"],
        cwd=folder / "project",
        env={**os.environ, **DAY, "PYTHONPATH": str(ROOT), **(variables or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def is_new(site: Path) -> bool:
    """Whether a site is whole and says what the project says now."""
    page = (site / "guide" / "score" / "index.html").read_text("utf-8")
    return "Other text." in page and (site / "sitemap.xml.gz").is_file()
