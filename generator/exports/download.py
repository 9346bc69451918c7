"""A download: a file beside the pages, which is made when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Literal, NamedTuple

from generator.messages.labels import Labels
from generator.messages.report import note_source
from generator.problem import Place

Format = Literal["json", "csv", "xlsx", "docx", "feed", "schema"]


class Download(NamedTuple):
    """A file of the site, made when its bytes are asked for.

    ``pages`` are the paths of the pages that offer it. ``title`` tells the files of one format on
    one page apart.
    """

    path: str
    format: Format
    make: Callable[[], bytes]
    pages: tuple[str, ...] = ()
    title: str = ""


def by_page(downloads: Iterable[Download]) -> Mapping[str, tuple[Download, ...]]:
    """Return the downloads that each page offers, by the path of the page."""
    offered: dict[str, tuple[Download, ...]] = {}
    for download in downloads:
        for page in download.pages:
            offered[page] = (*offered.get(page, ()), download)
    return offered


def made_of(place: Place, downloads: Iterable[Download], labels: Labels) -> Iterator[Download]:
    """Yield downloads that name the data file of a place where they cannot be made."""

    def make(download: Download) -> bytes:
        try:
            return download.make()
        except Exception as error:
            note_source(error, download.path, place.file, labels)
            raise

    for download in downloads:
        yield download._replace(make=partial(make, download))
