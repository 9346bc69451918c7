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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, Self

from generator.render.printing import needs_escaping
from generator.site import Written

_NAME, _ID = "\0", "\1"
"""Where the title, or its id and the rest of it, stood in the first heading; no text of the data
has these characters."""
_FRONT = re.compile(r"\A---\n.*?\n---(?:\n|\Z)", re.DOTALL)

Finish = Callable[[Written], str]
"""What a host makes of a page of Markdown: the whole HTML file."""


def encoded(html: str) -> bytes:
    """HTML as it stands in a file."""
    return html.encode("utf-8", errors="xmlcharrefreplace")


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in the gaps of a page. No text can hold such marks by chance or by malice,
    for they are made from all of the page."""

    key: str

    def mark(self, gap: str) -> str:
        """The mark of a gap: of the ``stem`` of the path, of the ``title`` or what follows the
        stem in it, or of a numbered body."""
        return f"zq{gap}x{self.key}qz"

    def between(self, headings: Sequence[str], bodies: Sequence[str]) -> str:
        """Headings, with a mark before, between and after them wherever there is a body."""
        marks = [f"<div>{self.mark(str(n))}</div>" if body else "" for n, body in enumerate(bodies)]
        pairs = zip(headings, marks[1:], strict=True)
        return "\n\n".join([marks[0], *(block for pair in pairs for block in pair)]) + "\n"

    def cut(self, html: str) -> tuple[str, ...]:
        """A finished page as its pieces and, between them, the names of its gaps."""
        mark = rf"zq(stem|title|[0-9]+)x{self.key}qz"
        return tuple(re.split(mark, re.sub(rf"<div>({mark})</div>", r"\1", html)))


def _marks(page: Written) -> Marks:
    return Marks(sha256(page.markdown.encode()).hexdigest()[:24])


@dataclass(frozen=True, slots=True)
class _Taken:
    """A page taken apart: its headings, what stands before, between and after them, and its
    title, which may be the id that its path ends in and a ``name``; in the first heading and
    in the title, characters stand for both."""

    headings: tuple[str, ...]
    bodies: tuple[str, ...]
    title: str
    name: str

    @property
    def shape(self) -> tuple[object, ...]:
        """What decides about all that is not in the gaps."""
        return self.title, self.headings, tuple(bool(body) for body in self.bodies)


@dataclass(frozen=True, slots=True)
class Blank:
    """A page whose headings alone are Markdown, with marks for what stands between them."""

    page: Written
    marks: Marks
    bodies: tuple[str, ...]

    def filled(self, html: str) -> str:
        """What Markdown made of it, with the bodies in their places."""
        return "".join(
            piece if n % 2 == 0 else self.bodies[int(piece)]
            for n, piece in enumerate(self.marks.cut(html))
        )


def blank(page: Written) -> Blank:
    """The page without what Markdown would only hand through."""
    front = _FRONT.match(page.parts[0])
    headings, bodies = _headed(page, front.end() if front else 0)
    marks = _marks(page)
    marked = f"{front[0] if front else ''}{marks.between(headings, bodies)}"
    return Blank(Written.of(page.path, page.title, marked, page.source), marks, bodies)


@dataclass(frozen=True, slots=True)
class Plate:
    """A finished page without what stands in its gaps: its pieces, and what comes before each
    but the first, a named gap or a numbered body."""

    pieces: tuple[bytes, ...]
    gaps: tuple[str | int, ...]

    @classmethod
    def of(cls, cut: tuple[str, ...]) -> Self:
        """The plate that a page cut at its marks makes."""
        gaps = (int(gap) if gap.isdecimal() else gap for gap in cut[1::2])
        return cls(tuple(map(encoded, cut[::2])), tuple(gaps))

    def stamped(self, named: Mapping[str, str], bodies: Sequence[str]) -> bytes:
        """The page with its own words in the gaps."""
        words: dict[str | int, bytes] = {gap: encoded(text) for gap, text in named.items()}
        words.update(enumerate(map(encoded, bodies)))
        parts = [b""] * (2 * len(self.gaps) + 1)
        parts[::2] = self.pieces
        parts[1::2] = [words[gap] for gap in self.gaps]
        return b"".join(parts)


Key = tuple[object, ...]
"""What decides about all of a page but its own words."""


class Plates:
    """Plates that a host makes, each once; pages without a plate it finishes whole."""

    def __init__(self, finish: Finish) -> None:
        self._finish = finish
        self._known: dict[Key, Plate] = {}

    def __len__(self) -> int:
        return len(self._known)

    def plate(self, key: Key, blank: Written, marks: Marks) -> Plate:
        """The plate of all pages with one key; ``blank`` is one of them, with ``marks``."""
        if key not in self._known:
            self._known[key] = Plate.of(marks.cut(self._finish(blank)))
        return self._known[key]

    def whole(self, page: Written) -> bytes:
        """A page as the host alone makes it."""
        return encoded(self._finish(page))


class PlateMaker(Protocol):
    """Whoever makes plates, here or in another process."""

    def plate(self, key: Key, blank: Written, marks: Marks) -> Plate:
        """The plate of all pages with one key; ``blank`` is one of them, with ``marks``."""

    def whole(self, page: Written) -> bytes:
        """A page as the host alone makes it."""


class Press:
    """Stamps pages. It remembers the plates that it got from wherever they are made."""

    def __init__(self, plates: PlateMaker) -> None:
        self._plates = plates
        self._known: dict[Key, Plate] = {}

    def stamped(self, page: Written) -> bytes:
        """The finished HTML of a page, as its file holds it."""
        folder, _, file = page.path.rpartition("/")
        stem = file.removesuffix(".md")
        taken = _taken(page, stem)
        if taken is None:
            return self._plates.whole(page)
        own_file = page.source is not None and page.source.stem == stem
        key = (folder, own_file or page.source, *taken.shape)
        plate = self._known.get(key)
        if plate is None:
            marks = _marks(page)
            blank = _blank(page, taken, marks, own_file=own_file)
            plate = self._known[key] = self._plates.plate(key, blank, marks)
        return plate.stamped({"stem": stem, "title": taken.name}, taken.bodies)


def _taken(page: Written, id: str) -> _Taken | None:
    """The page in its parts, given the ``id`` that its path ends in; nothing if its title has
    characters that a host may write otherwise in one place than in another, if its address is
    that of its folder, or if it has no heading."""
    front = _FRONT.match(page.parts[0])
    if front is None or needs_escaping(page.title) or id == "index":
        return None
    headings, bodies = _headed(page, front.end())
    if not headings:
        return None
    title, name = _NAME, page.title
    first = headings[0]
    if name.startswith(f"{id} "):
        title, name = f"{_ID} {_NAME}", name.removeprefix(f"{id} ")
        first = first.replace(id, _ID, 1)
    return _Taken((first.replace(name, _NAME, 1), *headings[1:]), bodies, title, name)


def _headed(page: Written, front: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of a page, and what stands before, between and after them, without the
    ``front`` of so many characters."""
    start, *rest = page.parts
    bodies = (start[front:], *rest[1::2])
    return tuple(rest[::2]), tuple([body.strip("\n") for body in bodies])


def _blank(page: Written, taken: _Taken, marks: Marks, *, own_file: bool) -> Written:
    """The page with marks in its gaps."""
    marked = str.maketrans({_ID: marks.mark("stem"), _NAME: marks.mark("title")})
    stem, title = marks.mark("stem"), taken.title.translate(marked)
    headings = (taken.headings[0].translate(marked), *taken.headings[1:])
    return Written.of(
        posixpath.join(posixpath.dirname(page.path), f"{stem}.md"),
        title,
        f"---\ntitle: {title}\n---\n{marks.between(headings, taken.bodies)}",
        page.source.with_stem(stem) if page.source and own_file else page.source,
    )
