"""The pages that MkDocs does not build: stamped, written, and compared with one that it did."""

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import partial

from generator.exports.download import Download
from generator.mkdocs_plugin.finishing import Host
from generator.pages.page import Page
from generator.site import Site, Written
from generator.turbo.crew import Crew, Task
from generator.turbo.making import Make, Maker
from generator.turbo.page_shells import Plates, Press, encoded
from generator.urls import destination

_SHARE = 50
"""Pages in one task: enough to make the plates worth while, few enough to show progress."""


class Stamping:
    """Pages with their downloads, to be written into the folder of the site."""

    def __init__(self, site: Site, pages: Sequence[Page], host: Host) -> None:
        self.site = site
        self.pages = pages
        self.host = host
        self.plates = Plates(self._finished)
        self.maker = Maker(site, host.config.site_dir, host.config.use_directory_urls)

    def begun(self, first: Iterable[Task]) -> Crew:
        """The work, after what is to be done ``first``, begun by as many processes as there are
        cores."""
        press = Press(self.plates)
        return Crew((*first, *self._tasks(press.stamped)), len(self.pages))

    def done(self, crew: Crew) -> Iterator[int]:
        """Wait for the work, and say how many more pages are made."""
        yield from crew.results()

    def saved(self, downloads: Sequence[Download]) -> Iterator[Task]:
        """The work of downloads that do not come with a stamped page."""
        for start in range(0, len(downloads), _SHARE):
            yield partial(self._save_all, downloads[start : start + _SHARE])

    def by_file(self, downloads: Iterable[Download], listed: Container[str]) -> dict[str, Task]:
        """The work page by page, and that of further ``downloads``, under the path of each file
        that comes of it. What is ``listed`` in the navigation is marked there, not stamped."""
        press = Press(self.plates)
        found: dict[str, Task] = {one.path: partial(self.maker.download, one) for one in downloads}
        for page in self.pages:
            make = self.plates.whole if page.path in listed else press.stamped
            task = partial(self._write, (page,), make)
            html = destination(page.path, directories=self.host.config.use_directory_urls)
            names = [one.path for one in self._own(page)]
            found |= dict.fromkeys([html, *names], task)
        return found

    def different(self, proofs: Iterable[tuple[Written, str]]) -> str:
        """A page, of those that MkDocs built, that stamping makes otherwise; or an empty text."""
        press = Press(self.plates)
        return next(
            (page.path for page, html in proofs if press.stamped(page) != encoded(html)), ""
        )

    def slowly(self) -> Iterator[int]:
        """The same pages, each finished by MkDocs."""
        with Crew(tuple(self._tasks(self.plates.whole)), len(self.pages)) as crew:
            yield from crew.results()

    def _finished(self, page: Written) -> str:
        return self.host.finished(page)

    def _own(self, page: Page) -> Sequence[Download]:
        return self.site.offered(page) if page.organization else ()

    def _tasks(self, make: Make) -> Iterator[Task]:
        for start in range(0, len(self.pages), _SHARE):
            yield partial(self._write, self.pages[start : start + _SHARE], make)

    def _write(self, pages: Sequence[Page], make: Make) -> int:
        self.maker.pages(pages, make)
        self.maker.own_downloads(pages)
        return len(pages)

    def _save_all(self, downloads: Iterable[Download]) -> int:
        """Write files; of pages, none."""
        for one in downloads:
            self.maker.download(one)
        return 0
