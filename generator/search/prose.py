"""Cut pages that are written by hand, as HTML, into sections of plain text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

_HEADINGS = ("h1", "h2")
_BLOCKS = frozenset(("p", "li", "td", "th", "dt", "dd", "pre", "caption", "h3", "h4", "tr"))
_SKIPPED = ("script", "style", "nav", "template")


@dataclass(frozen=True, slots=True)
class Prose:
    """A page of prose: the path of its Markdown, its title, and its content as HTML."""

    path: str
    title: str
    html: str


def in_order(pages: Iterable[Prose], navigation: Iterable[str]) -> list[Prose]:
    """Return pages in the order of the paths in a navigation, which has what most readers want
    first, and after them all others by their paths."""
    places = {path: place for place, path in enumerate(navigation)}
    return sorted(pages, key=lambda page: (places.get(page.path, len(places)), page.path))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its anchor and the blocks of text below it.

    The first section of a page is what stands before any heading; it may be empty.
    """

    anchor: str
    title: str
    texts: tuple[str, ...]


def sections(html: str) -> list[Section]:
    """Return the sections of a page, one for each heading of the first two levels."""
    parser = _SectionParser()
    parser.feed(html)
    parser.close()
    return [draft.finish() for draft in parser.drafts]


@dataclass
class _Draft:
    """A section while it is read; each block is a list of pieces of text."""

    anchor: str = ""
    title: list[str] = field(default_factory=list)
    blocks: list[list[str]] = field(default_factory=lambda: [[]])

    def finish(self) -> Section:
        """Join the pieces, and leave out blocks without any text."""
        texts = (" ".join("".join(block).split()) for block in self.blocks)
        title = "".join(self.title).strip()
        return Section(self.anchor, title, tuple(text for text in texts if text))


class _SectionParser(HTMLParser):
    """Collects the sections of a page, without scripts, menus and links to headings."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts = [_Draft()]
        self._in_heading = False
        self._skipped_tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._skipped_tag:
            return
        if tag in _SKIPPED or "headerlink" in (attributes.get("class") or ""):
            self._skipped_tag = tag
        elif tag in _HEADINGS:
            self.drafts.append(_Draft(attributes.get("id") or ""))
            self._in_heading = True
        elif tag in _BLOCKS:
            self.drafts[-1].blocks.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped_tag:
            self._skipped_tag = ""
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag in _BLOCKS:
            self.drafts[-1].blocks.append([])

    def handle_data(self, data: str) -> None:
        if not self._skipped_tag:
            draft = self.drafts[-1]
            (draft.title if self._in_heading else draft.blocks[-1]).append(data)
