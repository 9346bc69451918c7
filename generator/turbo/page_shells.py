"""Stamp pages into shells, which a host makes of one page of each shape.

Finishing a page costs a host many times what rendering it costs us. What Markdown makes of our
pages and what a theme puts around them depends only on their headings: all between those is
HTML already, which Markdown hands through. So the host is given a page that has marks where
the end of the path, the title and the bodies between the headings stand. What it makes of that
page is cut at the marks. Any page of the same shape is this shell with its own words in the gaps.
"""

import os
import pickle
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from generator.model.base import GAP
from generator.render.markdown_page import MarkdownPage, parse_page
from generator.render.printing import needs_escaping

_NAME, _ID = GAP, "\1"
"""Where the title, or its id and the rest of it, stood in the first heading; no text has them."""

Finish = Callable[[MarkdownPage], str]
"""What a host makes of a page of Markdown: the whole HTML file."""


def encode(html: str) -> bytes:
    """Return HTML as it stands in a file."""
    return html.encode("utf-8", errors="xmlcharrefreplace")


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks for the gaps of a page; no text can forge them: ``key`` is a digest of the page."""

    key: str

    def mark(self, gap: str) -> str:
        """Return the mark of a gap: ``stem`` (of the path), ``title``, or the number of a body."""
        return f"zq{gap}x{self.key}qz"

    def join(self, headings: Sequence[str], bodies: Sequence[str]) -> str:
        """Join headings, with a mark before, between and after them wherever there is a body."""
        marks = [f"<div>{self.mark(str(n))}</div>" if body else "" for n, body in enumerate(bodies)]
        pairs = zip(headings, marks[1:], strict=True)
        return "\n\n".join([marks[0], *(block for pair in pairs for block in pair)]) + "\n"

    def cut(self, html: str) -> tuple[str, ...]:
        """Cut a finished page into its pieces and, between them, the names of its gaps."""
        mark = rf"zq(stem|title|[0-9]+)x{self.key}qz"
        return tuple(re.split(mark, re.sub(rf"<div>({mark})</div>", r"\1", html)))


def _marks(page: MarkdownPage) -> Marks:
    return Marks(sha256(page.markdown.encode()).hexdigest()[:24])


@dataclass(frozen=True, slots=True)
class Shell:
    """A finished page without what stands in its gaps: its pieces, and what comes before each but
    the first, a named gap or a numbered body."""

    pieces: tuple[bytes, ...]
    gaps: tuple[str | int, ...]

    def fill(self, named: Mapping[str, str], bodies: Sequence[str]) -> bytes:
        """Return the page with its own words in the gaps."""
        words: dict[str | int, bytes] = {gap: encode(text) for gap, text in named.items()}
        words.update(enumerate(map(encode, bodies)))
        parts = [b""] * (2 * len(self.gaps) + 1)
        parts[::2] = self.pieces
        parts[1::2] = [words[gap] for gap in self.gaps]
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Shape:
    """A page taken apart: its headings, and the bodies before, between and after them. ``title``
    is its title with characters for an id at its front and for the rest of it, the ``name``."""

    folder: str
    stem: str
    source: Path | bool | None
    headings: tuple[str, ...]
    bodies: tuple[str, ...]
    title: str
    name: str

    @property
    def key(self) -> str:
        """A digest of all that decides about the shell of the page."""
        filled = tuple(map(bool, self.bodies))
        return _digest(self.folder, self.source, self.title, self.headings, filled)


@lru_cache(maxsize=4096)
def _digest(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()


def shape_of(page: MarkdownPage) -> Shape | None:
    """Take a page apart; ``None`` if it cannot be stamped: its title has characters that a host
    may write otherwise in one place than in another, its address is that of its folder, or it has
    no heading."""
    folder, _, file = page.path.rpartition("/")
    stem = file.removesuffix(".md")
    if needs_escaping(page.title) or stem == "index":
        return None
    headings, bodies = _split(page)
    if not headings:
        return None
    title, name = _NAME, page.title
    first = headings[0]
    if name.startswith(f"{stem} "):
        title, name = f"{_ID} {_NAME}", name.removeprefix(f"{stem} ")
        first = first.replace(stem, _ID, 1)
    own_file = page.source is not None and page.source.stem == stem
    headings = (first.replace(name, _NAME, 1), *headings[1:])
    return Shape(folder, stem, own_file or page.source, headings, bodies, title, name)


def _split(page: MarkdownPage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of a page, and the bodies before, between and after them."""
    start, *rest = page.parts
    return tuple(rest[::2]), tuple([body.strip("\n") for body in (start, *rest[1::2])])


def make_shell(page: MarkdownPage, shape: Shape, finish: Finish) -> Shell:
    """Let the host finish a page with marks in its gaps, and cut it at them."""
    marks = _marks(page)
    cut = marks.cut(finish(_marked_page(page, shape, marks)))
    gaps = (int(gap) if gap.isdecimal() else gap for gap in cut[1::2])
    return Shell(tuple(map(encode, cut[::2])), tuple(gaps))


def _marked_page(page: MarkdownPage, shape: Shape, marks: Marks) -> MarkdownPage:
    marked = str.maketrans({_ID: marks.mark("stem"), _NAME: marks.mark("title")})
    stem, title = marks.mark("stem"), shape.title.translate(marked)
    headings = (shape.headings[0].translate(marked), *shape.headings[1:])
    return parse_page(
        posixpath.join(posixpath.dirname(page.path), f"{stem}.md"),
        title,
        marks.join(headings, shape.bodies),
        page.source.with_stem(stem) if page.source and shape.source is True else page.source,
    )


class ShellStore:
    """Shells by the key of their shape, in files of a folder, so that other processes find them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, Shell] = {}

    def find(self, shape: Shape) -> Shell | None:
        """Return the shell of a shape, if there is one."""
        key = shape.key
        if key not in self._loaded:
            try:
                self._loaded[key] = pickle.loads((self._folder / key).read_bytes())
            except FileNotFoundError:
                return None
        return self._loaded[key]

    def add(self, shape: Shape, shell: Shell) -> None:
        """Store a shell. Who looks for it finds the whole file or none."""
        part = self._folder / f"{shape.key}.part"
        part.write_bytes(pickle.dumps(shell))
        os.replace(part, self._folder / shape.key)

    def stamp(self, page: MarkdownPage) -> bytes | None:
        """Return a finished page; ``None`` if only the host can finish it."""
        shape = shape_of(page)
        shell = self.find(shape) if shape else None
        if shape is None or shell is None:
            return None
        return shell.fill({"stem": shape.stem, "title": shape.name}, shape.bodies)

    def finish(self, page: MarkdownPage, host: Finish) -> bytes:
        """Return a finished page. The host makes its shell, or all of it if stamping cannot."""
        shape = shape_of(page)
        if shape is None:
            return encode(host(page))
        if self.find(shape) is None:
            self.add(shape, make_shell(page, shape, host))
        return self.stamp(page) or encode(host(page))
