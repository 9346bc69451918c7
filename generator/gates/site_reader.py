"""Read what a finished site says, in its downloads and on its pages.

This is the one place that knows where things stand in a site. It reads files only: releases of
the past say what they said when they were built.
"""

import gzip
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

Document = Mapping[str, Any]
"""An object of a JSON download; its numbers are decimals."""


class CardKey(NamedTuple):
    """The year and the organization of a scorecard."""

    year: int
    organization: str


def read_cards(site: Path) -> dict[CardKey, Document]:
    """Return the scorecards of a site, drafts included."""
    documents = _read_documents(site / "results", "scorecard")
    return {CardKey(int(card["year"]), card["organization"]["id"]): card for card in documents}


def read_editions(site: Path) -> dict[str, Document]:
    """Return the editions of a site by id."""
    documents = _read_documents(site / "standards", "edition")
    return {document["edition"]["id"]: document["edition"] for document in documents}


def _read_documents(folder: Path, kind: str) -> Iterator[Document]:
    """Yield the JSON documents below a folder that name the schema of a kind of download."""
    for file in sorted(folder.rglob("*.json")):
        document = json.loads(file.read_bytes(), parse_float=Decimal, parse_int=Decimal)
        if str(document.get("$schema", "")).endswith(f"/{kind}.schema.json"):
            yield document


def was_final(card: Document) -> bool:
    """Say whether the result was ever published as final or corrected."""
    return any(step["state"] in ("final", "corrected") for step in card["status"])


def clauses_by_id(edition: Document) -> dict[str, Document]:
    """Return every clause of an edition, situations included."""
    clauses: dict[str, Document] = {}
    for section in ("aspects", "items", "standards", "adjustments", "negative_cases"):
        for clause in edition.get(section) or ():
            clauses[clause["id"]] = clause
            for situations in ("bonus", "deductions"):
                clauses |= {inner["id"]: inner for inner in clause.get(situations) or ()}
    return clauses


def points_by_clause(card: Document) -> dict[str, object]:
    """Return what each clause gave or took on a card, in any form that compares.

    A method without marks counts as a clause with its own id.
    """
    points: dict[str, object] = {}
    for method in card["methods"]:
        points |= {mark["standard"]: (mark["value"], mark["reason"]) for mark in method["marks"]}
        if not method["marks"]:
            points[method["id"]] = method["raw"]
    for tally in ("adjustments", "negative"):
        entries = card[tally]["entries"]
        points |= {entry["id"]: (entry["points"], entry["occurrences"]) for entry in entries}
    return points


_HIDDEN = re.compile(r"<!--.*?-->|(<(script|style)\b[^>]*>).*?</\2\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")


@dataclass(frozen=True, slots=True)
class PageAttributes:
    """The links of a page, as they are written in it, and its ids, to which anchors lead."""

    links: frozenset[str]
    ids: frozenset[str]


def read_attributes(page: Path) -> PageAttributes:
    """Return the links and ids of an HTML file; comments and the text of scripts have none."""
    html = page.read_text("utf-8", errors="replace")
    tags = "".join(_TAG.findall(_HIDDEN.sub(r"\1", html)))
    links, ids = set(), set()
    for name, *values in _ATTRIBUTE.findall(tags):
        if name in ("href", "src"):
            links.add(unescape("".join(values)))
        elif name in ("id", "name"):
            ids.add(unescape("".join(values)))
    return PageAttributes(frozenset(links), frozenset(ids))


_MARKUP = re.compile(r"<[^>]*>")
_NOTATION = re.compile(r"[*`\\\"]")
_SPACE = re.compile(r"\s+")


def read_text(file: Path) -> str:
    """Return what a file of a site says to a reader, unpacked and normalized.

    Files of other types than HTML, XML, JSON, CSV, XLSX and gzip give an empty text.
    """
    match file.suffix:
        case ".html" | ".xml":
            return _text_of_markup(file.read_text("utf-8", errors="replace"))
        case ".json" | ".csv":
            return normalize(file.read_text("utf-8", errors="replace"))
        case ".gz":
            return normalize(gzip.decompress(file.read_bytes()).decode("utf-8", "replace"))
        case ".xlsx":
            return _text_of_markup(_read_workbook(file))
    return ""


def normalize(text: str) -> str:
    """Return a text on one line without the marks of rich text and of JSON.

    So a text compares equal in whichever kind of file it is written.
    """
    return _SPACE.sub(" ", _NOTATION.sub("", text.replace("\\n", " "))).strip()


def _text_of_markup(markup: str) -> str:
    return normalize(unescape(_MARKUP.sub("", markup)))


def _read_workbook(file: Path) -> str:
    with zipfile.ZipFile(file) as book:
        parts = sorted(name for name in book.namelist() if name.endswith(".xml"))
        return " ".join(book.read(part).decode("utf-8", "replace") for part in parts)
