"""Cut texts into words, so that a query of words in a row finds exactly what stands there.

``assets/search/words.js`` does the same to queries, and ``tests/search/words.json`` says of both
what they have to answer.

Which characters are words is said here by blocks, not by the tables of Unicode that Python and
browsers bring: each has those of another year. So a character that they do not know yet, such as
a newly encoded Han character, is a word by itself, as are those for private use.
"""

import re
import unicodedata

_SPACE = "\t-\r \u1680\u2028\u2029"
_SIGNS = (
    "\\0-\x08\x0e-\x1f!-/:-@\\[-`{-©«-´¶-¹»-¿×÷\u02d2-\u036f\u0600-\u060f\u061b-\u061f\u066a-\u066d"
    "\u06d4\u0964\u0965\u0f01-\u0f14\u0f3a-\u0f3d\u1800-\u180a\u2000-\u2027\u202a-\u214f\u218c-\u245f"
    "\u2500-\u2775\u2794-\u2bff\u2e00-\u3004\u3008-\u3020\u3030\u303d-\u3040\u3099-\u309c\u30a0\u30fb"
    "\u4dc0-\u4dff\ud800-\udfff\ufe00-\ufe6f\uff00-\uffff\U0001f000-\U0001faff"
)
"""Punctuation and symbols, as they are left by :func:`normalize`."""
_LETTERS = "0-9a-zß-öø-ʯͰ-ԯḀ-\u1fff"
"""Letters and digits that make a word together with those beside them."""
_WORD = re.compile(
    rf"([一-鿿]|[{_LETTERS}][{_LETTERS}\u0300-\u036f]*|[^{_SPACE}{_SIGNS}])"
    rf"|[{_SIGNS}][{_SPACE}{_SIGNS}]*"
)
"""A word in group 1, or punctuation with what follows it up to the next word. A character of any
script but those of ``_LETTERS`` is a word by itself; Chinese ones, the most frequent, are tried
first."""

_SAME_WIDTH = re.compile(r"[ -~一-鿿，。、；：？！（）《》“”‘’—…]*")
"""A text in which NFKC would change nothing but the width of punctuation."""
_IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that show nothing: soft hyphens, zero-width characters, variation selectors."""
_IDEOGRAPHS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵\u2e9a旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻"
    "𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食"
    "𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_RADICALS = {0x2E81 + number: ideograph for number, ideograph in enumerate(_IDEOGRAPHS)}
"""Radicals that text copied from a PDF has in place of the characters that look like them, and
NFKC leaves alone: the property Equivalent_Unified_Ideograph of Unicode."""


def normalize(text: str) -> str:
    """Return a text as it is compared: in half width and lower case, with composed accents, and
    without what cannot be seen. ``ＳＴ－０１`` and ``st-01`` become equal."""
    if _SAME_WIDTH.fullmatch(text):
        return text.lower()
    composed = unicodedata.normalize("NFKC", _IGNORED.sub("", text))
    return composed.translate(_RADICALS).lower().replace("ς", "σ")


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
