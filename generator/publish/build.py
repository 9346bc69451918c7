"""Build the site in a process of its own, in a folder that is not the live site's."""

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from generator.publish.manifest import MANIFEST
from generator.publish.project import Project
from generator.publish.status import Outcome, Stopped

LOG_LINES = 30
"""How many of the last lines of the log a failed run reports."""

_DISK_ERRORS = (errno.EFBIG, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO)
"""The errors of a disk that takes nothing more."""
_DISK_ERROR = re.compile(rf"\[Errno ({'|'.join(map(str, _DISK_ERRORS))})\]")
_FREE_BYTES = 1 << 20
"""A disk with fewer free bytes counts as full."""


def build(project: Project, site: Path, log: Path, epoch: int, lock: int) -> None:
    """Run MkDocs for a project, and have it write to the folder ``site``.

    Its output goes to the file ``log``. ``epoch`` is the date of the site in seconds since 1970.
    MkDocs inherits the descriptor ``lock``, so that no other run begins while it writes. Raises
    ``Stopped`` with ``BUILD`` if the project is at fault, and with ``IMPOSSIBLE`` if the disk is.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(project.config), "--site-dir", str(site)]
    with log.open("wb") as output:
        status = subprocess.run(
            command,
            cwd=project.config.parent,
            env=_environment(epoch),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[lock],
            check=False,
        ).returncode
    if status or not (site / "index.html").is_file():
        text = log.read_text("utf-8", errors="replace")
        raise Stopped(_outcome_of_failure(text, site), text.splitlines()[-LOG_LINES:])
    if (site / MANIFEST).exists():
        raise Stopped(Outcome.BUILD, [f"{project.docs.name}/{MANIFEST}"])


def _outcome_of_failure(log: str, site: Path) -> Outcome:
    """Tell a fault of the project from one of the disk, which may have cut the log short too."""
    full = shutil.disk_usage(site).free < _FREE_BYTES
    return Outcome.IMPOSSIBLE if full or _DISK_ERROR.search(log) else Outcome.BUILD


def _environment(epoch: int) -> dict[str, str]:
    """Return the environment of MkDocs: the log is plain UTF-8, without the theme's notices."""
    output = {"NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    return {"SOURCE_DATE_EPOCH": str(epoch), **os.environ, **output}
