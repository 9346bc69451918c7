"""Pages as HTML → their sections as plain text: for what is written by hand."""

from dataclasses import dataclass
from html.parser import HTMLParser

_HEADINGS = ("h1", "h2")
_BLOCKS = frozenset(("p", "li", "td", "th", "dt", "dd", "pre", "caption", "h3", "h4", "tr"))
_SKIPPED = ("script", "style", "nav", "template")


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of prose: its path, its title, and its content as HTML."""

    path: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its anchor and the blocks of text under it."""

    anchor: str
    title: str
    texts: tuple[str, ...]


def sections(html: str) -> list[Section]:
    """The sections of a page, one for each heading of the first two levels."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [
        Section(anchor, "".join(title).strip(), tuple(text for text in map(_flat, blocks) if text))
        for anchor, title, blocks in reader.found
    ]


def _flat(block: list[str]) -> str:
    return " ".join("".join(block).split())


class _Reader(HTMLParser):
    """Collects for each section its anchor, its title and its blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], list[list[str]]]] = [("", [], [[]])]
        self._in_heading = False
        self._skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if self._skipping:
            return
        if tag in _SKIPPED or "headerlink" in (named.get("class") or ""):
            self._skipping = tag
        elif tag in _HEADINGS:
            self.found.append((named.get("id") or "", [], [[]]))
            self._in_heading = True
        elif tag in _BLOCKS:
            self.found[-1][2].append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipping:
            self._skipping = ""
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag in _BLOCKS:
            self.found[-1][2].append([])

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        _, title, blocks = self.found[-1]
        (title if self._in_heading else blocks[-1]).append(data)
