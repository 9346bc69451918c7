"""The texts of drafts that tell a leak.

What tells a leak is what only the draft has, wherever it stands: on a page, in an attribute or a
comment, in a download, in a file that was copied, in the name of one. A text that public data or
the words of the program have too tells nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from generator.gates.contents import normalize
from generator.messages.labels import labels
from generator.messages.wording import plain
from generator.model.base import Rich
from generator.model.result import Result

SHORTEST_SECRET = 4
"""How many characters a text of a draft has that does not stand in a file by chance."""
LONGEST_PHRASE = 12
"""A text of so many characters may be a phrase of the trade, put together from known words."""
ID_FIELDS = frozenset(
    {"id", "of", "clause", "tier", "kind", "level", "state", "organization", "event"}
)
"""The fields of the model whose texts are ids or words of the format."""
OF_COMMANDS = frozenset(
    {"approval", "console", "help", "new", "progress", "publish", "usage", "workbook"}
)
"""The labels that commands and workbooks say, and no page."""
_KNOWN_BY_ITSELF = re.compile(r"[0-9〇一二两三四五六七八九十百千万年月日季分名次个项第\W_]+")
"""Numbers, dates and signs: figures of a draft are looked for in its documents."""


def private_texts(drafts: Iterable[Result], data: Sequence[Path], language: str) -> tuple[str, ...]:
    """Return the texts of drafts that may tell a leak, normalized.

    ``data`` are the files of the data but those of results. Their words, and those that the
    program puts on pages, tell nothing, nor does a phrase that is put together from them.
    """
    known = "\n".join(words_of(data, language))
    pieces = frozenset(known[at : at + n] for n in (2, 3) for at in range(len(known)))
    return tuple(text for text in owners_of(drafts) if not _is_common(text, known, pieces))


def words_of(data: Sequence[Path], language: str) -> Iterator[str]:
    """Yield the words that the program puts on pages, and those of some files, normalized."""
    words = labels(language)
    said = (key for key in sorted(words.keys()) if key.partition(".")[0] not in OF_COMMANDS)
    yield from (normalize(words(key)) for key in said)
    yield from (normalize(file.read_text("utf-8", "replace")) for file in data)


def owners_of(drafts: Iterable[Result]) -> dict[str, Result]:
    """Return the result of each text of drafts, by the text; short texts are left out."""
    texts = {normalize(text): draft for draft in drafts for text in texts_of(draft)}
    return {text: draft for text, draft in texts.items() if len(text) >= SHORTEST_SECRET}


def _is_common(text: str, known: str, pieces: frozenset[str]) -> bool:
    """Say whether a text stands in others, or is a short one made of their words."""
    if len(text) <= LONGEST_PHRASE and _is_made_of(text, pieces):
        return True
    may_stand = all(text[at : at + 3] in pieces for at in range(len(text) - 2))
    return may_stand and text in known


def _is_made_of(text: str, pieces: frozenset[str]) -> bool:
    """Say whether a text is a row of numbers, signs, and words of at least two characters.

    Each word is a row of pieces of two and of three characters.
    """
    ends = {0}
    for at in range(len(text)):
        if at in ends:
            ends |= {at + n for n in (2, 3) if text[at : at + n] in pieces}
            ends |= {at + 1} if _KNOWN_BY_ITSELF.match(text, at) else set()
    return len(text) in ends


def not_in_data(texts: set[str], data: Iterable[Path]) -> set[str]:
    """Return those of some texts that stand in none of the files of public data."""
    left = set(texts)
    for file in data if texts else ():
        content = normalize(file.read_text("utf-8", "replace"))
        left -= {text for text in left if text in content}
    return left


def texts_of(value: object) -> Iterator[str]:
    """Yield every text that people wrote inside a value of the model, in the order of its fields.

    Rich text comes a second time without its notation. Ids and keys of mappings are left out.
    """
    match value:
        case str():
            yield value
            if isinstance(value, Rich):
                yield plain(value)
        case BaseModel():
            for name in type(value).model_fields:
                if name not in ID_FIELDS:
                    yield from texts_of(getattr(value, name))
        case Mapping():
            for inner in value.values():
                yield from texts_of(inner)
        case tuple():
            for inner in value:
                yield from texts_of(inner)
