"""What a download is: a file beside a page, made when its bytes are asked for."""

from collections.abc import Callable
from typing import Literal, NamedTuple

Form = Literal["json", "csv", "xlsx", "feed", "schema"]


class Download(NamedTuple):
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
