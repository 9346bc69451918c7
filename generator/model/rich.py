"""Rich text: plain text with a little Markdown in it, for fields that say so.

``**strong**``, ``*emphasis*``, code between backticks, and ``[words](target)``; a backslash
takes the meaning from the character after it. Everything else is text. A link leads to
another site by ``http`` or ``https``, or to a page of this one, written by its path from the
folder of documents: ``guide/objections.md#deadline``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_MARKED = re.compile(
    r"""\\(?P<plain>[\\`*\[\]])
      | `(?P<code>[^`]+)`
      | \*\*(?P<strong>[^*\s](?:[^*]*[^*\s])?)\*\*
      | \*(?P<emphasis>[^*\s](?:[^*]*[^*\s])?)\*
      | \[(?P<link>[^\[\]]+)\]\((?P<target>(?:[^()]++|\([^()]*+\))*+)\)""",
    re.VERBOSE,
)
SIGNS = r"\\`*\["
"""What notation begins with, as characters of a set."""
_MARKS = re.compile(rf"[{SIGNS}]")
_ELSEWHERE = re.compile(r"https?://[\w-]+(\.[\w-]+)*(:[0-9]+)?([/?#][^\s\\]*)?")
_PAGE = re.compile(r"(?P<page>([a-z0-9-]+/)*[a-z0-9-]+\.md)(#(?P<anchor>[\w-]+))?")


class Phrase(str):
    """A text that people wrote in the language of the data, and no id and no label."""

    __slots__ = ()


class Rich(Phrase):
    """A text in which that notation means something; as ``str``, the text as written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of rich text. What is strong, emphasized or a link holds runs in turn; a
    link has its target as written."""

    kind: Literal["text", "code", "strong", "emphasis", "link"]
    text: str = ""
    inner: tuple["Run", ...] = ()
    target: str = ""


def has_markup(text: str) -> bool:
    """Whether a rich text may be more than its plain characters."""
    return _MARKS.search(text) is not None


def runs(text: str) -> tuple[Run, ...]:
    """The stretches of a rich text, in order."""
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for found in _MARKED.finditer(text):
        if before := text[end : found.start()]:
            yield Run("text", before)
        yield _run(found)
        end = found.end()
    if rest := text[end:]:
        yield Run("text", rest)


def _run(found: re.Match[str]) -> Run:
    if found["plain"]:
        return Run("text", found["plain"])
    if found["code"]:
        return Run("code", found["code"])
    if found["strong"]:
        return Run("strong", inner=runs(found["strong"]))
    if found["emphasis"]:
        return Run("emphasis", inner=runs(found["emphasis"]))
    return Run("link", inner=runs(found["link"]), target=found["target"])


def targets(text: str) -> Iterator[str]:
    """Where the links of a rich text lead, as written."""
    yield from _targets(runs(text))


def _targets(found: tuple[Run, ...]) -> Iterator[str]:
    for run in found:
        if run.kind == "link":
            yield run.target
        yield from _targets(run.inner)


def leads_elsewhere(target: str) -> bool:
    """Whether a target is an address of another site that a link may have."""
    return _ELSEWHERE.fullmatch(target) is not None


def page_of(target: str) -> tuple[str, str] | None:
    """The page of this site that a target names, and the anchor on it or an empty text."""
    found = _PAGE.fullmatch(target)
    return (found["page"], found["anchor"] or "") if found else None
