"""Make the file by which the readers of a tree find what only their organizations have.

It lies beside the index that all trees share, and is small: the browser cuts its texts into words.
"""

from collections.abc import Iterable

from generator.search.index import encode_json, find_names
from generator.search.record import FACETS, Record

OWN_FILE = "own.json"
"""The name of the file in the folder of the index."""


def own_file(records: Iterable[Record]) -> bytes:
    """Return the content of the file; the order of the records makes no difference."""
    ranked = sorted(records, key=lambda record: record.rank)
    return encode_json(
        {
            "clauses": sum(record.kind != "scorecard" for record in ranked),
            "records": [_entry(record) for record in ranked],
            **find_names(ranked),
        }
    )


def _entry(record: Record) -> dict[str, object]:
    return {
        "address": record.address,
        "kind": record.kind,
        "when": record.when,
        "title": record.title,
        "texts": record.texts,
        "keys": record.keys,
        "values": {facet: record.values(facet) for facet in FACETS if record.values(facet)},
    }
