"""Record what a process, and every process forked from it, reads: files, folders, variables."""

import json
import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from importlib.util import source_from_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from generator.publish.inputs import PROGRAM, state_of

_WRITING = os.O_WRONLY | os.O_RDWR
_IMPORTER = "<frozen importlib._bootstrap_external>"
"""The file of the code that lists the folders where modules may lie."""
_CACHES = ("/__pycache__/", "/.cache/", "/_jinja2-cache-", "/.scorebook-job-")
"""Parts of paths that hold what is made from other files."""
_SYSTEM = re.compile("/(proc|sys|dev(?!/shm))/")
"""What is no file; projects may lie on the disk in memory."""
_CALLERS = 4
"""How many frames lie at most between a lookup of a variable and the code that wants it."""


class Recorder:
    """Writes down each file and folder when it is first opened, and each variable of the
    environment that code of the project asks for.

    ``root`` is the folder of the project; what lies in ``ignored`` folders is left out, as are
    the program itself and installed packages, which are known by their versions.
    """

    def __init__(self, root: Path, ignored: tuple[Path, ...]) -> None:
        installed = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib")}
        folders = (*installed, *map(str, (PROGRAM, *ignored)))
        self._ignored = tuple(f"{os.path.abspath(folder)}/" for folder in folders)
        self._root = f"{root}/"
        self._prefix = f"{sys.prefix}/"
        self._installed = (self._prefix, *filter(None, sys.path))
        self._file = TemporaryFile("a+b", buffering=0)  # noqa: SIM115 - as long as the process
        self._seen: set[str] = set()
        self._busy = False

    def install(self) -> None:
        """Record from now on."""
        record_variable = self._record_variable

        class Environment(type(os.environ)):  # type: ignore[misc]
            def __getitem__(self, key: str) -> str:
                record_variable(key)
                return super().__getitem__(key)  # type: ignore[no-any-return]

        os.environ.__class__ = Environment
        sys.addaudithook(self._audit)

    def record(self, path: str) -> None:
        """Record a file that another process has read."""
        self._record_path(path)

    def read(self) -> dict[str, Any]:
        """Return what was recorded: ``paths`` with the states that they had, and ``variables``.

        A path that was opened several times may have had several states.
        """
        self._file.seek(0)
        paths: dict[str, list[str]] = {}
        variables = set()
        for kind, name, state in map(json.loads, self._file):
            if kind == "variable":
                variables.add(name)
            elif state not in paths.setdefault(name, []):
                paths[name].append(state)
        return {"paths": dict(sorted(paths.items())), "variables": sorted(variables)}

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._busy or event not in ("open", "os.listdir", "os.scandir"):
            return
        self._busy = True
        try:
            self._record(event, arguments)
        finally:
            self._busy = False

    def _record(self, event: str, arguments: tuple[Any, ...]) -> None:
        path = "." if arguments[0] is None else arguments[0]
        if isinstance(path, int):
            return
        name = os.path.abspath(os.fsdecode(path))
        if not os.path.isabs(path) and not os.path.exists(name):
            return  # counts from another folder than the current one
        if event == "open" and arguments[2] & _WRITING:
            self._seen.add(name)  # what the build has written itself is no input
        elif event == "open" or sys._getframe(2).f_code.co_filename != _IMPORTER:
            self._record_path(_source(name))

    def _record_path(self, path: str) -> None:
        if path in self._seen:
            return
        self._seen.add(path)
        if path.startswith(self._ignored) or any(cache in path for cache in _CACHES):
            return
        if _SYSTEM.match(path):
            return
        if path.startswith(self._installed) and not path.startswith(self._root):
            return
        self._write("path", path, state_of(path))

    def _record_variable(self, name: str) -> None:
        if not self._busy and name not in self._seen and any(map(self._is_own, _calling_files())):
            self._seen.add(name)
            self._write("variable", name, "")

    def _is_own(self, file: str) -> bool:
        """Say whether a file is code of the project, neither installed nor of this program."""
        inside = file.startswith(self._root)
        return inside and not file.startswith((*self._ignored, self._prefix))

    def _write(self, kind: str, name: str, state: str) -> None:
        os.write(self._file.fileno(), json.dumps([kind, name, state]).encode() + b"\n")


def _calling_files() -> Iterator[str]:
    frame = sys._getframe(3)
    for _ in range(_CALLERS):
        yield frame.f_code.co_filename
        if frame.f_back is None:
            return
        frame = frame.f_back


def _source(path: str) -> str:
    """Return the source of a compiled module, and any other path as it is."""
    try:
        return source_from_cache(path) if path.endswith(".pyc") else path
    except ValueError:
        return path
