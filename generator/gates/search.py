"""Gate of the search: that it finds what people look for by its id."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.gates.gate import Case, Finding, finding
from generator.search.index import shard_of
from generator.search.words import key

INDEX = Path("assets/search-index")


def search(case: Case) -> Iterator[Finding]:
    """The search finds every clause and every organization by its id."""
    if case.shared:  # trees of organizations search in the site that they share
        return
    try:
        for id in _missing_ids(case.site / INDEX, case.ids):
            yield finding("not-found", id=id)
    except (OSError, ValueError, KeyError) as error:
        yield finding("no-index", error=error)


def _missing_ids(index: Path, ids: Iterable[str]) -> Iterator[str]:
    """Yield the ids that no record is found by, in the order of the files of the index."""
    summary = json.loads((index / "index.json").read_bytes())
    ids_by_shard: dict[int, list[str]] = defaultdict(list)
    for id in sorted(ids):
        ids_by_shard[shard_of(_term(id), summary["shards"])].append(id)
    for shard, wanted in sorted(ids_by_shard.items()):
        file = index / summary["folder"] / "terms" / f"{shard}.json.gz"
        terms = json.loads(gzip.decompress(file.read_bytes()))
        yield from (id for id in wanted if _term(id) not in terms)


def _term(id: str) -> str:
    """Return the entry of the index under which an id stands that is typed whole."""
    return f"={key(id)}"
