"""Read every file of a site once, by all cores: its digest, and all that gates ask of it.

A file that stands in the release before with the same digest has passed there. Of such a page
only the links and ids are wanted, which are kept beside the release.
"""

import hashlib
import json
import posixpath
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ahocorasick_rs import BytesAhoCorasick, MatchKind
from selectolax.lexbor import LexborHTMLParser

from generator.gates.contents import Unsound, check_file, read_texts
from generator.gates.site_files import MOST_IN_CHUNK, WORTH_PROCESSES, list_files
from generator.processes import cores, forked_workers

_OUTER = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
"""How a link begins that names a scheme or a host."""
NOT_A_FILE = "not-a-file"
"""The fault of a link or a device."""
_ATTRIBUTES = "[href],[src],[id],[name]"


@dataclass(frozen=True, slots=True)
class Page:
    """The ``targets`` of the links of a page within the site, as paths from its root with their
    anchors, and the ``ids`` of the page. A target that ends in a slash is a folder."""

    targets: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A file of a site: its SHA-256, why it cannot be read, the private texts in it, and, of a
    page, its links. What is ``known`` was not looked into."""

    digest: str
    fault: str = ""
    leaks: tuple[str, ...] = ()
    page: Page | None = None
    known: bool = False


@dataclass(frozen=True)
class Task:
    """What is to be read: a site, the address that its links may begin with, the digests of what
    has been read before, its pages, and the texts that must not stand in the rest."""

    site: Path
    address: str
    digests: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    private: Sequence[str] = ()


def inspect_site(task: Task) -> dict[str, Report]:
    """Read all files of a site; returns a report of each by its path."""
    paths = list_files(task.site)
    inspector = Inspector(task)
    if len(paths) < WORTH_PROCESSES or cores() == 1:
        return dict(zip(paths, inspector.inspect(paths), strict=True))
    chunks = [paths[at : at + MOST_IN_CHUNK] for at in range(0, len(paths), MOST_IN_CHUNK)]
    with forked_workers(partial(_inspectors.append, inspector)) as pool:
        reports = [report for chunk in pool.map(_inspect, chunks) for report in chunk]
    return dict(zip(paths, reports, strict=True))


_inspectors: list["Inspector"] = []
"""The inspector of a worker, which has inherited it."""


def _inspect(paths: Sequence[str]) -> list[Report]:
    return _inspectors[-1].inspect(paths)


class Inspector:
    """Reads files of the site of a task."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.base = urlsplit(task.address).path or "/"
        texts = [text.encode() for text in task.private]
        self.finder = BytesAhoCorasick(texts, matchkind=MatchKind.LeftmostLongest)

    def inspect(self, paths: Sequence[str]) -> list[Report]:
        """Return the reports of some files; equal strings in them are one object."""
        shared: dict[str, str] = {}
        return [self._inspect_file(path, shared) for path in paths]

    def _inspect_file(self, path: str, shared: dict[str, str]) -> Report:
        file = self.task.site / path
        if not stat.S_ISREG(file.lstat().st_mode):
            return Report("", NOT_A_FILE)
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        is_page = path.endswith((".html", ".htm"))
        known = self.task.digests.get(path) == digest
        if known and (not is_page or path in self.task.pages):
            return Report(digest, page=self.task.pages.get(path), known=True)
        page = self._read_page(path, content, shared) if is_page else None
        try:
            check_file(path, content)
        except Unsound as fault:
            return Report(digest, str(fault), page=page)
        return Report(digest, leaks=self._leaks(path, content), page=page)

    def _leaks(self, path: str, content: bytes) -> tuple[str, ...]:
        """Return the private texts in a file, sorted; of several that overlap, the longest."""
        if not self.task.private:
            return ()
        found = {
            number
            for text in read_texts(path, content)
            for number, _, _ in self.finder.find_matches_as_indexes(text)
        }
        return tuple(sorted(self.task.private[number] for number in found))

    def _read_page(self, path: str, content: bytes, shared: dict[str, str]) -> Page:
        links, ids = read_attributes(content)
        targets = {shared.setdefault(target, target) for target in self._resolve(path, links)}
        return Page(tuple(sorted(targets)), tuple(sorted(shared.setdefault(x, x) for x in ids)))

    def _resolve(self, page: str, links: Iterable[str]) -> Iterator[str]:
        address, base = self.task.address, self.base
        up = "../" * page.count("/")
        for link in links:
            if up and link.startswith(up):  # from the root it is the same for all pages
                target = _resolve_from_root(link[len(up) :] or "./", address, base)
            else:
                target = resolve(page, link, address, base)
            if target:
                yield target


def read_attributes(content: bytes) -> tuple[set[str], set[str]]:
    """Return the links of a page as they are written in it, and its ids."""
    links, ids = set(), set()
    tree = LexborHTMLParser(content.decode("utf-8", "replace"))
    for node in tree.css(_ATTRIBUTES):
        for name, value in node.attributes.items():
            if name in ("href", "src"):
                links.add(value or "")
            elif name in ("id", "name") and value:
                ids.add(value)
    return links, ids


def resolve(page: str, link: str, address: str, base: str) -> str:
    """Return the target of a link on a page, or nothing for one that leads out of the site.

    ``address`` is that of the site, ``base`` its path on the host. A text fragment is no anchor.
    """
    if address and link.startswith(address):
        path, _, anchor = link[len(address) :].partition("#")
    elif _OUTER.match(link):
        return ""
    else:
        path, _, anchor = link.partition("#")
        path = _from_root(page, path, base)
    path = path.partition("?")[0]
    normal = posixpath.normpath(unquote(path) or ".")
    if normal.startswith(".."):
        return ""
    slash = "/" if path.rpartition("/")[2] in ("", ".", "..") else ""
    return f"{normal}{slash}#{unquote(anchor.partition(':~:')[0])}"


@lru_cache(maxsize=1 << 17)
def _resolve_from_root(link: str, address: str, base: str) -> str:
    return resolve("index.html", link, address, base) if not _OUTER.match(link) else ""


def _from_root(page: str, path: str, base: str) -> str:
    """Return a path from the root of the site; with ``..`` in front if it leads out of it."""
    if not path.partition("?")[0]:
        return page
    if path.startswith("/"):
        return path.removeprefix(base) if path.startswith(base) else ".."
    return posixpath.join(posixpath.dirname(page), path)


def dump_pages(reports: Mapping[str, Report], address: str) -> bytes:
    """Return the links and ids of all pages as JSON, each text once."""
    texts: dict[str, int] = {}

    def numbers(values: Iterable[str]) -> list[int]:
        return [texts.setdefault(value, len(texts)) for value in values]

    pages = {
        path: [report.digest, numbers(report.page.targets), numbers(report.page.ids)]
        for path, report in reports.items()
        if report.page
    }
    return json.dumps({"address": address, "pages": pages, "texts": [*texts]}).encode()


def load_pages(file: Path, address: str, digests: Mapping[str, str]) -> dict[str, Page]:
    """Return the pages that were dumped to a file, by path, if they still have these digests.

    Returns none if the file cannot be read, or was dumped for another address of the site.
    """
    try:
        content = json.loads(file.read_bytes())
        if content["address"] != address:
            return {}
        texts = content["texts"]
        return {
            path: Page(tuple(texts[n] for n in targets), tuple(texts[n] for n in ids))
            for path, (digest, targets, ids) in content["pages"].items()
            if digests.get(path) == digest
        }
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return {}
