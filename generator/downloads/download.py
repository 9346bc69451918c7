"""What a download is: a file beside a page, made when its bytes are asked for."""

from collections.abc import Callable
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
