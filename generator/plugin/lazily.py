"""While a server runs: files are made when a browser asks for them, and changes seen soon."""

from collections.abc import Callable, Iterable, Mapping
from threading import RLock
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

Make = Callable[[], object]
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_LOOK_EVERY = 0.1
"""Seconds between two looks at the watched files; MkDocs takes half a second."""
_SETTLED_AFTER = 0.05
"""Seconds without a further change after which a build begins; MkDocs takes a tenth."""


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

    def make(self, path: str) -> None:
        """Make the file at a path, and what else its maker makes, if it is still to be made."""
        with self._lock:
            folder = next((one for one in self._folders if path.startswith(f"{one}/")), "")
            for maker in (self._todo.pop(path, None), self._folders.pop(folder, None)):
                if maker:
                    maker()

    def around(self, app: App, mount: str) -> App:
        """The same application, which finds all that is asked for made."""

        def asked(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
            found = path.removeprefix(mount)
            self.make(f"{found}index.html" if path.endswith("/") else found)
            if not path.endswith("/"):
                self.make(f"{found}/index.html")
            return app(environ, start)

        return asked


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
