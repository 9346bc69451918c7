"""Cut texts into words, so that a query of words in a row finds exactly what stands there.

``assets/search/words.js`` does the same to queries, and a test compares the two.
"""

import re
import unicodedata

_WORD = re.compile(r"([一-鿿]|[0-9a-zß-öø-ʯͰ-ԯ]+|[^\W_])|(?:[^\w\s]|_)[\W_]*")
"""A word in group 1, or punctuation with what follows it up to the next word. A run of letters
and digits is a word. A character of any other script is a word by itself; Chinese ones, the most
frequent, are tried first."""

_SAME_WIDTH = re.compile(r"[ -~一-鿿，。、；：？！（）《》“”‘’—…]*")
"""A text in which NFKC would change nothing but the width of punctuation."""


def normalize(text: str) -> str:
    """Return a text in half width and lower case: ``ＳＴ－０１`` and ``st-01`` become equal."""
    return (text if _SAME_WIDTH.fullmatch(text) else unicodedata.normalize("NFKC", text)).lower()


def words(text: str) -> list[str]:
    """Return the words of a text, each at its place.

    Punctuation between two words takes one place, however long it is, which holds an empty
    string; space takes none. So ``党费、纪检`` does not contain the phrase ``费纪``.
    """
    places = _WORD.findall(normalize(text))
    return places if places[:1] != [""] else places[1:]


def key(text: str) -> str:
    """Return what an id or a name is looked up by when it is typed whole."""
    return " ".join(words(text)).rstrip().replace("  ", "-")
