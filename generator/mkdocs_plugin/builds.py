"""Three ways to build a site: with MkDocs alone, fast by workers, and page by page for a server."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.exceptions import PluginError
from mkdocs.utils import write_file

from generator.dataset.book import Book
from generator.exports.download import Download
from generator.messages.labels import Labels
from generator.mkdocs_plugin.host import Host
from generator.mkdocs_plugin.page_wise import PageWise
from generator.mkdocs_plugin.progress import show_progress
from generator.mkdocs_plugin.serve import LazyFiles
from generator.pages.page import Page
from generator.render.markdown_page import MarkdownPage
from generator.scoring.card import Scorecard
from generator.search.prose import Prose
from generator.search.records import card_records
from generator.site import INDEX, Site
from generator.turbo.building import TaskResult, start_downloads, start_pages, write_page
from generator.turbo.job import Job
from generator.turbo.page_shells import Finish, ShellStore, encode
from generator.turbo.workers import TaskQueue
from generator.urls import HOME, RULES, destination

SAMPLES = 8
"""Organizations whose pages show which shells most pages need."""
log = logging.getLogger("mkdocs.plugins.scorebook")


@contextmanager
def words_for_workers(labels: Labels) -> Iterator[None]:
    """Raise ``PluginError`` where a process of an executor was ended from outside."""
    try:
        yield
    except BrokenExecutor:
        raise PluginError(labels("console.worker_ended")) from None


class PlainBuild:
    """MkDocs builds each page; downloads and the search index are written at the end.

    ``rendered`` holds the pages that MkDocs builds, by their paths. ``write_trees``, if given,
    writes the trees of organizations; it is told how the host finishes a page, and whether pages
    of a shape are alike.
    """

    write_trees: Callable[[Finish, bool], None] | None = None
    whole: Book | None = None
    """The book of all data, where that of the site is not."""

    def __init__(
        self,
        site: Site,
        cards: Sequence[Scorecard] = (),
    ) -> None:
        self.site = site
        self.cards = cards
        self.rendered: Mapping[str, MarkdownPage] = {}

    def plan(self, listed: frozenset[str], others: Sequence[PageWise]) -> None:  # noqa: ARG002
        """Render what MkDocs builds; ``listed`` are the pages that the navigation marks on
        themselves, and ``others`` may look at single pages."""
        self.rendered = {page.path: self.site.render(page) for page in self.site.pages}

    def start_downloads(self) -> None:
        """Start what does not need MkDocs; it has emptied the folder of the site."""

    def start(self, host: Host, prose: Sequence[Prose]) -> None:
        """Start the work that MkDocs does not do; it has read all pages."""
        self.host = host
        self.prose = prose

    def take(self, path: str, html: str) -> None:
        """Take a page that MkDocs has built."""

    def finish(self) -> None:
        """Finish the site when MkDocs has built its pages."""
        for download in self.site.downloads():
            self.write(download.path, download.make())
        self.write_index()
        if self.write_trees:
            self.write_trees(self.host.finish, False)

    def write_index(self) -> None:
        """Write the search index."""
        serving = self.site.serving
        records = card_records(self.cards, self.site.labels, directories=serving.directories)
        if serving.searched:
            for path, content in self.site.search_index(records, self.prose).items():
                self.write(path, content)

    def write(self, path: str, content: bytes) -> None:
        """Write a file of the site."""
        write_file(content, os.path.join(self.host.config.site_dir, path))

    def cancel(self) -> None:
        """Give up the build, whether or not it has been finished."""


class StampedBuild(PlainBuild):
    """Tasks of an executor make all pages that are not in the navigation, and all else.

    MkDocs builds one page of each kind too, as a proof that stamping makes the same.
    """

    def __init__(self, job: Job, executors: Sequence[Executor], stack: ExitStack) -> None:
        super().__init__(job.site)
        self.job = job
        self._executors = executors
        self._stack = stack
        self._downloads = self._tasks = TaskQueue((), (), ())
        self._taken = 0
        self._proofs: dict[str, str] = {}
        self._finishing = self._stamping = False
        self._pages = 0

    def plan(self, listed: frozenset[str], others: Sequence[PageWise]) -> None:
        """Choose the pages that are stamped, and render those that MkDocs builds."""
        self._stamping = not others
        pages = () if others else self.site.pages
        candidates = [page for page in pages if page.path not in listed]
        proofs: dict[str, Page] = {}
        self.stamped = [
            page for page in candidates if proofs.setdefault(page.template, page) is not page
        ]
        self._proofs = {page.path: "" for page in proofs.values()}
        stamped = {page.path for page in self.stamped}
        built = [page for page in self.site.pages if page.path not in stamped]
        self.rendered = {page.path: self.site.render(page) for page in built}

    def start_downloads(self) -> None:
        """Let workers write the downloads while MkDocs reads its pages."""
        self._downloads = start_downloads(self.job, self._executors)
        self._stack.callback(self._downloads.cancel)

    def start(self, host: Host, prose: Sequence[Prose]) -> None:
        """Let workers write pages while MkDocs builds its own."""
        super().start(host, prose)
        paths = {page.path for page in self.stamped}
        self._tasks = start_pages(self.job, self._executors, paths, prose)
        self._stack.callback(self._tasks.cancel)
        if self.stamped:
            self._make_common_shells()

    def _make_common_shells(self) -> None:
        """Make the shells that most pages need, so that workers hand back few."""
        organizations = self.job.book.organizations
        for organization in organizations[:: -(-len(organizations) // SAMPLES) or 1]:
            for page in self.site.organization_pages(organization):
                self.job.shells.finish(self.site.render(page), self._finish_page)

    def take(self, path: str, html: str) -> None:
        """Compare proofs later, and finish what workers could not."""
        if path in self._proofs:
            self._proofs[path] = html
        if not self._finishing:
            while not self._tasks.done.empty():
                self._pages += self._complete_next()

    def finish(self) -> None:
        """Wait for the tasks, then compare the proofs.

        If stamping made one page otherwise than MkDocs, MkDocs builds all pages.
        """
        labels, count = self.site.labels, len(self.stamped)
        different = self._different()
        show_progress(self._wait(), count, labels)
        if different:
            log.info(labels("console.not_alike", page=different))
            show_progress(map(self._build_slowly, self.stamped), count, labels)
        if self.write_trees:
            self.write_trees(self._finish_page, self._stamping and not different)
        self.cancel()

    def _wait(self) -> Iterator[int]:
        yield self._pages
        while self._taken < self._tasks.count:
            yield self._complete_next()
        for _ in range(self._downloads.count):
            with words_for_workers(self.site.labels):
                self._downloads.done.get().result()

    def _complete_next(self) -> int:
        """Wait for a task, and finish the pages that it handed back; returns how many are made."""
        self._taken += 1
        with words_for_workers(self.site.labels):
            result: TaskResult = self._tasks.done.get().result()
        for page in result.unfinished:
            write_page(self.job, page.path, self.job.shells.finish(page, self._finish_page))
        return result.pages + len(result.unfinished)

    def _finish_page(self, page: MarkdownPage) -> str:
        """Let MkDocs build a page.

        Its hooks call ``take``, which must not begin with another page meanwhile.
        """
        self._finishing = True
        try:
            return self.host.finish(page)
        finally:
            self._finishing = False

    def _different(self) -> str:
        """Return the path of a page that stamping makes otherwise than MkDocs, or an empty text."""
        for path, html in self._proofs.items():
            page = self.rendered[path]
            if self.job.shells.finish(page, self._finish_page) != encode(html):
                return path
        return ""

    def _build_slowly(self, page: Page) -> int:
        html = self._finish_page(self.site.render(page))
        write_page(self.job, page.path, encode(html))
        return 1

    def cancel(self) -> None:
        """Stop the workers, and remove the files of the job."""
        self._stack.close()


class ServedBuild(PlainBuild):
    """Builds nearly nothing: pages, downloads and the index are made when a browser asks."""

    def __init__(self, site: Site, cards: Sequence[Scorecard], lazy: LazyFiles) -> None:
        super().__init__(site, cards)
        self.lazy = lazy
        self._folder = TemporaryDirectory(prefix="scorebook-")
        self._shells = ShellStore(Path(self._folder.name))

    def plan(self, listed: frozenset[str], others: Sequence[PageWise]) -> None:
        """Leave to MkDocs the pages whose text the search takes from their HTML, and all pages
        if others may change them before they are built."""
        self._listed = listed
        self._stamping = not others
        changing = any(one.files for one in others)
        read = (RULES, HOME) if self.site.serving.introduction else (RULES,)
        pages = [page for page in self.site.pages if changing or page.path in read]
        self.rendered = {page.path: self.site.render(page) for page in pages}

    def start(self, host: Host, prose: Sequence[Prose]) -> None:
        """Tell the server how to make each file."""
        super().start(host, prose)
        pages = [page for page in self.site.pages if page.path not in self.rendered]
        directories = self.site.serving.directories
        files = {
            destination(page.path, directories=directories): partial(self._write_page, page)
            for page in pages
        }
        files |= {
            download.path: partial(self._write_download, download)
            for download in self.site.downloads()
        }
        self.lazy.replace(files, {INDEX: self.write_index})

    def _write_page(self, page: Page) -> None:
        source = self.site.render(page)
        listed = page.path in self._listed  # the navigation marks it, which a shell could not
        content = (
            self._shells.finish(source, self.host.finish)
            if self._stamping and not listed
            else encode(self.host.finish(source))
        )
        self.write(destination(page.path, directories=self.site.serving.directories), content)

    def _write_download(self, download: Download) -> None:
        self.write(download.path, download.make())

    def finish(self) -> None:
        """Do nothing: browsers ask."""
