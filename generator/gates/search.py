"""Gate of the search: that it finds what people look for by its id."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.gates.gate import Case, Finding, finding
from generator.search.index import shard_of
from generator.search.own import OWN_FILE
from generator.search.words import key

INDEX = Path("assets/search-index")


def search(case: Case) -> Iterator[Finding]:
    """The search finds every clause and every organization by its id.

    In the tree of an organization it also finds all pages that only this tree has.
    """
    if case.shared:
        yield from _missing_pages(case)
        return
    try:
        for id in _missing_ids(case.site / INDEX, case.ids):
            yield finding("not-found", id=id)
    except (OSError, ValueError, KeyError) as error:
        yield finding("no-index", error=error)


def _missing_pages(case: Case) -> Iterator[Finding]:
    """Yield the pages of trees that are in no file of their own search; each tree has a page that
    leads to all others, which is not looked for."""
    if f"{INDEX}/index.json" not in case.shared:
        return
    pages: dict[str, set[str]] = defaultdict(set)
    for path, report in case.reports.items():
        tree, _, page = path.partition("/")
        if report.page and "/" in page.removesuffix("/index.html"):
            pages[tree].add(page.removesuffix("index.html"))
    for tree, expected in pages.items():
        try:
            found = json.loads((case.site / tree / INDEX / OWN_FILE).read_bytes())["records"]
        except (OSError, ValueError, KeyError) as error:
            yield finding("no-index", error=error)
            continue
        for page in sorted(expected - {record["address"] for record in found}):
            yield finding("not-found", id=f"{tree}/{page}")


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
