"""Text → words, so that a search for words in a row finds just what stands there.

``assets/search/words.js`` does the same to queries; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterator

_WORD = re.compile(r"[0-9a-zß-öø-ʯͰ-ԯ]+|[^\W_]")
"""A run of letters and digits; a character of any other script, Chinese above all, is a word
of its own."""


def normalized(text: str) -> str:
    """Half-width and lower case: ``ＳＴ－０１`` and ``st-01`` are the same text."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> Iterator[tuple[int, str]]:
    """Each word with its place. Punctuation takes one place however long it is, space none,
    so that ``党费、纪检`` is not the phrase ``费纪``."""
    text = normalized(text)
    place, end = 0, 0
    for found in _WORD.finditer(text):
        if place and found.start() > end and not text[end : found.start()].isspace():
            place += 1
        yield place, found[0]
        place, end = place + 1, found.end()


def key(text: str) -> str:
    """What an id or a name is looked up by when it is typed whole."""
    return "".join(_joined(list(words(text))))


def _joined(found: list[tuple[int, str]]) -> Iterator[str]:
    last = -1
    for place, word in found:
        if last >= 0:
            yield pair_mark(last, place)
        yield word
        last = place


def pair_mark(first: int, second: int) -> str:
    """What stands between two neighbouring words: a hyphen for punctuation, else a space."""
    return "-" if second - first > 1 else " "
