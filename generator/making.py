"""Pages and downloads → files in the folder of a site."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.addresses import destination
from generator.downloads import Download
from generator.pages import Page
from generator.site import Site, Written

Make = Callable[[Written], bytes]
"""What makes a file of a page."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the files of a site in a folder; ``directories`` says how its host serves pages."""

    site: Site
    folder: str
    directories: bool

    def page(self, page: Page, make: Make) -> None:
        """Make a page."""
        path = destination(page.path, directories=self.directories)
        put(f"{self.folder}/{path}", make(self.site.written(page)))

    def own_downloads(self, page: Page) -> None:
        """Make the downloads that no other page offers."""
        for one in self.site.own_downloads(page):
            self.download(one)

    def download(self, download: Download) -> None:
        """Make a download."""
        put(f"{self.folder}/{download.path}", download.content)


def put(target: str, content: bytes) -> None:
    """Write a file, and the folders that it lies in. The names of tens of thousands of small
    files are texts, for as ``Path`` they would cost as much as the writing."""
    try:
        out = open(target, "wb")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        out = open(target, "wb")  # noqa: SIM115
    with out:
        out.write(content)
