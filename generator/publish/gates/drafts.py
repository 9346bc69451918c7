"""The gate of what is not to be read yet."""

import gzip
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from generator.dataset.library import Library
from generator.messages.labels import labels
from generator.model.result import Result
from generator.publish.gates.case import Case, Finding, finding
from generator.publish.manifest import files_in
from generator.publish.released import Document, cards
from generator.publish.texts import texts_of

SHORTEST = 4
"""Characters of a text that is told from chance."""
_MARKUP = re.compile(r"<[^>]*>")
_MARKS = re.compile(r"[*`\\\"]")
_SPACE = re.compile(r"\s+")


def drafts(case: Case) -> Iterator[Finding]:
    """A public site says nothing of a draft but that there is one: neither its figures nor
    any text that stands in no other file of the data."""
    private = [card.result for card in case.assessment.cards if card.result.state == "draft"]
    if not private:
        return
    public = cards(case.site)
    for result in private:
        if _speaks(public.get((result.year, result.organization))):
            yield finding("draft-figures", year=result.year, organization=result.organization)
    words = labels(case.project.language)
    secrets = _secrets(
        case.assessment.library, private, "\n".join(map(words, sorted(words.keys())))
    )
    yield from _leaks(case.site, secrets)


def _speaks(card: Document | None) -> bool:
    return bool(card and (card["methods"] or card["total"] is not None or card["grade"]))


def _secrets(library: Library, private: list[Result], said: str) -> dict[str, Result]:
    """The texts that drafts alone have, each with its result; ``said`` is what every site says."""
    found = {_plain(text): one for one in private for text in texts_of(one)}
    known: list[object] = [*library.editions, library.organizations, library.years]
    known += [one for one in library.results if one.state != "draft"]
    told = "\n".join([said, *(_plain(text) for value in known for text in texts_of(value))])
    return {text: one for text, one in found.items() if len(text) >= SHORTEST and text not in told}


def _leaks(site: Path, secrets: dict[str, Result]) -> Iterator[Finding]:
    """The files in which a secret stands; longer ones first, so that the whole is told."""
    if not secrets:
        return
    longest = sorted(secrets, key=lambda text: (-len(text), text))
    pattern = re.compile("|".join(map(re.escape, longest)))
    for path in files_in(site):
        for text in sorted(set(pattern.findall(_readable(site / path)))):
            one = secrets[text]
            facts = {"page": path, "year": one.year, "organization": one.organization}
            yield finding("draft-text", text=text, **facts)


def _readable(file: Path) -> str:
    """What a file says to a reader: without markup, unpacked, on one line."""
    match file.suffix:
        case ".html" | ".xml":
            return _unmarked(file.read_text("utf-8", errors="replace"))
        case ".json" | ".csv":
            return _plain(file.read_text("utf-8", errors="replace"))
        case ".gz":
            return _plain(gzip.decompress(file.read_bytes()).decode("utf-8", "replace"))
        case ".xlsx":
            return _unmarked(_of_workbook(file))
    return ""


def _of_workbook(file: Path) -> str:
    with zipfile.ZipFile(file) as book:
        parts = sorted(name for name in book.namelist() if name.endswith(".xml"))
        return " ".join(book.read(name).decode("utf-8", "replace") for name in parts)


def _unmarked(text: str) -> str:
    return _plain(unescape(_MARKUP.sub("", text)))


def _plain(text: str) -> str:
    """A text without the marks of notation and of JSON, the same however it is written."""
    return _SPACE.sub(" ", _MARKS.sub("", text.replace("\\n", " "))).strip()
