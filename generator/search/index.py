"""Make the files of the search index from records.

The index has an entry for every two neighbouring words, with the records and the places where
they stand, and one for each single word, with the records that have it in the title or in the
texts. The entries are spread over many small files by a hash, so that a query fetches only the
few that it needs. Records are numbered in the order in which they are shown.
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

from generator.search.pinyin import readings
from generator.search.record import FACETS, Record
from generator.search.words import key, words

TEXT_STARTS = 100
"""The place of the first word of the texts; lower places are in the title."""
PLACES = 1 << 32
"""How many places a record has in the numbers that stand for occurrences."""
TERMS_FILE = 6000
"""About how many occurrences a file of terms holds."""
BLOCK = 8
"""How many records a file of texts holds."""

Occurrences = dict[str, "array[int]"]
"""For each term where it stands: the number of the record × PLACES + the place in it."""
_LOW_HALF = int(sys.byteorder == "big")
"""Which half of an occurrence in memory is the place; the other is the number of the record."""


def build_index(
    records: Iterable[Record],
    labels: Mapping[str, Any],
    *,
    own: bool = False,
    answers: Sequence[Mapping[str, object]] = (),
) -> dict[str, bytes]:
    """Return the files of the index by their path in the folder of the index.

    ``index.json`` names the folder of all others, whose name changes with their content; in it
    are ``terms/``, ``texts/``, ``names.json.gz`` and ``facets.json.gz``. ``labels`` are the words
    of the search page, which ``index.json`` hands to the script, as it does the ``answers`` to
    everyday words; with ``own`` it also says that readers have records of their own
    (:mod:`generator.search.own`). The order of the records makes no difference.
    """
    ranked = sorted(records, key=lambda record: record.rank)
    occurrences = _occurrences(ranked)
    shards = max(1, sum(map(len, occurrences.values())) // TERMS_FILE)
    files = dict(_term_files(occurrences, shards))
    files |= _text_files(ranked)
    files["names.json.gz"] = _gzipped(encode_json(find_names(ranked)))
    files["facets.json.gz"] = _gzipped(encode_json(_facets(ranked)))
    folder = _digest(files)
    summary = {
        "folder": folder,
        "shards": shards,
        "block": BLOCK,
        "records": len(ranked),
        "cards": sum(record.kind != "scorecard" for record in ranked),
        "ids": sorted({id for record in ranked for id in record.ids}),
        "same": _same(ranked),
        "labels": labels,
        "answers": answers,
        **({"own": True} if own else {}),
    }
    in_folder = {f"{folder}/{path}": content for path, content in sorted(files.items())}
    return {"index.json": encode_json(summary), **in_folder}


def shard_of(term: str, shards: int) -> int:
    """Return the number of the file that holds a term, by its FNV-1a hash of 32 bits.

    ``assets/search/index.js`` computes the same from a query.
    """
    hashed = 0x811C9DC5
    for byte in term.encode():
        hashed = (hashed ^ byte) * 0x01000193 & 0xFFFFFFFF
    return hashed % shards


def _occurrences(ranked: Sequence[Record]) -> Occurrences:
    """Return where each term stands.

    Pairs of words, single words and whole names have no term in common. They are gathered in
    three tables, because a smaller table is faster.
    """
    pairs, single, whole = _table(), _table(), _table()
    for number, record in enumerate(ranked):
        first = number * PLACES
        title, texts = words(record.title), [words(text) for text in record.texts]
        _add_pairs(pairs, title, first)
        start = first + max(TEXT_STARTS, len(title) + 2)
        for text, text_words in zip(record.texts, texts, strict=True):
            _add_pairs(pairs, text_words, start)
            start += max(len(text), len(text_words)) + 2
        _add_single(single, title, texts, first)
        for name in {key(name) for name in record.keys}:
            whole[f"={name}"].append(first)
    return {**pairs, **single, **whole}


def _table() -> Occurrences:
    return defaultdict(partial(array, "Q"))


def _add_single(
    table: Occurrences, title: Iterable[str], texts: Iterable[Iterable[str]], first: int
) -> None:
    """Add each word of a record once: where the title starts or else where the texts start."""
    in_title = _single_terms(title)
    for term in in_title:
        table[term].append(first)
    for term in _single_terms(*texts) - in_title:
        table[term].append(first + TEXT_STARTS)


def _single_terms(*texts: Iterable[str]) -> set[str]:
    """Return the words of texts and, marked by ``^``, the beginnings of words of letters.

    The beginnings let a word be found while it is typed.
    """
    terms = set().union(*texts) - {""}
    longer = [word for word in terms if len(word) > 2 and not word.isdecimal()]
    return terms.union(f"^{word[:length]}" for word in longer for length in range(2, len(word)))


def _add_pairs(table: Occurrences, text: Iterable[str], start: int) -> None:
    """Add every two neighbouring words, joined by ``-`` where punctuation stands between."""
    before, mark, last = "", " ", 0
    for place, word in enumerate(text, start):
        if not word:
            mark = "-"
            continue
        if before:
            table[f"{before}{mark}{word}"].append(last)
        before, mark, last = word, " ", place


def _term_files(occurrences: Occurrences, shards: int) -> Iterator[tuple[str, bytes]]:
    terms: list[list[str]] = [[] for _ in range(shards)]
    for term in sorted(occurrences):
        terms[shard_of(term, shards)].append(term)
    for number, shard in enumerate(terms):
        entries = ",".join([_entry(term, occurrences[term]) for term in shard])
        yield f"terms/{number}.json.gz", _gzipped(f"{{{entries}}}".encode())


def _entry(term: str, occurrences: "array[int]") -> str:
    """Return a term with its records, as distances, and the places in them, as JSON.

    Nothing in a term has to be escaped.
    """
    halves = array("I", occurrences.tobytes())
    numbers, places = halves[1 - _LOW_HALF :: 2].tolist(), halves[_LOW_HALF::2].tolist()
    return f'"{term}":' + f"[{_distances(numbers)},{places}]".replace(" ", "")


def _distances(numbers: Sequence[int]) -> list[int]:
    """Return ascending numbers, each as the distance to the one before it."""
    return list(map(sub, numbers, (0, *numbers)))


def _text_files(ranked: Sequence[Record]) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(ranked), BLOCK):
        block = [
            [record.address, record.kind, record.when, record.title, *record.texts]
            for record in ranked[start : start + BLOCK]
        ]
        yield f"texts/{start // BLOCK}.json.gz", _gzipped(encode_json(block))


def find_names(ranked: Sequence[Record]) -> dict[str, Any]:
    """Return what a query that finds nothing is compared with: the titles of all that has a name,
    and how the characters in them are read. Titles of scorecards repeat those of organizations."""
    titles = dict.fromkeys(
        "".join(words(name))
        for record in ranked
        if record.kind != "scorecard"
        for name in (record.title, *record.keys[1:2])
    )
    return {"titles": list(titles), "readings": readings("".join(titles))}


def _same(ranked: Sequence[Record]) -> list[list[int]]:
    """Return the records of each clause that several editions have, newest first."""
    clauses: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, record in enumerate(ranked):
        if record.ids:
            clauses[record.kind, record.ids[0]].append(number)
    return [numbers for numbers in clauses.values() if len(numbers) > 1]


def _facets(ranked: Sequence[Record]) -> dict[str, dict[str, list[int]]]:
    """Return for each filter, for each of its values, the records that have it, as distances."""
    facets: dict[str, dict[str, list[int]]] = {facet: defaultdict(list) for facet in FACETS}
    for number, record in enumerate(ranked):
        for facet in FACETS:
            for value in record.values(facet):
                facets[facet][value].append(number)
    return {
        facet: {value: _distances(numbers) for value, numbers in sorted(values.items())}
        for facet, values in facets.items()
    }


def encode_json(content: object) -> bytes:
    """Return content as JSON without spaces."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=4, mtime=0)


def _digest(files: Mapping[str, bytes]) -> str:
    """Return a folder name that changes with its content, so no browser mixes old and new."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + files[path])
    return digest.hexdigest()[:12]
