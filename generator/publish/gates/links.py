"""The gate of dead links."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.publish.gates.case import Case, Finding, finding
from generator.publish.manifest import files_in

_HIDDEN = re.compile(r"<!--.*?-->|(<(script|style)\b[^>]*>).*?</\2\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_LINKS = frozenset({"href", "src"})
_IDS = frozenset({"id", "name"})
_OUTER = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")


def links(case: Case) -> Iterator[Finding]:
    """Every link of a page to the site itself leads to a file that is there, and its anchor to
    an id on that page."""
    checked = _Site(case.site, frozenset(files_in(case.site)), case.project.address)
    for page in sorted(path for path in checked.files if path.endswith(".html")):
        yield from checked.page(page)
    yield from checked.anchors()


@dataclass
class _Site:
    """A site, its files, its address, and the anchors that pages ask of other pages."""

    folder: Path
    files: frozenset[str]
    address: str
    wanted: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def page(self, page: str) -> Iterator[Finding]:
        """The links of a page that lead nowhere. Anchors on other pages are noted."""
        tags = self.tags(page)
        ids: frozenset[str] | None = None
        for link in sorted(set(_values(_LINKS, tags))):
            target, anchor = self.target(page, link)
            if target == page and anchor:
                ids = _ids(tags) if ids is None else ids
                if anchor not in ids:
                    yield finding("dead-anchor", page=page, link=link)
            elif target and target not in self.files:
                yield finding("dead-link", page=page, link=link)
            elif anchor and target.endswith(".html"):
                self.wanted[target].setdefault(anchor, f"{page} → {link}")

    def anchors(self) -> Iterator[Finding]:
        """The anchors that are not on the pages where they should be."""
        for page in sorted(self.wanted):
            ids = _ids(self.tags(page))
            for anchor, asked in sorted(self.wanted[page].items()):
                if anchor not in ids:
                    asking, _, link = asked.partition(" → ")
                    yield finding("dead-anchor", page=asking, link=link)

    def tags(self, page: str) -> str:
        """The tags of a page with attributes: what stands between them is no link."""
        text = (self.folder / page).read_text("utf-8", errors="replace")
        return "".join(_TAG.findall(_HIDDEN.sub(r"\1", text)))

    def target(self, page: str, link: str) -> tuple[str, str]:
        """The file and the anchor that a link means; no file where it leads out of the site."""
        if self.address and link.startswith(self.address):
            path, _, anchor = link[len(self.address) :].partition("#")
        elif _OUTER.match(link):
            return "", ""
        else:
            path, _, anchor = link.partition("#")
            path = _resolved(page, path, urlsplit(self.address).path or "/")
        return self.file(path.partition("?")[0]), _decoded(anchor)

    def file(self, path: str) -> str:
        """The file that a server gives for a path within the site; none for one outside."""
        place = posixpath.normpath(unquote(path) or ".")
        if place.startswith(".."):
            return ""
        index = posixpath.normpath(f"{place}/index.html")
        is_folder = path.rpartition("/")[2] in ("", ".", "..")
        return index if is_folder or index in self.files else place


@cache
def _resolved(page: str, path: str, base: str) -> str:
    """A path from the root of the site; with ``..`` in front if it leads out of it."""
    if not path:
        return page
    if path.startswith("/"):
        return path.removeprefix(base) if path.startswith(base) else ".."
    return posixpath.join(posixpath.dirname(page), path)


def _decoded(anchor: str) -> str:
    """An anchor as an id; a text fragment is none."""
    return unquote(anchor.partition(":~:")[0])


def _ids(tags: str) -> frozenset[str]:
    return frozenset(_values(_IDS, tags))


def _values(names: frozenset[str], tags: str) -> Iterator[str]:
    """The values of the attributes of those names."""
    for name, *values in _ATTRIBUTE.findall(tags):
        if name in names:
            yield unescape("".join(values))
