"""Serve a site: files are made when a browser asks for them, and changes are seen soon."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from generator.dataset.approved import Read
from generator.yaml.nodes import Document

Make = Callable[[], object]
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_LOOK_EVERY = 0.2
"""Seconds between two looks at the watched files; MkDocs takes half a second."""
_SETTLED_AFTER = 0.05
"""Seconds without a further change after which a build begins; MkDocs takes a tenth."""


class CachedReader:
    """Reads files. A file that has not changed since it was last read is not read again."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: dict[Path, tuple[tuple[int, int], Document]] = {}

    def __call__(self, file: Path) -> Document:
        """Return what a file holds."""
        state = _state(file)
        if file not in self._known or self._known[file][0] != state:
            self._known[file] = (state, self._read(file))
        return self._known[file][1]


def _state(file: Path) -> tuple[int, int]:
    """Return when a file was last changed, in ns, and its size; zeros if it cannot be read."""
    try:
        status = file.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


class LazyFiles:
    """The files of a site that are still to be made, by the paths that they will have."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._building = False
        self._todo: dict[str, Make] = {}
        self._folders: dict[str, Make] = {}

    def replace(self, files: Mapping[str, Make], folders: Mapping[str, Make]) -> None:
        """Take what a new build leaves to be made, by path: files, and folders made as a whole."""
        self._todo, self._folders = dict(files), dict(folders)

    def begin(self) -> None:
        """Begin a build; requests for files wait until it ends."""
        self._lock.acquire()
        self._building = True

    def end(self) -> None:
        """End a build, whether it succeeded or failed, and let requests go on."""
        if self._building:
            self._building = False
            self._lock.release()

    def make(self, path: str) -> bool:
        """Make the file at a path if it is still to be made; returns whether it was."""
        with self._lock:
            folder = next((name for name in self._folders if path.startswith(f"{name}/")), "")
            make = self._todo.pop(path, None) or self._folders.pop(folder, None)
            if make:
                make()
            return make is not None

    def wrap(self, app: App, mount: str) -> App:
        """Return the WSGI application with missing files made on request.

        ``mount`` is the path of the site on its host.
        """

        def respond(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
            answer = _call(app, environ)
            if answer.status.startswith("404") and self._make_page(path.removeprefix(mount)):
                answer = _call(app, environ)
            start(*answer.beginning)
            return answer.body

        return respond

    def _make_page(self, path: str) -> bool:
        """Make the file that a browser asks for; returns whether there is one at this path."""
        if path.endswith("/") or not path:
            return self.make(f"{path}index.html")
        return self.make(path) or self.make(f"{path}/index.html")


class Answer(NamedTuple):
    """An answer of an application: the arguments that it begins with, and its body."""

    beginning: tuple[Any, ...]
    body: Iterable[bytes]

    @property
    def status(self) -> str:
        """The HTTP status with its words."""
        return str(self.beginning[0])


def _call(app: App, environ: dict[str, Any]) -> Answer:
    beginnings: list[tuple[Any, ...]] = []
    body = app(environ, lambda *beginning: beginnings.append(beginning))
    return Answer(beginnings[0], body)


def watch_closely(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Let a server look for changed files every ``_LOOK_EVERY`` seconds."""
    files = [config.docs_dir, *filter(None, [config.config_file_path])]
    for file in files:
        server.unwatch(file)
    server.observer = PollingObserver(timeout=_LOOK_EVERY)
    for file in files:
        server.watch(file)
    server.build_delay = _SETTLED_AFTER
    return server
