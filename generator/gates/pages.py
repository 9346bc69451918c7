"""Gates of pages: that their links lead somewhere, and that no pages are lost."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.gates.gate import NOT_COMPARED, Case, Finding, finding
from generator.gates.site_files import list_files
from generator.gates.site_reader import read_attributes


def links(case: Case) -> Iterator[Finding]:
    """Every link of a page to the site itself leads to a file that is there.

    Its anchor is an id on that page.
    """
    files = frozenset(list_files(case.site))
    resolver = _Resolver(files, case.address, urlsplit(case.address).path or "/")
    wanted: dict[str, dict[str, _Link]] = defaultdict(dict)
    for page in sorted(file for file in files if file.endswith(".html")):
        attributes = read_attributes(case.site / page)
        for link in sorted(attributes.links):
            target = resolver.resolve(page, link)
            if target is None:
                continue
            if target.file not in files:
                yield finding("dead-link", page=page, link=link)
            elif target.file == page and target.anchor:
                if target.anchor not in attributes.ids:
                    yield finding("dead-anchor", page=page, link=link)
            elif target.anchor and target.file.endswith(".html"):
                wanted[target.file].setdefault(target.anchor, _Link(page, link))
    yield from _dead_anchors(case, wanted)


def pages(case: Case) -> Iterator[Finding]:
    """A site has at most the allowed percentage of pages less than the one before."""
    if case.before is None:
        yield NOT_COMPARED
        return
    before = case.pages
    now = sum(path.endswith(".html") for path in list_files(case.site))
    if (before - now) * 100 > case.shrinkage * before:
        yield finding("pages", before=before, now=now, share=case.shrinkage)


class _Link(NamedTuple):
    """A link as it is written on a page."""

    page: str
    link: str


class _Target(NamedTuple):
    """A file of the site, and an anchor in it, or an empty text."""

    file: str
    anchor: str


def _dead_anchors(case: Case, wanted: dict[str, dict[str, _Link]]) -> Iterator[Finding]:
    """Yield a finding for each anchor on another page that is not there.

    ``wanted`` has for each page the anchors that are asked of it, each with the first link.
    """
    for page in sorted(wanted):
        ids = read_attributes(case.site / page).ids
        for anchor, link in sorted(wanted[page].items()):
            if anchor not in ids:
                yield finding("dead-anchor", page=link.page, link=link.link)


_OUTER = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
"""How a link begins that names a scheme or a host."""


@dataclass(frozen=True, slots=True)
class _Resolver:
    """Knows the files of a site, its address, and the path of the site on its host."""

    files: frozenset[str]
    address: str
    base: str

    def resolve(self, page: str, link: str) -> _Target | None:
        """Return the file that a server gives for a link, and the anchor of the link.

        ``None`` means that the link leads out of the site. A text fragment is no anchor.
        """
        if self.address and link.startswith(self.address):
            path, _, anchor = link[len(self.address) :].partition("#")
        elif _OUTER.match(link):
            return None
        else:
            path, _, anchor = link.partition("#")
            path = self._from_root(page, path)
        file = self._file(path.partition("?")[0])
        return _Target(file, unquote(anchor.partition(":~:")[0])) if file else None

    def _from_root(self, page: str, path: str) -> str:
        """Return a path from the root of the site; with ``..`` in front if it leads out of it."""
        if not path:
            return page
        if path.startswith("/"):
            return path.removeprefix(self.base) if path.startswith(self.base) else ".."
        return posixpath.join(posixpath.dirname(page), path)

    def _file(self, path: str) -> str:
        """Return the file of a path, which may be that of a folder; none for one outside."""
        normal = posixpath.normpath(unquote(path) or ".")
        if normal.startswith(".."):
            return ""
        index = posixpath.normpath(f"{normal}/index.html")
        is_folder = path.rpartition("/")[2] in ("", ".", "..")
        return index if is_folder or index in self.files else normal
