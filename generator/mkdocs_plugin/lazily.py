"""While a server runs: files are made when a browser asks for them, and changes seen soon."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import RLock
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from generator.yaml.loader import Document, read

Make = Callable[[], object]
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_LOOK_EVERY = 0.2
"""Seconds between two looks at the watched files; MkDocs takes half a second."""
_SETTLED_AFTER = 0.05
"""Seconds without a further change after which a build begins; MkDocs takes a tenth."""


class Remembering:
    """Reads files, and those that have not changed since it last read them not again."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], Document]] = {}

    def __call__(self, file: Path) -> Document:
        """Return what a file holds."""
        state = _state(file)
        if file not in self._known or self._known[file][0] != state:
            self._known[file] = (state, read(file))
        return self._known[file][1]


def _state(file: Path) -> tuple[int, int]:
    """When a file was last changed, and its size; of one that cannot be asked, nothing."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


class Later:
    """What of the site is still to be made, by the paths that it will have."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._building = False
        self._todo: dict[str, Make] = {}
        self._folders: dict[str, Make] = {}

    def offer(self, files: Mapping[str, Make], folders: Mapping[str, Make]) -> None:
        """Replace all by what a new build left open: files, and whole folders, by path."""
        self._todo, self._folders = dict(files), dict(folders)

    def begin(self) -> None:
        """A build begins: who asks for a file waits until it ends."""
        self._lock.acquire()
        self._building = True

    def end(self) -> None:
        """The build that began has ended, well or not."""
        if self._building:
            self._building = False
            self._lock.release()

    def make(self, path: str) -> bool:
        """Make the file at a path, and what else its maker makes, if it is still to be made;
        whether it was."""
        with self._lock:
            folder = next((one for one in self._folders if path.startswith(f"{one}/")), "")
            found = self._todo.pop(path, None) or self._folders.pop(folder, None)
            if found:
                found()
            return found is not None

    def around(self, app: App, mount: str) -> App:
        """The same application; what it does not find is made, and asked for again."""

        def asked(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
            answer = _heard(app, environ)
            if answer[0][0].startswith("404") and self._made(path.removeprefix(mount)):
                answer = _heard(app, environ)
            start(*answer[0])
            return answer[1]

        return asked

    def _made(self, path: str) -> bool:
        """Whether anything was made for a path that a browser asks for."""
        if path.endswith("/") or not path:
            return self.make(f"{path}index.html")
        return self.make(path) or self.make(f"{path}/index.html")


def _heard(app: App, environ: dict[str, Any]) -> tuple[tuple[Any, ...], Iterable[bytes]]:
    """What an application begins its answer with, and the rest of the answer."""
    begun: list[tuple[Any, ...]] = []
    rest = app(environ, lambda *beginning: begun.append(beginning))
    return begun[0], rest


def quickened(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """The server with its watching begun anew, by an observer that looks more often."""
    files = [config.docs_dir, *filter(None, [config.config_file_path])]
    for file in files:
        server.unwatch(file)
    server.observer = PollingObserver(timeout=_LOOK_EVERY)
    for file in files:
        server.watch(file)
    server.build_delay = _SETTLED_AFTER
    return server
