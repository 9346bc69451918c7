"""What a download is: a file beside a page, made when its bytes are asked for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Form = Literal["json", "csv", "xlsx", "feed", "schema"]


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the site: its path, its form, and the pages that offer it. ``title`` tells
    files of one form on one page apart."""

    path: str
    form: Form
    make: Callable[[], bytes]
    pages: tuple[str, ...] = ()
    title: str = ""

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.make()


def by_page(downloads: Iterable[Download]) -> Mapping[str, tuple[Download, ...]]:
    """The downloads that each page offers, by the path of the page."""
    offered: dict[str, tuple[Download, ...]] = {}
    for download in downloads:
        for page in download.pages:
            offered[page] = (*offered.get(page, ()), download)
    return offered
