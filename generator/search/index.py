"""Records → the files of the search index.

Every two neighbouring words are an entry, with the records and the places where they stand; so
is each word, with the records that have it, in the title or in the texts.
The entries are spread over many small files by a hash, so that a search fetches only the few
that it needs. The records are numbered in the order in which a clerk wants to see them.
"""

import gzip
import hashlib
import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import sub
from typing import Any

from generator.search.record import FACETS, Record
from generator.search.words import key, words

TEXT_STARTS = 100
"""Places below this are in the title."""
PLACES = 1 << 32
"""How many places a record has room for, while the terms are gathered."""
SHARD = 6000
"""About how many occurrences a file of entries holds."""
BLOCK = 8
"""How many records a file of texts holds."""

Occurrences = dict[str, "array[int]"]
"""For each term where it stands: the number of the record × PLACES + the place in it."""
_LOWER = int(sys.byteorder == "big")
"""Which half of an occurrence is the place; the other one is the record."""


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
    """The terms of all kinds. No two kinds have a term in common; while they grow they are kept
    apart, for what is small is found faster."""
    pairs, alone, whole = _nothing(), _nothing(), _nothing()
    for n, record in enumerate(ranked):
        first = n * PLACES
        title, texts = words(record.title), [words(text) for text in record.texts]
        _add_pairs(pairs, title, first)
        start = first + TEXT_STARTS
        for text, cut in zip(record.texts, texts, strict=True):
            _add_pairs(pairs, cut, start)
            start += len(text) + 2
        _add_alone(alone, title, texts, first)
        for name in {key(name) for name in record.keys}:
            whole[f"={name}"].append(first)
    return {**pairs, **alone, **whole}


def _nothing() -> Occurrences:
    return defaultdict(partial(array, "Q"))


def _add_alone(
    found: Occurrences, title: Iterable[str], texts: Iterable[Iterable[str]], first: int
) -> None:
    """What is found alone, at the start of the title or of the texts: no more is asked of it."""
    titled = _alone(title)
    for term in titled:
        found[term].append(first)
    for term in _alone(*texts) - titled:
        found[term].append(first + TEXT_STARTS)


def _add_pairs(found: Occurrences, cut: Iterable[str], start: int) -> None:
    """Every two neighbouring words of a text."""
    before, mark, last = "", " ", 0
    for place, word in enumerate(cut, start):
        if not word:
            mark = "-"
            continue
        if before:
            found[f"{before}{mark}{word}"].append(last)
        before, mark, last = word, " ", place


def _alone(*cut: Iterable[str]) -> set[str]:
    """The words of some texts, and the beginnings of longer words of letters, which are found
    while they are typed."""
    found = set().union(*cut) - {""}
    longer = [word for word in found if len(word) > 2 and not word.isdecimal()]
    return found.union(f"^{word[:length]}" for word in longer for length in range(2, len(word)))


def shard_of(term: str, count: int) -> int:
    """The number of the file that holds a term: FNV-1a over its UTF-8, 32 bits."""
    hashed = 0x811C9DC5
    for byte in term.encode():
        hashed = (hashed ^ byte) * 0x01000193 & 0xFFFFFFFF
    return hashed % count


def _terms(found: Occurrences, count: int) -> Iterator[tuple[str, bytes]]:
    shards: list[list[str]] = [[] for _ in range(count)]
    for term in sorted(found):
        shards[shard_of(term, count)].append(term)
    for n, shard in enumerate(shards):
        entries = ",".join([_entry(term, found[term]) for term in shard])
        yield f"terms/{n}.json.gz", _gzipped(f"{{{entries}}}".encode())


def _entry(term: str, occurrences: "array[int]") -> str:
    """A term as it stands in JSON, where nothing in it has to be escaped: the records, each as
    the distance to the one before it, and the places in them."""
    halves = array("I", occurrences.tobytes())
    numbers, places = halves[1 - _LOWER :: 2].tolist(), halves[_LOWER::2].tolist()
    return f'"{term}":' + f"[{_steps(numbers)},{places}]".replace(" ", "")


def _steps(numbers: Sequence[int]) -> list[int]:
    """Numbers in order, each as the distance to the one before it."""
    return list(map(sub, numbers, (0, *numbers)))


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
        name: {value: _steps(numbers) for value, numbers in sorted(values.items())}
        for name, values in facets.items()
    }


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(content: object) -> bytes:
    return _gzipped(_json(content))


def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=4, mtime=0)


def _digest(files: Mapping[str, bytes]) -> str:
    """A name for the folder that changes with its content: no browser mixes old and new."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + files[path])
    return digest.hexdigest()[:12]
