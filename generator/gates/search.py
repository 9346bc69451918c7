"""Gate of the search: that it finds what people look for by its id."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.dataset.library import Library
from generator.gates.gate import Case, Finding, finding
from generator.search.index import shard_of
from generator.search.words import key
from generator.urls import locate_clauses

INDEX = Path("assets/search-index")


def search(case: Case) -> Iterator[Finding]:
    """The search finds every clause and every organization by its id."""
    try:
        for id in _missing_ids(case.site / INDEX, case.library):
            yield finding("not-found", id=id)
    except (OSError, ValueError, KeyError) as error:
        yield finding("no-index", error=error)


def _missing_ids(index: Path, library: Library) -> Iterator[str]:
    """Yield the ids that no record is found by, in the order of the files of the index."""
    summary = json.loads((index / "index.json").read_bytes())
    ids_by_shard: dict[int, list[str]] = defaultdict(list)
    for id in sorted(_ids(library)):
        ids_by_shard[shard_of(_term(id), summary["shards"])].append(id)
    for shard, ids in sorted(ids_by_shard.items()):
        file = index / summary["folder"] / "terms" / f"{shard}.json.gz"
        terms = json.loads(gzip.decompress(file.read_bytes()))
        yield from (id for id in ids if _term(id) not in terms)


def _term(id: str) -> str:
    """Return the entry of the index under which an id stands that is typed whole."""
    return f"={key(id)}"


def _ids(library: Library) -> Iterator[str]:
    yield from library.known_organizations
    for targets in locate_clauses(library.editions).values():
        yield from targets
