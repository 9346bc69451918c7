"""Read what a finished site says in its downloads.

This is the one place that knows where things stand in a site. It reads files only: releases of
the past say what they said when they were built.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

Document = Mapping[str, Any]
"""An object of a JSON download; its numbers are decimals."""


class CardKey(NamedTuple):
    """The year and the organization of a scorecard."""

    year: int
    organization: str


def read_cards(site: Path, paths: Iterable[str]) -> dict[CardKey, Document]:
    """Return the scorecards among some files of a site by year and organization, with drafts."""
    documents = _read_documents(site, paths, "scorecard")
    return {CardKey(int(card["year"]), card["organization"]["id"]): card for card in documents}


def read_editions(site: Path, paths: Iterable[str]) -> dict[str, Document]:
    """Return the editions among some files of a site by id."""
    documents = _read_documents(site, paths, "edition")
    return {document["edition"]["id"]: document["edition"] for document in documents}


def _read_documents(site: Path, paths: Iterable[str], kind: str) -> Iterator[Document]:
    """Yield the JSON documents that name the schema of a kind of download."""
    for path in sorted(paths):
        if path.endswith(".json") and (site / path).is_file():
            content = (site / path).read_bytes()
            if f"/{kind}.schema.json".encode() in content:
                document = json.loads(content, parse_float=Decimal, parse_int=Decimal)
                if str(document.get("$schema", "")).endswith(f"/{kind}.schema.json"):
                    yield document


def was_final(card: Document) -> bool:
    """Say whether the result was ever published as final or corrected."""
    return any(step["state"] in ("final", "corrected") for step in card["status"])


def clauses_by_id(edition: Document) -> dict[str, Document]:
    """Return every clause of an edition by its id, situations included."""
    clauses: dict[str, Document] = {}
    for section in ("aspects", "items", "standards", "adjustments", "negative_cases"):
        for clause in edition.get(section) or ():
            clauses[clause["id"]] = clause
            for situations in ("bonus", "deductions"):
                clauses |= {inner["id"]: inner for inner in clause.get(situations) or ()}
    return clauses


def points_by_clause(card: Document) -> dict[str, object]:
    """Return what each clause gave or took on a card, by its id, in any form that compares.

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
