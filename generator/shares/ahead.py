"""Pages that a process makes ready before it is told where they go.

While one process plans the site, the others that keep the cards would stand idle; but what a
page says, and what its downloads hold, they know already.
"""

from typing import NamedTuple

from generator.pages import Page
from generator.site import Site, Written

_MOST = 600
"""So many pages are kept at most, of 0.1 MB each with their downloads."""


class Ready(NamedTuple):
    """A page as Markdown, and its downloads by path."""

    written: Written
    downloads: tuple[tuple[str, bytes], ...]


class Ahead:
    """The pages of a site in their order, as many of them ready as there was time for."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._left = iter(site.pages)
        self._ready: dict[str, Ready] = {}

    def more(self) -> bool:
        """Make one more page ready; whether there was one to be made."""
        page = next(self._left, None) if len(self._ready) < _MOST else None
        if page is None:
            return False
        self._ready[page.path] = self._made(page)
        return True

    def taken(self, page: Page) -> Ready:
        """A page, made now if it was not ready; it is kept no longer."""
        return self._ready.pop(page.path, None) or self._made(page)

    def _made(self, page: Page) -> Ready:
        downloads = [(one.path, one.content) for one in self._site.own_downloads(page)]
        return Ready(self._site.written(page), tuple(downloads))
