"""Text → words, so that a search for words in a row finds just what stands there.

``assets/search/words.js`` does the same to queries; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterator

MARKS = ("", " ", "-")
"""What joins two words into one term, by how far apart they are: a hyphen for punctuation."""

_WORD = re.compile(r"([\W_]*)([0-9a-zß-öø-ʯͰ-ԯ]+|[^\W_])")
"""What stands before a word, and the word: a run of letters and digits; a character of any
other script, Chinese above all, is a word of its own."""


def normalized(text: str) -> str:
    """Half-width and lower case: ``ＳＴ－０１`` and ``st-01`` are the same text."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[tuple[int, str]]:
    """Each word with its place. Punctuation takes one place however long it is, space none,
    so that ``党费、纪检`` is not the phrase ``费纪``."""
    found = []
    place = 0
    for gap, word in _WORD.findall(normalized(text)):
        if gap and place and not gap.isspace():
            place += 1
        found.append((place, word))
        place += 1
    return found


def key(text: str) -> str:
    """What an id or a name is looked up by when it is typed whole."""
    return "".join(_joined(words(text)))


def _joined(found: list[tuple[int, str]]) -> Iterator[str]:
    last = -1
    for place, word in found:
        if last >= 0:
            yield MARKS[place - last]
        yield word
        last = place
