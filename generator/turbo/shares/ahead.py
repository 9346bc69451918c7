"""Pages that a process makes ready before it is told where they go.

While one process plans the site, the others that keep the cards would stand idle; but what a
page says, and what its downloads hold, they know already.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.pages import Page
from generator.site import Site, Written
from generator.turbo.making import contents

_TOGETHER = 25
"""So many pages are made together."""
_MOST = 48
"""So many times that number are kept at most, each page of 0.1 MB with its downloads."""


class Ready(NamedTuple):
    """Pages as Markdown, and their downloads by path."""

    written: Sequence[Written]
    downloads: Sequence[tuple[str, bytes]]


class Ahead:
    """The pages of a site in their order, some of them together, and as many of them ready as
    there was time for."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._left = (
            site.pages[start : start + _TOGETHER] for start in range(0, len(site.pages), _TOGETHER)
        )
        self._ready: deque[Ready] = deque()

    def more(self) -> bool:
        """Make more pages ready; whether there were any to be made."""
        pages = next(self._left, ()) if len(self._ready) < _MOST else ()
        if pages:
            self._ready.append(self._made(pages))
        return bool(pages)

    def taken(self) -> Iterator[Ready]:
        """All pages, those made now that were not ready; they are kept no longer."""
        while self._ready or self.more():
            yield self._ready.popleft()

    def _made(self, pages: Sequence[Page]) -> Ready:
        own = [self._site.own_downloads(page) for page in pages]
        written = map(self._site.written, pages, own)
        return Ready(list(written), contents([one for some in own for one in some]))
