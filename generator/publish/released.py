"""What a finished site says in its downloads: the one place that knows where they stand."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

Document = Mapping[str, Any]
CardKey = tuple[int, str]
"""Year and organization."""


def cards(site: Path) -> dict[CardKey, Document]:
    """The scorecards of a site; numbers are decimals."""
    found = _documents(site / "results", "scorecard")
    return {(int(card["year"]), card["organization"]["id"]): card for card in found}


def editions(site: Path) -> dict[str, Document]:
    """The editions of a site by id."""
    found = _documents(site / "standards", "edition")
    return {document["edition"]["id"]: document["edition"] for document in found}


def _documents(folder: Path, kind: str) -> Iterator[Document]:
    """The documents below a folder that name the schema of their kind."""
    for file in sorted(folder.rglob("*.json")):
        document = json.loads(file.read_bytes(), parse_float=Decimal, parse_int=Decimal)
        if str(document.get("$schema", "")).endswith(f"/{kind}.schema.json"):
            yield document


def was_final(card: Document) -> bool:
    """Whether the result was ever published as decided."""
    return any(step["state"] in ("final", "corrected") for step in card["status"])


def clauses_of(edition: Document) -> dict[str, Document]:
    """Every clause of an edition by id, situations included."""
    found: dict[str, Document] = {}
    for section in ("aspects", "items", "standards", "adjustments", "negative_cases"):
        for clause in edition.get(section) or ():
            found[clause["id"]] = clause
            for inner in ("bonus", "deductions"):
                found |= {one["id"]: one for one in clause.get(inner) or ()}
    return found


def scored_by_clause(card: Document) -> dict[str, Any]:
    """What each clause gave or took on a card; a method that marks no clause counts as one."""
    found: dict[str, Any] = {}
    for method in card["methods"]:
        found |= {mark["standard"]: (mark["value"], mark["reason"]) for mark in method["marks"]}
        if not method["marks"]:
            found[method["id"]] = method["raw"]
    for tally in ("adjustments", "negative"):
        entries = card[tally]["entries"]
        found |= {entry["id"]: (entry["points"], entry["occurrences"]) for entry in entries}
    return found
