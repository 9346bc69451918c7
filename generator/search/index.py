"""Records → the files of the search index.

Every two neighbouring words are an entry, with the records and the places where they stand.
The entries are spread over many small files by a hash, so that a search fetches only the few
that it needs. The records are numbered in the order in which a clerk wants to see them.
"""

import gzip
import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.search.record import FACETS, Record
from generator.search.words import MARKS, key, words

TEXT_STARTS = 100
"""Places below this are in the title."""
PLACES = 1 << 20
"""How many places a record has room for."""
SHARD = 6000
"""About how many occurrences a file of entries holds."""
BLOCK = 8
"""How many records a file of texts holds."""

Occurrences = dict[str, "array[int]"]


def built(records: Sequence[Record], labels: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of the index by their path: ``index.json``, which names the folder of the
    others, and in it ``terms/``, ``texts/`` and ``facets.json.gz``."""
    ranked = sorted(records, key=lambda record: record.rank)
    found = _occurrences(ranked)
    count = max(1, sum(map(len, found.values())) // SHARD)
    files = dict(_terms(found, count))
    files |= _texts(ranked)
    files["facets.json.gz"] = _packed(_facets(ranked))
    folder = _digest(files)
    summary = {
        "folder": folder,
        "shards": count,
        "block": BLOCK,
        "records": len(ranked),
        "cards": next((n for n, r in enumerate(ranked) if r.kind == "scorecard"), len(ranked)),
        "ids": sorted({id for record in ranked for id in record.ids}),
        "labels": labels,
    }
    named = {f"{folder}/{path}": content for path, content in sorted(files.items())}
    return {"index.json": _json(summary), **named}


def _occurrences(ranked: Sequence[Record]) -> Occurrences:
    found: Occurrences = defaultdict(lambda: array("Q"))
    for n, record in enumerate(ranked):
        start = n * PLACES
        seen: dict[str, int] = {}
        for text_start, text in _placed(record):
            _add(found, seen, text, start + text_start)
        for word, place in seen.items():
            found[word].append(place)
        for beginning, place in _beginnings(seen):
            found[f"^{beginning}"].append(place)
        for name in sorted({key(name) for name in record.keys}):
            found[f"={name}"].append(start)
    return found


def _placed(record: Record) -> Iterator[tuple[int, str]]:
    """Each text of a record with the place where it starts."""
    yield 0, record.title
    start = TEXT_STARTS
    for text in record.texts:
        yield start, text
        start += len(text) + 2


def _add(found: Occurrences, seen: dict[str, int], text: str, start: int) -> None:
    """Every pair of words of a text, and each word where it stands first."""
    before, last = "", 0
    for place, word in words(text):
        if word not in seen:
            seen[word] = start + place
        if before:
            found[before + MARKS[place - last] + word].append(start + last)
        before, last = word, place


def _beginnings(seen: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The beginnings of longer words of letters, which are found while they are typed."""
    first: dict[str, int] = {}
    for word, place in seen.items():
        if len(word) > 2 and not word.isdecimal():
            for length in range(2, len(word)):
                first[word[:length]] = min(place, first.get(word[:length], place))
    yield from first.items()


def shard_of(term: str, count: int) -> int:
    """The number of the file that holds a term: FNV-1a over its UTF-8, 32 bits."""
    hashed = 0x811C9DC5
    for byte in term.encode():
        hashed = (hashed ^ byte) * 0x01000193 & 0xFFFFFFFF
    return hashed % count


def _terms(found: Occurrences, count: int) -> Iterator[tuple[str, bytes]]:
    shards: list[dict[str, Any]] = [{} for _ in range(count)]
    for term in sorted(found):
        shards[shard_of(term, count)][term] = found[term]
    for n, shard in enumerate(shards):
        content = {term: _listed(places) for term, places in shard.items()}
        yield f"terms/{n}.json.gz", _packed(content)


def _listed(places: "array[int]") -> tuple[list[int], list[int]]:
    """The records, each as the distance to the one before it, and the places in them."""
    numbers = [place // PLACES for place in places]
    steps = [after - before for before, after in zip([0, *numbers], numbers, strict=False)]
    return steps, [place % PLACES for place in places]


def _texts(ranked: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
    for n in range(0, len(ranked), BLOCK):
        block = [
            [record.address, record.kind, record.when, record.title, *record.texts]
            for record in ranked[n : n + BLOCK]
        ]
        yield f"texts/{n // BLOCK}.json.gz", _packed(block)


def _facets(ranked: Sequence[Record]) -> dict[str, dict[str, list[int]]]:
    """For each filter, for each of its values, the records that have it, as distances."""
    facets: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in FACETS}
    for n, record in enumerate(ranked):
        for name in FACETS:
            for value in record.values(name):
                facets[name][value].append(n)
    return {
        name: {
            value: [b - a for a, b in zip([0, *numbers], numbers, strict=False)]
            for value, numbers in sorted(values.items())
        }
        for name, values in facets.items()
    }


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(content: object) -> bytes:
    return gzip.compress(_json(content), compresslevel=4, mtime=0)


def _digest(files: Mapping[str, bytes]) -> str:
    """A name for the folder that changes with its content: no browser mixes old and new."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + files[path])
    return digest.hexdigest()[:12]
