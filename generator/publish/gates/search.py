"""The gate of a search that finds nothing."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.dataset.book import Book
from generator.publish.gates.case import Case, Finding, finding
from generator.search.index import shard_of
from generator.search.words import key
from generator.urls import clauses

INDEX = Path("assets/search-index")


def search(case: Case) -> Iterator[Finding]:
    """The search finds every clause and every organization by its id."""
    try:
        summary = json.loads((case.site / INDEX / "index.json").read_bytes())
        yield from (
            finding("not-found", id=id) for id in _missing(case.site, summary, case.assessment.book)
        )
    except (OSError, ValueError, KeyError) as error:
        yield finding("no-index", error=error)


def _missing(site: Path, summary: dict[str, Any], book: Book) -> Iterator[str]:
    """The ids that no record is found by, sorted within the files of the index."""
    asked = defaultdict(list)
    for id in sorted(_known(book)):
        term = f"={key(id)}"
        asked[shard_of(term, summary["shards"])].append((term, id))
    for number, terms in sorted(asked.items()):
        file = site / INDEX / summary["folder"] / "terms" / f"{number}.json.gz"
        found = json.loads(gzip.decompress(file.read_bytes()))
        yield from (id for term, id in terms if term not in found)


def _known(book: Book) -> Iterator[str]:
    """Every id that people type into the search."""
    yield from (one.id for one in book.organizations)
    for places in clauses(book.library.editions).values():
        yield from places
