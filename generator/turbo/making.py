"""Pages and downloads → files in the folder of a site."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.exports.download import Download
from generator.pages.page import Page
from generator.site import Site, Written
from generator.urls import destination

Make = Callable[[Written], bytes]
"""What makes a file of a page."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the files of a site in a folder; ``directories`` says how its host serves pages."""

    site: Site
    folder: str
    directories: bool

    def pages(self, pages: Sequence[Page], make: Make) -> None:
        """Make pages, a step of the work for all of them before the next: what a step needs is
        in the processor's caches then, and no longer when it comes to the next page otherwise."""
        made = [make(written) for written in [self.site.written(page) for page in pages]]
        for page, content in zip(pages, made, strict=True):
            path = destination(page.path, directories=self.directories)
            put(f"{self.folder}/{path}", content)

    def own_downloads(self, pages: Sequence[Page]) -> None:
        """Make the downloads that no other pages offer."""
        found = [one for page in pages if page.organization for one in self.site.offered(page)]
        for path, content in contents(found):
            put(f"{self.folder}/{path}", content)

    def download(self, download: Download) -> None:
        """Make a download."""
        put(f"{self.folder}/{download.path}", download.content)


def contents(downloads: Sequence[Download]) -> list[tuple[str, bytes]]:
    """The paths and the bytes of downloads, first of all documents, and then of tables."""
    return [(one.path, one.content) for one in sorted(downloads, key=_is_table)]


def _is_table(download: Download) -> bool:
    return download.form != "json"


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def put(target: str, content: bytes) -> None:
    """Write a file, and the folders that it lies in. Of tens of thousands of small files paths
    and streams, as objects, would take as long as the writing."""
    try:
        file = os.open(target, _NEW, 0o666)
    except FileNotFoundError:
        _make(os.path.dirname(target))
        file = os.open(target, _NEW, 0o666)
    try:
        done = os.write(file, content)
        while done < len(content):
            done += os.write(file, content[done:])
    finally:
        os.close(file)


def _make(folder: str) -> None:
    """Make a folder, which mostly lies in one that there is."""
    try:
        os.mkdir(folder)
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:
        pass
