"""Pages finished alike: a host finishes one page of a kind as a plate, others are stamped.

Finishing a page costs a host many times what rendering it costs us. But what Markdown makes of
our pages, and what a theme puts around them, depends only on their headings: all between
those is HTML already, which Markdown hands through. So the host is given a page that has
marks where the path, the title and the parts between the headings stand; what it makes of
it is cut at the marks, and any page with the same headings in the same folder is that plate
with its own words in the gaps.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.render import escaped
from generator.site import Written

_HEADING = re.compile(r"^(#{1,6} .*)$", re.MULTILINE)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_STEM = "zqstemqz"
_TITLE = "zqtitleqz"
_MARK = re.compile(r"zq(stem|title|[0-9]+)qz")

Finish = Callable[[Written], str]
"""What a host makes of a page of Markdown: the whole HTML file."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A page taken apart: its headings, with a mark for the title, and what stands before,
    between and after them."""

    headings: tuple[str, ...]
    bodies: tuple[str, ...]

    @property
    def shape(self) -> tuple[object, ...]:
        """What decides about all that is not in the gaps."""
        return self.headings, tuple(bool(body) for body in self.bodies)


@dataclass(frozen=True, slots=True)
class Blank:
    """A page whose headings alone are Markdown, with marks for what stands between them."""

    page: Written
    bodies: tuple[str, ...]

    def filled(self, html: str) -> str:
        """What Markdown made of it, with the bodies in their places."""
        return "".join(_filled(_cut(html), {}, self.bodies))


def blank(page: Written) -> Blank:
    """The page without what Markdown would only hand through."""
    front = _FRONT.match(page.markdown)
    start = front.end() if front else 0
    parts = _HEADING.split(page.markdown[start:])
    bodies = tuple(part.strip("\n") for part in parts[::2])
    marked = page.markdown[:start] + _marked(parts[1::2], bodies)
    return Blank(replace(page, markdown=marked), bodies)


class Press:
    """Stamps pages; ``finish`` makes the plates."""

    def __init__(self, finish: Finish) -> None:
        self._finish = finish
        self._plates: dict[tuple[object, ...], tuple[str, ...]] = {}

    @property
    def plates(self) -> int:
        """How many pages the host finished."""
        return len(self._plates)

    def stamped(self, page: Written) -> str:
        """The finished HTML of a page."""
        taken = _taken(page)
        if taken is None:
            return self._finish(page)
        stem = _stem(page.path)
        own_file = page.source is not None and page.source.stem == stem
        key = (posixpath.dirname(page.path), own_file or page.source, *taken.shape)
        if key not in self._plates:
            self._plates[key] = _cut(self._finish(_blank(page, taken, own_file=own_file)))
        gaps = {"stem": stem, "title": page.title}
        return "".join(_filled(self._plates[key], gaps, taken.bodies))


def _filled(plate: tuple[str, ...], gaps: dict[str, str], bodies: tuple[str, ...]) -> Iterator[str]:
    """The pieces of a plate, at even places, and between them what their marks stand for."""
    for n, piece in enumerate(plate):
        yield piece if n % 2 == 0 else gaps[piece] if piece in gaps else bodies[int(piece)]


def _taken(page: Written) -> _Taken | None:
    """The page in its parts; nothing if its title has characters that a host may write
    otherwise in one place than in another, or its address is that of its folder."""
    front = _FRONT.match(page.markdown)
    if front is None or escaped(page.title) != page.title or _stem(page.path) == "index":
        return None
    parts = _HEADING.split(page.markdown[front.end() :])
    headings = tuple(part.replace(page.title, _TITLE, 1) for part in parts[1:2])
    bodies = tuple(part.strip("\n") for part in parts[::2])
    return _Taken((*headings, *parts[3::2]), bodies)


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".md")


def _blank(page: Written, taken: _Taken, *, own_file: bool) -> Written:
    """The page with marks in its gaps."""
    return replace(
        page,
        path=posixpath.join(posixpath.dirname(page.path), f"{_STEM}.md"),
        title=_TITLE,
        markdown=f"---\ntitle: {_TITLE}\n---\n{_marked(taken.headings, taken.bodies)}",
        source=page.source.with_stem(_STEM) if page.source and own_file else page.source,
    )


def _marked(headings: Sequence[str], bodies: Sequence[str]) -> str:
    """Headings, with a mark before, between and after them wherever there is a body."""
    marks = [f"<div>zq{n}qz</div>" if body else "" for n, body in enumerate(bodies)]
    pairs = zip(headings, marks[1:], strict=True)
    return "\n\n".join([marks[0], *(block for pair in pairs for block in pair)]) + "\n"


def _cut(html: str) -> tuple[str, ...]:
    """A finished page as its pieces and, between them, the names of its marks."""
    return tuple(_MARK.split(re.sub(r"<div>(zq[0-9]+qz)</div>", r"\1", html)))
