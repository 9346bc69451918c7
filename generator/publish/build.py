"""Ask MkDocs, in a process of its own, for the settings of a project and for its site."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.gates.site_files import MANIFEST
from generator.publish.inputs import Record, short_path
from generator.publish.project import Project, to_project
from generator.publish.status import Outcome, Stopped
from generator.publish.store import Store

LOG_LINES = 30
"""How many of the last lines of the log a failed run reports."""
BUILDER = "generator.mkdocs_plugin.builder"
"""The module that runs MkDocs; nothing here imports it."""

_DISK_ERRORS = (errno.EFBIG, errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO)
"""The errors of a disk that takes nothing more."""
_DISK_ERROR = re.compile(rf"\[Errno ({'|'.join(map(str, _DISK_ERRORS))})\]")
_FREE_BYTES = 1 << 20
"""A disk with fewer free bytes counts as full."""


@dataclass(frozen=True)
class Built:
    """What the builder says of a site: what it read, in which states, and what it read of the
    data: the ``ids`` of all clauses and organizations, the files of ``results``, of which some
    are ``drafts``."""

    record: Record
    states: Mapping[str, list[str]]
    ids: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()


def merge_states(builts: Iterable[Built]) -> dict[str, list[str]]:
    """Return the states in which several builds read each path: one state if all saw the same."""
    states: dict[str, list[str]] = {}
    for built in builts:
        for path, seen in built.states.items():
            known = states.setdefault(path, [])
            known += [state for state in seen if state not in known]
    return states


def merge_records(builts: Sequence[Built]) -> Record:
    """Return what several builds read."""
    records = [built.record for built in builts]
    paths = dict.fromkeys(path for record in records for path in record.paths)
    variables = {variable for record in records for variable in record.variables}
    if len(records) == 1:
        return records[0]
    return Record(max(record.epoch for record in records), tuple(paths), tuple(sorted(variables)))


def read_project(config: Path, store: Store, lock: int) -> Project:
    """Ask for the settings of a project; raises ``Stopped`` with ``BUILD`` where they are wrong."""
    config = config.absolute()
    return to_project(config, _ask("settings", config, store, lock))


def build(project: Project, store: Store, lock: int, folder: str = "", audience: str = "") -> Built:
    """Build the site of a project in a ``folder`` of the staging folder of a store.

    With an ``audience`` it is the site of its readers, with the trees of organizations beside it.

    MkDocs inherits the descriptor ``lock``, so that no other run begins while it writes. Raises
    ``Stopped`` with ``BUILD`` if the project is at fault, and with ``IMPOSSIBLE`` if the disk is.
    """
    site = store.staging / folder
    site.mkdir(parents=True, exist_ok=True)
    for_whom = [audience] if audience else []
    answer = _ask("build", project.config, store, lock, str(site), *for_whom)
    if (site / MANIFEST).exists():
        raise Stopped(Outcome.BUILD, [f"{project.docs.name}/{MANIFEST}"])
    root, states = project.config.parent, answer["paths"]
    paths = tuple(short_path(path, root) for path in states)
    record = Record(answer["epoch"], paths, tuple(answer["variables"]))
    facts = {name: tuple(answer[name]) for name in ("ids", "results", "drafts")}
    return Built(record, states, **facts)


def _ask(command: str, config: Path, store: Store, lock: int, *arguments: str) -> dict[str, Any]:
    """Run the builder, with its output in the log, and return what it answers."""
    answer, log = store.answer, store.folder / "build.log"
    started = [sys.executable, "-P", "-m", BUILDER, command, str(config), str(answer), *arguments]
    answer.unlink(missing_ok=True)
    with log.open("wb") as output:
        status = subprocess.run(
            started,
            cwd=config.parent,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[lock],
            check=False,
        ).returncode
    if status or not answer.is_file():
        text = log.read_text("utf-8", errors="replace")
        lines = text.splitlines()[-LOG_LINES:] or [f"{config.name}: exit status {status}"]
        raise Stopped(_outcome_of_failure(text, store.releases), lines)
    content: dict[str, Any] = json.loads(answer.read_bytes())
    return content


def _outcome_of_failure(log: str, folder: Path) -> Outcome:
    """Tell a fault of the project from one of the disk, which may have cut the log short too."""
    full = shutil.disk_usage(folder).free < _FREE_BYTES
    return Outcome.IMPOSSIBLE if full or _DISK_ERROR.search(log) else Outcome.BUILD


def _environment() -> dict[str, str]:
    """Return the environment of MkDocs: the log is plain UTF-8, without the theme's notices."""
    output = {"NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    return {**os.environ, **output}
