"""The build, as a process of its own: whatever it does, the live site is elsewhere."""

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from generator.publish.manifest import NAME
from generator.publish.outcome import Outcome, Stopped
from generator.publish.project import Project

FULL = (errno.EFBIG, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO)
"""What a disk says that takes nothing more."""
TOLD = 30
"""How many lines of its output are told when it fails; the log has all."""

NEEDED = 1 << 20
"""Bytes that a disk has free unless it is full."""
_DISK = re.compile(rf"\[Errno ({'|'.join(map(str, FULL))})\]")


def build(project: Project, site: Path, log: Path, epoch: int, lock: int) -> None:
    """Build the project into a folder. The output goes to the log. The builder inherits the
    lock, so that no other run begins while it writes. Raises ``Stopped`` where it fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(project.config), "--site-dir", str(site)]
    with log.open("wb") as output:
        code = subprocess.run(
            command,
            cwd=project.config.parent,
            env=_environment(epoch),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[lock],
            check=False,
        ).returncode
    if code or not (site / "index.html").is_file():
        told = log.read_text("utf-8", errors="replace")
        raise Stopped(_blamed(told, site), told.splitlines()[-TOLD:])
    if (site / NAME).exists():
        raise Stopped(Outcome.BUILD, [f"{project.docs.name}/{NAME}"])


def _blamed(told: str, site: Path) -> Outcome:
    """Whether the project is at fault, or the disk, which may have cut the log short too."""
    full = shutil.disk_usage(site).free < NEEDED
    return Outcome.IMPOSSIBLE if full or _DISK.search(told) else Outcome.BUILD


def _environment(epoch: int) -> dict[str, str]:
    """Times come from the data; the log is plain UTF-8 without the theme's announcements."""
    plain = {"NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    return {"SOURCE_DATE_EPOCH": str(epoch), **os.environ, **plain}
