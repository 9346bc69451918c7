"""How Chinese characters are read, in pinyin without tones."""

from functools import lru_cache

_UMLAUT = str.maketrans({"\u00fc": "v", "\u00ea": "e"})


def readings(text: str) -> dict[str, list[str]]:
    """Return the readings of each Chinese character of a text, the most frequent first.

    A character may be read in several ways, of which each is tried: \u4f1a is ``hui`` and ``kuai``.
    They come from the tables of pypinyin, made of those of Unicode and of dictionaries.
    """
    known = {character: _readings(character) for character in sorted(set(text))}
    return {character: sounds for character, sounds in known.items() if sounds}


@lru_cache(maxsize=20_000)
def _readings(character: str) -> list[str]:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its tables take a third of a second

    if ord(character) < 0x3400:
        return []
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    plain = (sound.translate(_UMLAUT) for sounds in found for sound in sounds)
    return [sound for sound in dict.fromkeys(plain) if sound.isascii() and sound.isalpha()]
