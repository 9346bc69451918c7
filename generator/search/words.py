"""Text → words, so that a search for words in a row finds just what stands there.

``assets/search/words.js`` does the same to queries; a test compares the two.
"""

import re
import unicodedata

_WORD = re.compile(r"([一-鿿]|[0-9a-zß-öø-ʯͰ-ԯ]+|[^\W_])|(?:[^\w\s]|_)[\W_]*")
"""A word, or punctuation with what follows it up to the next word. A run of letters and digits
is a word; a character of any other script is one of its own, Chinese above all, which is tried
first."""

_PLAIN = re.compile(r"[ -~一-鿿，。、；：？！（）《》“”‘’—…]*")
"""A text of which nothing but punctuation can be written in another width."""


def normalized(text: str) -> str:
    """Half-width and lower case: ``ＳＴ－０１`` and ``st-01`` have the same words."""
    return (text if _PLAIN.fullmatch(text) else unicodedata.normalize("NFKC", text)).lower()


def words(text: str) -> list[str]:
    """The words, each at its place. Punctuation takes one place however long it is, where an
    empty text stands; space takes none, so that ``党费、纪检`` is not the phrase ``费纪``."""
    found = _WORD.findall(normalized(text))
    return found if found[:1] != [""] else found[1:]


def key(text: str) -> str:
    """What an id or a name is looked up by when it is typed whole."""
    return " ".join(words(text)).rstrip().replace("  ", "-")
