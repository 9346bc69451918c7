"""A rendered page: Markdown that consists of headings and of HTML between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from markupsafe import escape

_SEAM = re.compile(r"\n(?:(?=\n\n)\n*(?=\n)|(#{1,6} .*))")
"""A heading, or all but the last of the ends of lines that leave more than one line blank. Either
begins with one and the same character, with which a pattern is found twice as fast."""


@dataclass(frozen=True, slots=True)
class MarkdownPage:
    """A page as Markdown, and the data file that it is made from.

    ``parts`` are what stands before its first heading, and then in turn each heading and what
    stands after it.
    """

    path: str
    title: str
    parts: tuple[str, ...]
    source: Path | None

    @property
    def markdown(self) -> str:
        """The whole page, with its front matter."""
        return self.document({})

    def document(self, fields: Mapping[str, Any]) -> str:
        """Return the whole page with more ``fields`` in its front matter."""
        start, *rest = self.parts
        blocks = zip(rest[::2], rest[1::2], strict=True)
        text = "".join([start, *(f"\n{heading}{body}" for heading, body in blocks)])
        return f"{front_matter(self.title, fields)}{text}"


def front_matter(title: str, others: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Return the front matter of a page: YAML with its title as HTML, into which MkDocs puts it,
    and ``others`` of its fields."""
    fields = {"title": str(escape(title)), **others}
    return f"---\n{yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=inf)}---\n"


def parse_page(path: str, title: str, markdown: str, source: Path | None) -> MarkdownPage:
    """Parse what a template printed, which is all of a page but its front matter.

    Of several blank lines in a row, which a template leaves where it prints nothing, one stays.
    """
    return MarkdownPage(path, title, _split(markdown), source)


def _split(markdown: str) -> tuple[str, ...]:
    """Split Markdown at its headings; a seam without a heading closes up blank lines."""
    start, *rest = _SEAM.split(markdown)
    parts = [start]
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        if heading is None:
            parts[-1] += f"\n{text}"
        else:
            parts += heading, text
    return tuple(parts)
