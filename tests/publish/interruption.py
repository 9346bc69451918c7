"""Kill or stop a run of ``scorebook publish`` at a file operation that is named beforehand.

Python reports each file operation to the audit hooks of its process just before it happens. The
hook of this module runs in the job and in the builder that the job starts: ``startup`` on
PYTHONPATH installs it in both. Two variables of the environment say what it does:

- ``RECORD_OPERATIONS``: a file that gets the name of every operation, one a line.
- ``INTERRUPT``: a signal and the name of an operation, such as ``9 job os.rename current 1``. The
  signal arrives before that operation is carried out. It goes to the whole process group
  (SIGKILL), or to the process alone (SIGSTOP).

A name holds the process (``job`` or ``builder``), the event of the audit, the path inside the
folder of releases, and how often the process has done the same before, from 1. Ids of releases
and digests are left out of it, so that a name means the same in each run.
"""

import os
import re
import signal
import sys
import threading
from collections import Counter
from pathlib import Path

CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"}
RELEASE = re.compile(r"\b\d{5}-[0-9a-f]{8}\b")
DIGEST = re.compile(r"\b[0-9a-f]{12}\b")
WRITING = os.O_WRONLY | os.O_RDWR
STARTUP = Path(__file__).with_name("startup")


def environment(root: Path, releases: Path) -> dict[str, str]:
    """The variables of a run whose operations in the folder `releases` are watched."""
    path = os.pathsep.join(map(str, (root, STARTUP, STARTUP.parent)))
    return {"PYTHONPATH": path, "WATCHED_FOLDER": f"{releases.resolve()}/"}


def install() -> None:
    """Watch the operations of this process, if the environment asks for it."""
    record, interrupt = os.environ.get("RECORD_OPERATIONS"), os.environ.get("INTERRUPT")
    if not record and not interrupt:
        return
    process = "builder" if "generator.mkdocs_plugin.builder" in sys.orig_argv else "job"
    folder, number = os.environ["WATCHED_FOLDER"], os.getpid()
    sent, _, wanted = (interrupt or "").partition(" ")
    lock, counts = threading.Lock(), Counter[str]()

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in CHANGES and event != "open":
            return
        name = _name(event, arguments, folder)
        if name is None or os.getpid() != number:
            return
        with lock:
            counts[name] += 1
            operation = f"{process} {name} {counts[name]}"
            if record:
                _append(record, f"{operation}\n")
            if operation == wanted:
                _interrupt(int(sent))

    sys.addaudithook(hook)


def _name(event: str, arguments: tuple[object, ...], folder: str) -> str | None:
    """The name of an operation that changes something in the watched folder."""
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITING):
        return None
    path = arguments[1] if event in ("os.link", "os.rename", "os.symlink") else arguments[0]
    if not isinstance(path, str | os.PathLike):
        return None
    within = arguments[1] if event in ("os.remove", "os.rmdir") else -1
    base = os.getcwd() if within == -1 else os.readlink(f"/proc/self/fd/{within}")
    full = os.path.join(base, os.fspath(path))
    if not full.startswith(folder):
        return None
    shown = RELEASE.sub("RELEASE", full.removeprefix(folder))
    return f"{event} {DIGEST.sub('DIGEST', shown)}"


def _append(file: str, line: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, line.encode())
    os.close(descriptor)


def _interrupt(number: int) -> None:
    if number == signal.SIGKILL:
        os.killpg(0, signal.SIGKILL)
    else:
        os.kill(os.getpid(), number)
